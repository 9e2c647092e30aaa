package dev.sonolog.archive;

import dev.sonolog.archive.CatalogueEntry.GapFound;
import dev.sonolog.archive.CatalogueEntry.SegmentDeleted;
import dev.sonolog.archive.CatalogueEntry.SegmentFound;
import dev.sonolog.archive.CatalogueEntry.SegmentRemoved;
import dev.sonolog.formats.MalformedSegmentException;
import dev.sonolog.formats.SegmentTags;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Compares the catalogue with the files, and makes it say what the files say: segments whose file
 * is gone are marked, files of ours that it does not know are added with all that they tell, files
 * that were renamed are recognised by the run and number in their tags, and a stretch that neither
 * a file nor a gap accounts for becomes a gap.
 *
 * <p>May run while segments are recorded: what is being recorded is left alone, and a segment that
 * is sealed meanwhile is at worst told twice, which changes nothing. Only files that the catalogue
 * does not know are read. Blocks: the caller's own platform thread. An output directory that is not
 * {@linkplain OutputDirectories there}, as of a disk that is not mounted, loses none of its
 * segments.
 */
final class Reconciliation {
  private static final System.Logger LOGGER = System.getLogger(Reconciliation.class.getName());
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final ArchiveSettings settings;
  private final OutputDirectories directories;
  private final SegmentReading reading;
  private final Catalogue catalogue;
  private final CatalogueView view;
  private final BooleanSupplier stopped;

  private final Set<Path> known = new HashSet<>();
  private final Map<Path, StoredSegment> missing = new HashMap<>();
  private final List<StoredSegment> outOfTrash = new ArrayList<>();
  private Optional<Map<SegmentKey, AuditEntry>> erasures = Optional.empty();
  private long files;
  private long added;
  private long moved;
  private long returned;
  private long removed;
  private long copies;
  private long foreign;

  /**
   * @param stopped asked before each file whether to give up
   */
  Reconciliation(ArchiveSettings settings, Catalogue catalogue, BooleanSupplier stopped) {
    this(settings, new OutputDirectories(settings), catalogue, stopped);
  }

  /**
   * @param directories as they were when the archive was opened
   * @param stopped asked before each file whether to give up
   */
  Reconciliation(
      ArchiveSettings settings,
      OutputDirectories directories,
      Catalogue catalogue,
      BooleanSupplier stopped) {
    this.settings = settings;
    this.directories = directories;
    this.reading = new SegmentReading(settings.containers());
    this.catalogue = catalogue;
    this.view = catalogue.view();
    this.stopped = stopped;
  }

  /**
   * Compares all output directories; once.
   *
   * @param progress told before each file that must be read, in files
   * @throws InterruptedIOException if it was stopped
   * @throws IOException if the catalogue takes or tells nothing
   */
  ReconciledArchive run(Consumer<Progress> progress) throws IOException {
    flush();
    List<StoredSegment> back = lookForKnown();
    for (StoredSegment segment : back) {
      tell(new SegmentFound(segment.run(), segment.number(), segment.file()));
    }
    returned = back.size();
    compareTrash();
    readAll(unknown(), progress);
    markMissing();
    accountForErased();
    flush();
    new TimelineCheck(view, this::tell).run();
    flush();
    return new ReconciledArchive(files, added, moved, returned, removed, copies, foreign);
  }

  /** Looks which segments of the catalogue are there; those that had been missing are told. */
  private List<StoredSegment> lookForKnown() throws IOException {
    List<StoredSegment> back = new ArrayList<>();
    view.forEach(segment -> lookFor(segment, back));
    return back;
  }

  private void lookFor(StoredSegment segment, List<StoredSegment> back) {
    boolean there = Files.isRegularFile(segment.file());
    switch (segment.state()) {
      case RECORDING -> {}
      case SEALED -> {
        if (!there) {
          missing.put(segment.file(), segment);
        }
      }
      case REMOVED_OUTSIDE -> {
        if (there && segment.content().isPresent()) {
          back.add(segment);
        }
      }
      case TRASHED -> {
        if (!Files.exists(segment.place())) {
          outOfTrash.add(segment);
        }
      }
      case DELETED -> {}
    }
    if (there && segment.content().isPresent() && !isDropped(segment)) {
      known.add(segment.file());
    }
  }

  private List<Path> unknown() throws IOException {
    List<Path> unknown = new ArrayList<>();
    for (Path directory : settings.outermost()) {
      if (Files.isDirectory(directory)) {
        SegmentScan.files(directory, file -> count(file, unknown));
      }
    }
    unknown.sort(null);
    return unknown;
  }

  private void count(Path file, List<Path> unknown) {
    files++;
    if (!known.contains(file)) {
      unknown.add(file);
    }
  }

  private void readAll(List<Path> unknown, Consumer<Progress> progress) throws IOException {
    for (int i = 0; i < unknown.size(); i++) {
      checkNotStopped();
      progress.accept(new Progress(unknown.get(i), i, unknown.size()));
      readOrReport(unknown.get(i));
    }
  }

  private void readOrReport(Path file) throws IOException {
    Optional<SegmentTags> tags = tags(file);
    if (tags.isEmpty()) {
      foreign++;
    } else {
      place(tags.get(), file);
    }
  }

  private Optional<SegmentTags> tags(Path file) {
    try {
      return reading.tags(file);
    } catch (MalformedSegmentException _) {
      return Optional.empty();
    } catch (IOException e) {
      LOGGER.log(Level.WARNING, "{0} cannot be read: {1}", file, Failures.reason(e));
      return Optional.empty();
    }
  }

