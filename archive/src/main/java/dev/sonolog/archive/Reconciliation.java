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
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Compares the catalogue with the files, and makes it say what the files say: segments whose file
 * is gone are marked, files of ours that it does not know are added with all that they tell, files
 * that were renamed are recognised by the run and number in their tags, files of others are added
 * with what their place, name and beginning tell, and a stretch that neither a file nor a gap
 * accounts for becomes a gap.
 *
 * <p>May run while segments are recorded: what is being recorded is left alone, and a segment that
 * is sealed meanwhile is at worst told twice, which changes nothing. Only files that the catalogue
 * does not know, or whose length is another, are read, a few {@linkplain FirstLooks at once}.
 * Blocks: the caller's own platform thread. An output directory that is not {@linkplain
 * OutputDirectories there}, as of a disk that is not mounted, loses none of its segments.
 */
final class Reconciliation {
  private static final System.Logger LOGGER = System.getLogger(Reconciliation.class.getName());
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** For so many files the catalogue is asked at once. */
  private static final int BATCH = 500;

  private final ArchiveSettings settings;
  private final OutputDirectories directories;
  private final SegmentReading reading;
  private final OtherFiles others;
  private final Catalogue catalogue;
  private final CatalogueView view;
  private final BooleanSupplier stopped;

  private static final int MANY = 10_000;

  private final Map<Path, SeenFile> unknown = new HashMap<>();
  private final List<StoredSegment> changedOnes = new ArrayList<>();
  private final MissingSegments missing = new MissingSegments();
  private final Map<SegmentKey, Path> placed = new HashMap<>();
  private final List<StoredSegment> outOfTrash = new ArrayList<>();
  private Optional<Map<SegmentKey, AuditEntry>> erasures = Optional.empty();
  private long files;
  private long added;
  private long moved;
  private long returned;
  private long removed;
  private long copies;
  private long foreign;
  private long changed;
  private long unreadable;

