package dev.sonolog.archive;

import dev.sonolog.archive.CatalogueEntry.SegmentFound;
import dev.sonolog.archive.CatalogueEntry.SegmentTrashed;
import dev.sonolog.formats.MalformedSegmentException;
import dev.sonolog.formats.SegmentTags;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Makes the catalogue say what lies in the trash: after a crash between the move of a file and its
 * fact, and when the catalogue is new. A file that a crash left with two names, in its place and in
 * the trash, keeps its place. Part of a {@link Reconciliation}, on its thread.
 */
final class TrashCheck {
  private static final System.Logger LOGGER = System.getLogger(TrashCheck.class.getName());

  private static final Duration IN_THE_MAKING = Duration.ofHours(1);

  private final ArchiveSettings settings;
  private final SegmentReading reading;
  private final CatalogueView view;
  private final Consumer<CatalogueEntry> told;
  private final Set<SegmentKey> found = new HashSet<>();

  /**
   * @param view up to date with all that was told before
   */
  TrashCheck(ArchiveSettings settings, CatalogueView view, Consumer<CatalogueEntry> told) {
    this.settings = settings;
    this.reading = new SegmentReading(settings.containers());
    this.view = view;
    this.told = told;
  }

  /**
   * Looks at each file in the trash of each output directory.
   *
   * @return the segments that lie there, as was told now or known before
   */
  Set<SegmentKey> run() throws IOException {
    List<Path> folders = new ArrayList<>();
    for (Path directory : settings.outermost()) {
      if (Files.isDirectory(directory)) {
        SegmentScan.trashes(directory, folders::add);
      }
    }
    for (Path folder : folders) {
      List<Path> files = new ArrayList<>();
      SegmentScan.files(folder, files::add);
      for (Path file : files) {
        settleOrLog(file);
      }
      removeEmptied(folder);
    }
    return found;
  }

  private void settleOrLog(Path trashed) {
    try {
      Optional<TrashEntry> entry = TrashEntry.of(trashed);
      if (entry.isPresent()) {
        settle(trashed, entry.get(), entry.get().note());
      }
    } catch (IOException e) {
      LOGGER.log(Level.WARNING, "{0} in the trash is left out: {1}", trashed, Failures.reason(e));
    }
  }

  /** Entries whose file left them when the process was killed; young ones may be in the making. */
  private static void removeEmptied(Path trash) throws IOException {
    Instant old = Instant.now().minus(IN_THE_MAKING);
    try (Stream<Path> entries = Files.list(trash)) {
      for (Path folder : entries.toList()) {
        if (Files.getLastModifiedTime(folder).toInstant().isBefore(old) && isEmptied(folder)) {
          new TrashEntry(folder).removeFrom(folder);
        }
      }
    }
  }

  private static boolean isEmptied(Path entry) throws IOException {
    try (Stream<Path> content = Files.list(entry)) {
      return content.noneMatch(Files::isDirectory);
    }
  }

  private void settle(Path trashed, TrashEntry entry, Optional<TrashNote> note) throws IOException {
    Optional<SegmentKey> key = key(trashed, note);
    if (key.isEmpty()) {
      throw new MalformedSegmentException("nothing says what it is");
    }
    Optional<StoredSegment> row = view.segment(key.get());
    if (row.filter(it -> it.content().isPresent()).isEmpty()) {
      add(trashed, entry);
      tellTrashed(key.get(), trashed, note);
    } else if (isThere(row.get())) {
      settlePresent(row.get(), trashed, entry);
    } else if (row.get().state() == SegmentState.TRASHED && Files.exists(row.get().place())) {
      found.add(key.get());
    } else {
      tellTrashed(key.get(), trashed, note);
    }
  }

  private Optional<SegmentKey> key(Path trashed, Optional<TrashNote> note) throws IOException {
    if (note.isPresent()) {
      return note.map(it -> new SegmentKey(it.run(), it.number()));
    }
    Optional<SegmentTags> tags = reading.tags(trashed);
    return tags.map(it -> new SegmentKey(it.run(), it.number()));
  }

  /** Whether its own file lies in the archive; another's may bear the name meanwhile. */
  private static boolean isThere(StoredSegment row) throws IOException {
    return switch (row.state()) {
      case SEALED, RECORDING, REMOVED_OUTSIDE -> Files.exists(row.file());
      case TRASHED ->
          Files.exists(row.file())
              && Files.exists(row.place())
              && Files.isSameFile(row.file(), row.place());
      case DELETED -> false;
    };
  }

  /** A restore that was cut off between its two steps: one file with both names. */
  private void settlePresent(StoredSegment row, Path trashed, TrashEntry entry) throws IOException {
    if (Files.isSameFile(row.file(), trashed)) {
      Files.delete(trashed);
      entry.remove(trashed);
      told.accept(new SegmentFound(row.run(), row.number(), row.file()));
    }
  }

  private void add(Path trashed, TrashEntry entry) throws IOException {
    SegmentReading.Read read = reading.read(trashed);
    Optional<SegmentTags> tags = read.content().tags();
    if (tags.isEmpty()) {
      throw new MalformedSegmentException("its tags are gone");
    }
    SegmentFacts.of(tags.get(), entry.original(trashed), read).forEach(told);
  }

  private void tellTrashed(SegmentKey key, Path trashed, Optional<TrashNote> note)
      throws IOException {
    Instant at =
        note.isPresent()
            ? note.get().at()
            : Files.readAttributes(trashed.resolveSibling(""), BasicFileAttributes.class)
                .lastModifiedTime()
                .toInstant();
    GapCause cause = note.map(TrashNote::gapCause).orElse(GapCause.DELETED);
    told.accept(new SegmentTrashed(key.run(), key.number(), trashed, cause, at));
    found.add(key);
  }
}
