package dev.sonolog.archive;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The volumes of an archive: directories on the same file store share one, so that a hung disk
 * holds back its own recordings only. The volume of each output directory is looked up once, when
 * the archive opens, because asking the file system may hang. Immutable afterwards; any thread.
 */
final class Volumes {
  private static final System.Logger LOGGER = System.getLogger(Volumes.class.getName());

  private final Map<Path, Volume> byDirectory;

  private Volumes(Map<Path, Volume> byDirectory) {
    this.byDirectory = byDirectory;
  }

  /**
   * Finds the volume of each directory. Blocks in the file system: platform threads only.
   *
   * @param directories absolute and existing
   */
  static Volumes of(Collection<Path> directories) throws IOException {
    Map<FileStore, Volume> byStore = new HashMap<>();
    Map<Path, Volume> byDirectory = new HashMap<>();
    for (Path directory : directories) {
      FileStore store = Files.getFileStore(directory);
      byDirectory.put(
          directory.normalize(),
          byStore.computeIfAbsent(store, s -> new Volume("volume " + directory)));
    }
    return new Volumes(byDirectory);
  }

  /** The volume of the deepest output directory that the path lies in. */
  Optional<Volume> volume(Path path) {
    return byDirectory.entrySet().stream()
        .filter(entry -> path.normalize().startsWith(entry.getKey()))
        .max(Comparator.comparingInt(entry -> entry.getKey().getNameCount()))
        .map(Map.Entry::getValue);
  }

  /**
   * Closes all volumes within one deadline, each beside the others: one that hangs takes no time
   * from those that answer.
   *
   * @return whether all that was handed over was written
   */
  boolean close(Duration deadline) {
    List<CompletableFuture<Boolean>> closings =
        Set.copyOf(byDirectory.values()).stream().map(volume -> closing(volume, deadline)).toList();
    return closings.stream().filter(CompletableFuture::join).count() == closings.size();
  }

  private static CompletableFuture<Boolean> closing(Volume volume, Duration deadline) {
    return CompletableFuture.supplyAsync(
        () -> {
          boolean done = volume.close(deadline);
          if (!done) {
            LOGGER.log(Level.ERROR, "{0} hangs and is left behind", volume);
          }
          return done;
        },
        closer -> Thread.ofPlatform().daemon().name(volume + " (closing)").start(closer));
  }
}
