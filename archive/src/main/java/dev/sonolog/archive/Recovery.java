package dev.sonolog.archive;

import dev.sonolog.archive.CatalogueEntry.GapClosed;
import dev.sonolog.archive.CatalogueEntry.GapOpened;
import dev.sonolog.archive.CatalogueEntry.RunEnded;
import dev.sonolog.formats.EmptySegmentException;
import dev.sonolog.formats.MalformedSegmentException;
import dev.sonolog.formats.SegmentTags;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Finishes what a recorder that was killed could not: unfinished files become whole segments under
 * their final names, their facts go into the catalogue, and each source gets the gap that began
 * when its recording broke off. Nothing is ever deleted: a file that holds no packet is kept under
 * another name, so that it is not tried again at each start.
 *
 * <p>Runs before anything is recorded, on the caller's thread, which blocks in the file system:
 * platform threads only. A file that fails does not keep the others from being recovered.
 */
final class Recovery {
  /** Behind the name of an unfinished file that holds nothing that plays. */
  static final String UNREADABLE = ".unreadable";

  private static final System.Logger LOGGER = System.getLogger(Recovery.class.getName());

  /** So many files are looked up at once. */
  private static final int BATCH = 1_000;

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** How far the clocks of files and of stations may differ. */
  private static final Duration SLACK = Duration.ofHours(1);

  private final ArchiveSettings settings;
  private final SegmentReading reading;
  private final Catalogue catalogue;
  private final CatalogueView view;
  private final Predicate<Path> isOpen;

  /**
   * @param isOpen whether this process is writing an unfinished file: those are left alone
   */
  Recovery(ArchiveSettings settings, Catalogue catalogue, Predicate<Path> isOpen) {
    this.settings = settings;
    this.reading = new SegmentReading(settings.containers());
    this.catalogue = catalogue;
    this.view = catalogue.view();
    this.isOpen = isOpen;
  }

  /**
   * Recovers all output directories.
   *
   * @param progress told before each unfinished file, in files
   *     <p>While the catalogue fails only the files are repaired; a reconciliation tells it the
   *     rest.
   * @throws IOException if the catalogue takes or tells nothing
   */
  RecoveredArchive run(Consumer<Progress> progress) throws IOException {
    List<Path> parts = parts();
    List<RecoveredFile> files = new ArrayList<>();
    for (Path part : parts) {
      progress.accept(new Progress(part, files.size(), parts.size()));
      files.add(repair(part));
    }
    return new RecoveredArchive(files, catalogue.works() ? gaps() : gapsLater());
  }

  private List<Gap> gaps() throws IOException {
    adoptSealed();
    flush();
    return settleTimelines();
  }

  private List<Gap> gapsLater() {
    LOGGER.log(Level.WARNING, "Gaps are looked for when the catalogue works again");
    catalogue.demand();
    return List.of();
  }

  /** Makes a segment of one unfinished file. */
  RecoveredFile repair(Path part) {
    try {
      return finish(part);
    } catch (IOException e) {
      LOGGER.log(Level.ERROR, "{0} cannot be recovered: {1}", part, Failures.reason(e));
      return new RecoveredFile.Failed(part, Failures.reason(e));
    }
  }

  /**
   * Makes a segment of one unfinished file.
   *
   * @throws IOException if the storage or the catalogue fails; it can be tried again
   */
  RecoveredFile finish(Path part) throws IOException {
    if (isSealedAlready(part)) {
      return unlinked(part);
    }
    return Files.size(part) == 0 ? removed(part) : sealed(part);
  }

  private List<Path> parts() throws IOException {
    List<Path> parts = new ArrayList<>();
    for (Path directory : settings.outermost()) {
      SegmentScan.parts(directory, parts::add);
    }
    parts.removeIf(isOpen);
    parts.sort(null);
    return parts;
  }

  /** A seal that was cut off between its two steps: one file with both names. */
  private static boolean isSealedAlready(Path part) throws IOException {
    Path file = FinalName.withoutPart(part);
    return Files.isRegularFile(file) && Files.isSameFile(part, file);
  }

