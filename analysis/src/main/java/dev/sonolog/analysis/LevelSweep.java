package dev.sonolog.analysis;

import dev.sonolog.archive.CatalogueView;
import dev.sonolog.archive.SegmentState;
import dev.sonolog.archive.StoredSegment;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Removes what was measured of recordings that are gone for good. Those in the trash and those that
 * somebody moved away may come back, and keep it. Blocks; platform threads.
 */
public final class LevelSweep {
  private final CatalogueView view;
  private final Path folder;

  /**
   * @param stateDirectory of the archive
   */
  public LevelSweep(CatalogueView view, Path stateDirectory) {
    this.view = view;
    this.folder = stateDirectory.resolve(LevelStore.FOLDER);
  }

  /**
   * Removes all that has no recording.
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
    Set<String> kept =
        view.segmentsOf(run.getFileName().toString()).stream()
            .filter(it -> it.state() != SegmentState.DELETED)
            .map(StoredSegment::number)
            .map(number -> Integer.toString(number))
            .collect(Collectors.toSet());
    int removed = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(run)) {
      for (Path file : files) {
        if (number(file).filter(it -> !kept.contains(it)).isPresent()) {
          Files.deleteIfExists(file);
          removed++;
        }
      }
    }
    if (kept.isEmpty()) {
      var _ = run.toFile().delete(); // it stays where something else is in it
    }
    return removed;
  }

  /** The number of the segment; none of what is being written. */
  private static Optional<String> number(Path file) {
    String name = file.getFileName().toString();
    int dot = name.indexOf('.');
    return name.endsWith(".tmp") || dot < 1
        ? Optional.empty()
        : Optional.of(name.substring(0, dot));
  }
}
