package dev.sonolog.app;

import dev.sonolog.archive.Archive;
import dev.sonolog.archive.ArchiveLockedException;
import dev.sonolog.archive.ArchiveSettings;
import dev.sonolog.archive.Catalogue;
import dev.sonolog.archive.CatalogueView;
import dev.sonolog.archive.ImportedFile;
import dev.sonolog.archive.SegmentState;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Sees to it that the catalogue knows what was imported. Where a recorder runs it takes note of new
 * files by itself, and is waited for; else this process does it under the archive's locks, which it
 * holds for that moment only: a recorder that starts during a long import is not refused. Main
 * thread of a command.
 */
final class ImportNote {
  private static final Logger LOG = System.getLogger(ImportNote.class.getName());
  private static final Duration CLOSING = Duration.ofSeconds(20);

  /** A recorder that took note of no further file for so long will not do it soon. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Duration INTERVAL = Duration.ofMillis(200);

  private ImportNote() {}

  /**
   * Has note taken of files that came in, and of those that an import before brought that was ended
   * too early.
   *
   * @param err told when a recorder does not
   */
  static void take(ArchiveSettings settings, List<ImportedFile> done, PrintWriter err)
      throws IOException {
    List<Path> files = new ArrayList<>();
    for (ImportedFile file : done) {
      switch (file) {
        case ImportedFile.Stored(_, Path stored) -> files.add(stored);
        case ImportedFile.Present(_, Path present) -> files.add(present);
        case ImportedFile.Refused _, ImportedFile.Left _ -> {}
      }
    }
    long since = System.nanoTime();
    while (!files.isEmpty() && !takeHere(settings, files)) {
      if (removeKnown(settings, files)) {
        since = System.nanoTime();
      } else if (System.nanoTime() - since > PATIENCE.toNanos()) {
        complain(files.size(), err);
        return;
      }
      LockSupport.parkNanos(INTERVAL.toNanos());
    }
  }

  /** Whether no recorder has the archive's locks. */
  private static boolean takeHere(ArchiveSettings settings, List<Path> files) throws IOException {
    Archive archive;
    try {
      archive = Archive.open(settings, Version.userAgent());
    } catch (ArchiveLockedException e) {
      LOG.log(Level.DEBUG, "A recorder takes note: {0}", e.getMessage());
      return false;
    }
    ProgressLine progress = new ProgressLine("measured", count -> count + " files");
    try {
      archive.takeNote(files, progress::show);
      return true;
    } finally {
      progress.clear();
      boolean closed = archive.close(CLOSING);
      LOG.log(closed ? Level.DEBUG : Level.WARNING, "The archive was closed in time: {0}", closed);
    }
  }

  private static void complain(int files, PrintWriter err) {
    err.println(
        "The recorder has not taken note yet of "
            + files
            + " of these files; it compares all files when it starts, and once a day");
    err.flush();
  }

  /** Whether some were known. */
  private static boolean removeKnown(ArchiveSettings settings, List<Path> unknown)
      throws IOException {
    CatalogueView catalogue = Catalogue.openReadOnly(settings.catalogueFile());
    List<Path> left = new ArrayList<>();
    for (Path file : unknown) {
      if (catalogue.segment(file).filter(it -> it.state() == SegmentState.SEALED).isEmpty()) {
        left.add(file);
      }
    }
    boolean some = left.size() < unknown.size();
    unknown.clear();
    unknown.addAll(left);
    return some;
  }
}
