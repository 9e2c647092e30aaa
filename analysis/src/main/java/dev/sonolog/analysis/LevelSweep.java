package dev.sonolog.analysis;

import dev.sonolog.archive.CatalogueView;
import dev.sonolog.archive.SegmentState;
import dev.sonolog.archive.StoredSegment;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Removes what was measured of recordings that are gone for good. Those in the trash, those that
 * somebody moved away, and those that the catalogue does not know yet, keep it. Blocks; platform
 * threads.
 */
public final class LevelSweep {
  private static final Duration LEFT_BEHIND = Duration.ofDays(1);

  private final CatalogueView view;
  private final Path folder;
  private final InstantSource clock;

  /**
   * @param stateDirectory of the archive
   */
  public LevelSweep(CatalogueView view, Path stateDirectory, InstantSource clock) {
    this.view = view;
    this.clock = clock;
    this.folder = stateDirectory.resolve(LevelStore.FOLDER);
  }

  /**
   * Removes all whose recording was deleted.
   *
   * @return how many files
   */
  public int run() throws IOException {
    int removed = 0;
    try (DirectoryStream<Path> runs = Files.newDirectoryStream(folder, Files::isDirectory)) {
      for (Path run : runs) {
        removed += sweep(run);
      }
    } catch (NoSuchFileException _) {
      return 0;
    }
    return removed;
  }

  private int sweep(Path run) throws IOException {
    Set<String> gone =
        view.segmentsOf(run.getFileName().toString()).stream()
            .filter(it -> it.state() == SegmentState.DELETED)
            .map(StoredSegment::number)
            .map(number -> Integer.toString(number))
            .collect(Collectors.toSet());
    int removed = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(run)) {
      for (Path file : files) {
        if (gone.contains(number(file)) || isLeftBehind(file)) {
          Files.deleteIfExists(file);
          removed++;
        }
      }
    }
    if (removed > 0) {
      var _ = run.toFile().delete(); // it stays where something else is in it
    }
    return removed;
  }

  /** What stands in front of the first dot. */
  private static String number(Path file) {
    return file.getFileName().toString().split("\\.", 2)[0];
  }

  /** Whether whoever wrote it is gone. */
  private boolean isLeftBehind(Path file) throws IOException {
    return file.toString().endsWith(".tmp")
        && Files.getLastModifiedTime(file).toInstant().isBefore(clock.instant().minus(LEFT_BEHIND));
  }
}