  /** A file of ours, and what it says of itself. */
  private record Tagged(SeenFile seen, SegmentTags tags) {
    SegmentKey key() {
      return new SegmentKey(tags.run(), tags.number());
    }
  }

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
    this.others = new OtherFiles(settings, reading);
    this.catalogue = catalogue;
    this.view = catalogue.view();
    this.stopped = stopped;
  }

  /**
   * Compares all output directories. An instance compares once.
   *
   * @param progress told of each file that must be read, in files
   * @throws InterruptedIOException if it was stopped
   * @throws IOException if the catalogue takes or tells nothing
   */
  ReconciledArchive run(Consumer<Progress> progress) throws IOException {
    for (Path directory : settings.outermost()) {
      if (Files.isDirectory(directory)) {
        SegmentScan.seen(directory, seen -> unknown.put(seen.file(), seen));
      }
    }
    files = unknown.size();
    flush();
    view.forEach(this::lookFor);
    ReconciledArchive result = settle(progress);
    accountForErased();
    new TimelineCheck(view, this::tell).run();
    flush();
    catalogue.trim();
    giveBack();
    return result;
  }

  /** What very many files took of the heap is of no use until the next time, days later. */
  private void giveBack() {
    if (files > MANY) {
      unknown.clear();
      System.gc();
    }
  }

  /**
   * Compares some files that somebody changed, made, renamed or removed. An instance compares once.
   *
   * @param paths absolute
   */
  ReconciledArchive look(Collection<Path> paths) throws IOException {
    for (Path path : paths) {
      SeenFile.at(path).ifPresent(seen -> unknown.put(path, seen));
    }
    files = unknown.size();
    flush();
    view.at(paths).forEach(this::lookFor);
    ReconciledArchive result = settle(_ -> {});
    if (result.changedAnything()) {
      new TimelineCheck(view, this::tell).run();
      flush();
    }
    return result;
  }

  /** Reads a file of others to its end whose length is only estimated. */
  void measure(StoredSegment segment) throws IOException {
    Optional<SeenFile> seen = SeenFile.at(segment.file());
    if (seen.isPresent()) {
      tell(measured(seen.get(), segment));
      flush();
    }
  }

  /** What cannot be read to its end stays as it was estimated, and is not tried again. */
  private CatalogueEntry measured(SeenFile seen, StoredSegment segment) throws IOException {
    try {
      return others.read(seen, segment.run());
    } catch (IOException e) {
      LOGGER.log(Level.WARNING, "{0}: {1}", seen.file(), Failures.reason(e));
      return others.glance(seen, segment.run(), reading.glimpse(seen.file())).asMeasured();
    }
  }

  private ReconciledArchive settle(Consumer<Progress> progress) throws IOException {
    flush();
    try (FirstLooks looks = new FirstLooks(reading, stopped)) {
      looks.each(changedOnes, StoredSegment::file, this::readAgain);
      compareTrash();
      readAll(looks, progress);
    }
    markMissing();
    flush();
    return new ReconciledArchive(
        files, added, moved, returned, removed, copies, foreign, changed, unreadable);
  }

  // --- what the catalogue knows

  private void lookFor(StoredSegment segment) {
    SeenFile there = unknown.get(segment.file());
    switch (segment.state()) {
      case RECORDING -> {
        if (there != null && segment.content().isPresent()) {
          unknown.remove(segment.file());
        }
      }
      case SEALED -> {
        if (there == null) {
          missing.add(segment);
        } else {
          unknown.remove(segment.file());
          if (isChanged(segment, there)) {
            changedOnes.add(segment);
          }
        }
      }
      case REMOVED_OUTSIDE -> {
        if (there != null && segment.content().isPresent() && !isChanged(segment, there)) {
          unknown.remove(segment.file());
          tell(new SegmentFound(segment.run(), segment.number(), segment.file()));
          returned++;
        }
      }
      case TRASHED -> {
        if (!Files.exists(segment.place())) {
          outOfTrash.add(segment);
        }
      }
      case DELETED -> {}
    }
  }

  /** Of its own files the archive knows what is in them; of those of others when they changed. */
  private static boolean isChanged(StoredSegment segment, SeenFile there) {
    return segment.content().filter(known -> isAsKnown(known, there)).isEmpty();
  }

  private static boolean isAsKnown(StoredSegment.Content known, SeenFile there) {
    return known.bytes() == there.bytes()
        && known.modified().filter(at -> !at.equals(there.modified())).isEmpty();
  }

  /** Whether it is still what the catalogue thinks, and longer or shorter, or something else. */
  private void readAgain(StoredSegment segment, Optional<FirstLook> there) throws IOException {
    if (there.isEmpty()) {
      missing.add(segment);
    } else {
      readAgain(segment, there.get());
    }
  }

  private void readAgain(StoredSegment segment, FirstLook there) throws IOException {
    Optional<SegmentTags> tags = there.tags();
    boolean same = tags.filter(it -> isOf(it, segment)).isPresent();
    if (same) {
      add(segment.file());
      added--;
      changed++;
    } else if (!segment.startFrom().isOurs() && tags.isEmpty()) {
      changed += tellOther(there, segment.run()) ? 1 : 0;
    } else {
      tell(new SegmentRemoved(segment.run(), segment.number()));
      removed++;
      unknown.put(segment.file(), there.seen());
    }
  }

  private static boolean isOf(SegmentTags tags, StoredSegment segment) {
    return tags.run().equals(segment.run()) && tags.number() == segment.number();
  }

  // --- what it does not know

  private void readAll(FirstLooks looks, Consumer<Progress> progress) throws IOException {
    List<Path> all = unknown.keySet().stream().sorted().toList();
    List<FirstLook> batch = new ArrayList<>();
    AtomicInteger done = new AtomicInteger();
    looks.each(
        all,
        file -> file,
        (file, look) -> {
          progress.accept(new Progress(file, done.getAndIncrement(), all.size()));
          look.ifPresent(batch::add);
          if (batch.size() == BATCH) {
            place(batch);
            batch.clear();
          }
        });
    place(batch);
  }

  private void place(List<FirstLook> batch) throws IOException {
    List<Tagged> ours = new ArrayList<>();
    List<FirstLook> rest = new ArrayList<>();
    for (FirstLook look : batch) {
      look.tags()
          .ifPresentOrElse(tags -> ours.add(new Tagged(look.seen(), tags)), () -> rest.add(look));
    }
    placeOurs(ours);
    placeOthers(rest);
  }

  /** What their recorder told meanwhile counts. */
  private void placeOurs(List<Tagged> ours) throws IOException {
    if (ours.isEmpty()) {
      return;
    }
    flush();
    Map<SegmentKey, StoredSegment> rows = view.segments(ours.stream().map(Tagged::key).toList());
    for (Tagged each : ours) {
      place(each, Optional.ofNullable(rows.get(each.key())));
    }
  }

  /** Decides what an unknown file of ours is to the catalogue. */
  private void place(Tagged each, Optional<StoredSegment> row) throws IOException {
    Path file = each.seen().file();
    if (placed.containsKey(each.key())) {
      copies++;
    } else if (row.isEmpty() || row.get().content().isEmpty()) {
      addUnlessRecording(each.key(), row, file);
    } else if (isDropped(row.get())) {
      move(row.get(), file);
    } else if (row.get().file().equals(file)) {
      placed.put(each.key(), file); // sealed meanwhile
    } else if (Files.isRegularFile(row.get().file())) {
      copies++;
    } else {
      move(row.get(), file);
    }
  }

  private void addUnlessRecording(SegmentKey key, Optional<StoredSegment> row, Path file)
      throws IOException {
    boolean recording = row.filter(r -> r.state() == SegmentState.RECORDING).isPresent();
    if (recording && Files.exists(row.orElseThrow().place())) {
      copies++;
    } else {
      placed.put(key, file);
      add(file);
    }
  }

  private void move(StoredSegment row, Path file) {
    tell(new SegmentFound(row.run(), row.number(), file));
    placed.put(row.key(), file);
    missing.found(row);
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
      unreadable++;
      LOGGER.log(Level.WARNING, "{0} is left out: {1}", file, Failures.reason(e));
    }
  }

  // --- files of others

  private void placeOthers(List<FirstLook> rest) throws IOException {
    Map<SegmentKey, StoredSegment> rows = view.segments(rest.stream().map(this::key).toList());
    for (FirstLook look : rest) {
      placeOther(look, rows);
    }
  }

  /** What it is unless another one of its name is still there under a new one. */
  private SegmentKey key(FirstLook look) {
    return new SegmentKey(others.run(look.seen().file()), 0);
  }

  private void placeOther(FirstLook look, Map<SegmentKey, StoredSegment> rows) throws IOException {
    Optional<StoredSegment> renamed = missing.claim(look.seen());
    if (renamed.isPresent()) {
      move(renamed.get(), look.seen().file());
      return;
    }
    SegmentKey key = key(look);
    Optional<StoredSegment> row = Optional.ofNullable(rows.get(key));
    while (isTaken(key, look.seen(), row)) {
      key = new SegmentKey(key.run() + "x", 0); // what had this name was renamed or deleted
      row = view.segment(key);
    }
    if (row.filter(Reconciliation::isDropped).isPresent()) {
      move(row.get(), look.seen().file());
      return;
    }
    if (tellOther(look, key.run())) {
      placed.put(key, look.seen().file());
      foreign++;
    }
  }

  private boolean isTaken(SegmentKey key, SeenFile seen, Optional<StoredSegment> row) {
    return placed.containsKey(key) || row.filter(it -> isAnother(it, seen)).isPresent();
  }

  /**
   * Whether a file of others is another one than that of a row. What was deleted stays known, and
   * can be restored: only the very same file, back in its place, is it again.
   */
  private static boolean isAnother(StoredSegment row, SeenFile seen) {
    boolean inTrash = !row.place().equals(row.file()) && Files.exists(row.place());
    boolean replaced = isDropped(row) && (inTrash || isChanged(row, seen));
    return replaced || !row.file().equals(seen.file());
  }

  private boolean tellOther(FirstLook look, String run) {
    if (look.glimpse().isEmpty()) {
      unreadable++;
      return false;
    }
    tell(others.glance(look.seen(), run, look.glimpse().get()));
    return true;
  }

  private void markMissing() throws IOException {
    checkNotStopped();
    for (StoredSegment segment : missing.all()) {
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
    missing.found(inTrash);
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
                case PIN, UNPIN, IMPORT -> {}
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