  private RecoveredFile unlinked(Path part) throws IOException {
    Path file = FinalName.withoutPart(part);
    Files.delete(part);
    return told(part, file, reading.read(file));
  }

  private RecoveredFile removed(Path part) throws IOException {
    tellEmpty(part);
    Files.delete(part);
    return new RecoveredFile.Empty(part);
  }

  private RecoveredFile sealed(Path part) throws IOException {
    try {
      SegmentReading.Read read = reading.repair(part);
      Path file = FinalName.rename(part, FinalName.withoutPart(part));
      PartFile.forceFolder(file.resolveSibling(""));
      return told(part, file, read);
    } catch (EmptySegmentException _) {
      return removed(part);
    } catch (MalformedSegmentException e) {
      Path kept = FinalName.rename(part, unreadable(part));
      tellEmpty(part);
      return new RecoveredFile.Unreadable(part, kept, reason(e));
    }
  }

  /** What was killed before anything was stored is no segment: nothing follows or precedes it. */
  private void tellEmpty(Path part) throws IOException {
    Optional<SegmentTags> begun = remembered(part);
    if (begun.isPresent()) {
      catalogue.tellPatiently(
          new CatalogueEntry.SegmentEmpty(begun.get().run(), begun.get().number()), PATIENCE);
    }
  }

  private static Path unreadable(Path part) {
    return part.resolveSibling(part.getFileName() + UNREADABLE);
  }

  private static String reason(MalformedSegmentException e) {
    return String.valueOf(e.getMessage());
  }

  private RecoveredFile told(Path part, Path file, SegmentReading.Read read) throws IOException {
    Optional<SegmentTags> tags = read.content().tags().or(() -> remembered(part));
    if (tags.isEmpty()) {
      return new RecoveredFile.Nameless(part, file);
    }
    for (CatalogueEntry fact : SegmentFacts.of(tags.get(), file, read)) {
      catalogue.tellPatiently(fact, PATIENCE);
    }
    return new RecoveredFile.Sealed(
        part,
        file,
        tags.get().source(),
        tags.get().start().toInstant(),
        SegmentFacts.end(tags.get(), read.content()));
  }