  /** Decides what an unknown file of ours is to the catalogue. */
  private void place(SegmentTags tags, Path file) throws IOException {
    flush();
    Optional<StoredSegment> row = view.segment(tags.run(), tags.number());
    if (row.isEmpty() || row.get().content().isEmpty()) {
      addUnlessRecording(row, file);
    } else if (isDropped(row.get())) {
      move(row.get(), file);
    } else if (row.get().file().equals(file)) {
      known.add(file);
    } else if (Files.isRegularFile(row.get().file())) {
      copies++;
    } else {
      move(row.get(), file);
    }
  }

  private void addUnlessRecording(Optional<StoredSegment> row, Path file) throws IOException {
    boolean recording = row.filter(r -> r.state() == SegmentState.RECORDING).isPresent();
    if (recording && Files.exists(row.orElseThrow().place())) {
      copies++;
    } else {
      add(file);
    }
  }

  private void move(StoredSegment row, Path file) throws IOException {
    tell(new SegmentFound(row.run(), row.number(), file));
    missing.remove(row.file());
    moved++;
  }

  private void add(Path file) throws IOException {
    try {
      SegmentReading.Read read = reading.read(file);
      for (CatalogueEntry fact : SegmentFacts.of(read.content().tags().orElseThrow(), file, read)) {
        tell(fact);
      }
      added++;
    } catch (MalformedSegmentException e) {
      foreign++;
      LOGGER.log(Level.WARNING, "{0} is left out: {1}", file, Failures.reason(e));
    }
  }

  private void markMissing() throws IOException {
    checkNotStopped();
    for (StoredSegment segment : missing.values()) {
      if (!Files.exists(segment.file()) && directories.reach(segment.file())) {
        tell(gone(segment));
        removed++;
      }
    }
    markNeverSealed();
  }

  /** Segments whose writer is gone without leaving a file. */
  private void markNeverSealed() throws IOException {
    for (StoredSegment segment : view.inState(SegmentState.RECORDING)) {
      boolean gone = !Files.exists(segment.place()) && !Files.exists(segment.file());
      if (gone && directories.reach(segment.file()) && isStillUnsealed(segment)) {
        tell(new SegmentRemoved(segment.run(), segment.number()));
        removed++;
      }
    }
  }

  // --- what was deleted through this program

  /** Its name may be another's by now; that it came back, its tags must tell. */
  private static boolean isDropped(StoredSegment segment) {
    return segment.state() == SegmentState.TRASHED || segment.state() == SegmentState.DELETED;
  }

  /** What lies in the trash is not missing; what is gone from there will not come back. */
  private void compareTrash() throws IOException {
    flush();
    Set<SegmentKey> inTrash = new TrashCheck(settings, view, this::tell).run();
    missing.values().removeIf(segment -> inTrash.contains(segment.key()));
    flush();
    for (StoredSegment segment : outOfTrash) {
      Optional<StoredSegment> now = view.segment(segment.key());
      if (now.equals(Optional.of(segment)) && directories.reach(segment.place())) {
        tell(deleted(segment));
      }
    }
  }

  private static CatalogueEntry deleted(StoredSegment segment) {
    GapCause cause = segment.removal().orElseThrow().cause();
    return new SegmentDeleted(segment.run(), segment.number(), cause, Instant.now());
  }

  /** Why a file is missing: what this program announced and then died, it had done. */
  private CatalogueEntry gone(StoredSegment segment) throws IOException {
    AuditEntry erased = erasures().get(segment.key());
    return erased == null
        ? new SegmentRemoved(segment.run(), segment.number())
        : new SegmentDeleted(segment.run(), segment.number(), cause(erased), erased.at());
  }

  /** A catalogue that is new learns of what is gone for good from the audit log. */
  private void accountForErased() throws IOException {
    flush();
    if (view.knowsDeleted()) {
      return;
    }
    for (AuditEntry erased : erasures().values()) {
      if (view.segment(erased.key()).isEmpty()) {
        tell(new GapFound(erased.source(), erased.start(), erased.end(), cause(erased), 0, ""));
      }
    }
  }

  private Map<SegmentKey, AuditEntry> erasures() throws IOException {
    if (erasures.isEmpty()) {
      erasures = Optional.of(readErasures());
    }
    return erasures.get();
  }

  private Map<SegmentKey, AuditEntry> readErasures() throws IOException {
    Map<SegmentKey, AuditEntry> erased = new LinkedHashMap<>();
    new AuditLog(settings.stateDirectory())
        .forEach(
            entry -> {
              switch (entry.action()) {
                case ERASE -> erased.put(entry.key(), entry);
                case TRASH, RESTORE, FAILED -> erased.remove(entry.key());
                case PIN, UNPIN -> {}
              }
            });
    return erased;
  }

  private static GapCause cause(AuditEntry entry) {
    return GapCause.of(entry.cause()).orElse(GapCause.DELETED);
  }

  private boolean isStillUnsealed(StoredSegment segment) throws IOException {
    flush();
    return view.segment(segment.run(), segment.number())
        .filter(now -> now.state() == SegmentState.RECORDING)
        .isPresent();
  }

  private void checkNotStopped() throws InterruptedIOException {
    if (stopped.getAsBoolean()) {
      throw new InterruptedIOException("The comparison of catalogue and files was stopped");
    }
  }

  private void tell(CatalogueEntry entry) {
    try {
      catalogue.tellPatiently(entry, PATIENCE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void flush() throws IOException {
    if (!catalogue.flush(PATIENCE)) {
      throw new IOException("The catalogue stores nothing");
    }
  }
}
