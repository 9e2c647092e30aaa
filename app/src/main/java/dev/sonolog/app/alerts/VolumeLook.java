package dev.sonolog.app.alerts;

import dev.sonolog.app.alerts.Finding.Verdict;
import dev.sonolog.archive.FreeSpace;
import dev.sonolog.archive.Space;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds which volumes run low. A disk that hangs is asked on a thread of its own, which may wait
 * for it; what it said last is looked at by another.
 */
final class VolumeLook {
  private static final Logger LOG = System.getLogger(VolumeLook.class.getName());

  /** There is room again when a little more is free than must be. */
  private static final double ENOUGH = 1.05;

  private final Collection<Path> folders;
  private volatile Map<Path, Space> volumes = Map.of();

  /**
   * @param folders one or more on each volume
   */
  VolumeLook(Collection<Path> folders) {
    this.folders = folders;
  }

  /** Asks each volume how much is free; may hang as long as a disk does. */
  void measure() {
    Map<FileStore, Path> names = new LinkedHashMap<>();
    Map<Path, Space> measured = new LinkedHashMap<>();
    for (Path folder : folders) {
      try {
        FileStore store = Files.getFileStore(folder);
        if (names.putIfAbsent(store, folder) == null) {
          measured.put(folder, new Space(store.getUsableSpace(), store.getTotalSpace()));
        }
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "{0} does not say how much is free: {1}", folder, e.toString());
      }
    }
    volumes = measured;
  }

  List<Finding> findings(Instant now, FreeSpace wanted) {
    Map<Path, Space> known = volumes;
    return folders.stream()
        .map(
            folder ->
                new Finding(
                    new Subject(Subject.Kind.DISK_LOW, folder.toString()),
                    Optional.ofNullable(known.get(folder))
                        .map(space -> verdict(space, now, wanted))
                        .orElseGet(Verdict.Unknown::new)))
        .toList();
  }

  static Verdict verdict(Space space, Instant now, FreeSpace wanted) {
    long least = wanted.of(space.total());
    String detail = gigabytes(space.free()) + " of " + gigabytes(space.total()) + " are free";
    if (space.free() < least) {
      return new Verdict.Wrong(now, detail + ", less than " + gigabytes(least));
    }
    return space.free() >= least * ENOUGH ? new Verdict.Fine(detail) : new Verdict.Unknown();
  }

  private static String gigabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
  }
}