  /** What the catalogue heard of a file when it was opened, if the file itself says nothing. */
  private Optional<SegmentTags> remembered(Path part) {
    try {
      return view.segment(FinalName.withoutPart(part))
          .filter(row -> row.state() == SegmentState.RECORDING)
          .map(Recovery::tags);
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static SegmentTags tags(StoredSegment row) {
    return new SegmentTags(
        row.source(),
        Optional.empty(),
        OffsetDateTime.ofInstant(row.start(), ZoneOffset.UTC),
        row.run(),
        row.number(),
        row.firstSample(),
        Optional.empty());
  }

  /**
   * Files that were sealed when the catalogue could not be told any more. Facts are stored in the
   * order in which they were told, so these files are younger than the newest that it knows.
   */
  private void adoptSealed() throws IOException {
    flush();
    Optional<Instant> newest = view.newestStart();
    if (newest.isPresent()) {
      List<Path> young = new ArrayList<>();
      for (Path directory : settings.outermost()) {
        SegmentScan.filesSince(directory, newest.get().minus(SLACK), young::add);
      }
      for (int i = 0; i < young.size(); i += BATCH) {
        adoptUnknown(young.subList(i, Math.min(young.size(), i + BATCH)));
      }
    }
  }

  /** All files may be young: copying made them so. */
  private void adoptUnknown(List<Path> files) throws IOException {
    Set<Path> unknown = new LinkedHashSet<>(files);
    for (StoredSegment row : view.at(files)) {
      if (row.content().isPresent()) {
        unknown.remove(row.file());
      }
    }
    unknown.removeIf(file -> isOpen.test(FinalName.part(file)));
    for (Path file : unknown) {
      adopt(file);
    }
  }

  private void adopt(Path file) throws IOException {
    try {
      Optional<SegmentTags> tags = reading.tags(file);
      if (tags.isPresent() && !isStored(tags.get())) {
        told(FinalName.part(file), file, reading.read(file));
        LOGGER.log(Level.INFO, "{0} was sealed and is told to the catalogue now", file);
      }
    } catch (MalformedSegmentException e) {
      LOGGER.log(Level.DEBUG, "{0} is none of ours: {1}", file, reason(e));
    }
  }

  private boolean isStored(SegmentTags tags) throws IOException {
    return view.segment(tags.run(), tags.number()).flatMap(StoredSegment::content).isPresent();
  }

  private List<Gap> settleTimelines() throws IOException {
    List<Gap> gaps = new ArrayList<>();
    for (SourceSummary source : view.sources()) {
      settle(source.name()).ifPresent(gaps::add);
    }
    return gaps;
  }

  /**
   * Opens the gap that lasts since the last segment, and ends what was not ended: in this order, or
   * a recorder that is killed between the two would leave nothing that tells of the first kill.
   */
  private Optional<Gap> settle(String source) throws IOException {
    List<RunEnded> unended = unended(source);
    boolean killed = isNewest(source, unended);
    closeForgottenGap(source);
    flush();
    Optional<Gap> gap = openGap(source, killed);
    for (RunEnded ended : unended) {
      catalogue.tellPatiently(ended, PATIENCE);
    }
    flush();
    return gap;
  }

  private Optional<Gap> openGap(String source, boolean killed) throws IOException {
    Optional<Instant> last = view.lastEnd(source);
    Optional<Gap> open = view.openGap(source);
    if (open.isPresent() && killed && last.filter(open.get().from()::isAfter).isPresent()) {
      return Optional.of(widened(open.get(), last.get()));
    }
    if (open.isPresent() || last.isEmpty()) {
      return Optional.empty();
    }
    GapCause cause = killed ? GapCause.RECORDER_KILLED : GapCause.RECORDER_STOPPED;
    catalogue.tellPatiently(new GapOpened(source, last.get(), cause, ""), PATIENCE);
    flush();
    return view.openGap(source);
  }

  /**
   * A gap that was told while the last file was open: what the file lost when the power was cut is
   * missing too.
   */
  private Gap widened(Gap open, Instant from) throws IOException {
    catalogue.tellPatiently(new GapClosed(open.source(), open.from(), 0), PATIENCE);
    catalogue.tellPatiently(
        new GapOpened(open.source(), from, open.cause(), open.detail()), PATIENCE);
    flush();
    return view.openGap(open.source()).orElse(open);
  }

  /** The runs of the source that had not ended in order, as they are to be ended. */
  private List<RunEnded> unended(String source) throws IOException {
    List<RunEnded> unended = new ArrayList<>();
    for (StoredRun run : view.runsWithoutEnd(source)) {
      unended.add(new RunEnded(run.run(), end(run), Optional.empty(), GapCause.RECORDER_KILLED));
    }
    return unended;
  }

  /** Whether one of these runs is the newest that the source has. */
  private boolean isNewest(String source, List<RunEnded> runs) throws IOException {
    Optional<Instant> last = view.lastEnd(source);
    return runs.stream().anyMatch(run -> last.filter(it -> !it.isAfter(run.end())).isPresent());
  }

  private Instant end(StoredRun run) throws IOException {
    return view.segmentsOf(run.run()).stream()
        .map(StoredSegment::knownEnd)
        .max(Instant::compareTo)
        .orElse(run.start());
  }

  /** A gap is over when a segment began behind it, though nobody could say so any more. */
  private void closeForgottenGap(String source) throws IOException {
    Optional<Gap> open = view.openGap(source);
    if (open.isPresent()) {
      Optional<StoredSegment> next = view.firstFrom(source, open.get().from());
      if (next.isPresent()) {
        catalogue.tellPatiently(new GapClosed(source, next.get().start(), 0), PATIENCE);
      }
    }
  }

  private void flush() throws IOException {
    if (!catalogue.flush(PATIENCE)) {
      throw new IOException("The catalogue stores nothing; the archive cannot be recovered");
    }
  }
}
