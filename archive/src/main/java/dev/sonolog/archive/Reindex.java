package dev.sonolog.archive;

import dev.sonolog.archive.CatalogueEntry.RunEnded;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/**
 * Builds the catalogue anew from the files alone. The new one is built beside the old one and takes
 * its place in one step when it is whole; the old one is kept under another name. No recorder may
 * run meanwhile, so it takes the archive's locks. Blocks, and reads every file: the caller's own
 * platform thread.
 *
 * <p>Files know their source, run, time, samples and the gap before a run. What only the catalogue
 * knew is lost: the address of a source, the drift of its clock, the details of gaps, damages that
 * were left out while recording, and titles.
 */
public final class Reindex {
  private static final System.Logger LOGGER = System.getLogger(Reindex.class.getName());
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final ArchiveSettings settings;
  private final Path current;
  private final Path next;

  private Reindex(ArchiveSettings settings) {
    this.settings = settings;
    this.current = settings.catalogueFile();
    this.next = current.resolveSibling("catalogue-new.db");
  }

  /**
   * Builds and swaps.
   *
   * @param program what this program calls itself
   * @param progress told before each file, in files
   * @throws ArchiveLockedException if a recorder runs
   * @throws IOException if the new catalogue could not be made; the old one is as it was
   */
  public static ReconciledArchive run(
      ArchiveSettings settings, String program, Consumer<Progress> progress) throws IOException {
    ArchiveLocks locks =
        ArchiveLocks.acquire(settings.lockFolders(), LockHolder.self(program, Instant.now()));
    try {
      return new Reindex(settings).run(progress);
    } finally {
      locks.release();
    }
  }

  private ReconciledArchive run(Consumer<Progress> progress) throws IOException {
    delete(CatalogueDatabase.files(next));
    ReconciledArchive result = build(progress);
    keepOld();
    Files.move(next, current, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    PartFile.forceFolder(current.resolveSibling(""));
    LOGGER.log(Level.INFO, "Catalogue {0} built anew: {1}", current, result);
    return result;
  }

  private ReconciledArchive build(Consumer<Progress> progress) throws IOException {
    Catalogue catalogue = Catalogue.open(next, () -> {});
    try {
      ReconciledArchive result = new Reconciliation(settings, catalogue, () -> false).run(progress);
      endRuns(catalogue);
      if (!catalogue.close(PATIENCE)) {
        throw new IOException("The new catalogue " + next + " could not be stored");
      }
      return result;
    } catch (IOException | RuntimeException e) {
      catalogue.close(PATIENCE);
      throw e;
    }
  }

  /** Without a recorder every run is over; why, the gap behind it says. */
  private static void endRuns(Catalogue catalogue) throws IOException {
    CatalogueView view = catalogue.view();
    for (SourceSummary source : view.sources()) {
      for (StoredRun run : view.runsWithoutEnd(source.name())) {
        catalogue.tellPatiently(ended(view, run), PATIENCE);
      }
    }
  }

  private static RunEnded ended(CatalogueView view, StoredRun run) throws IOException {
    Instant end =
        view.segmentsOf(run.run()).stream()
            .map(StoredSegment::knownEnd)
            .max(Instant::compareTo)
            .orElse(run.start());
    List<Gap> behind = view.gaps(run.source(), end, end.plusNanos(1));
    GapCause cause = behind.stream().map(Gap::cause).findFirst().orElse(GapCause.UNKNOWN);
    return new RunEnded(run.run(), end, Optional.empty(), cause);
  }

  /**
   * A write-ahead log that lay beside another database would be read into it, so the old one's is
   * written back into it, or moved away with it if it is damaged.
   */
  private void keepOld() throws IOException {
    if (!Files.exists(current)) {
      delete(CatalogueDatabase.files(current).subList(1, 3));
      return;
    }
    Path kept = current.resolveSibling("catalogue-old.db");
    List<Path> keptFiles = CatalogueDatabase.files(kept);
    delete(keptFiles);
    boolean whole = foldLog();
    Files.createLink(kept, current);
    for (int companion = 1; companion < keptFiles.size(); companion++) {
      Path file = CatalogueDatabase.files(current).get(companion);
      if (Files.exists(file) && !whole) {
        Files.move(file, keptFiles.get(companion));
      }
      Files.deleteIfExists(file);
    }
  }

  private boolean foldLog() {
    try (Handle handle = new CatalogueDatabase(current).openAsItIs()) {
      handle.createQuery("pragma wal_checkpoint(truncate)").mapToMap().list();
      return true;
    } catch (JdbiException e) {
      LOGGER.log(Level.WARNING, "The old catalogue {0} is damaged: {1}", current, e.getMessage());
      return false;
    }
  }

  private static void delete(List<Path> files) throws IOException {
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }
}
