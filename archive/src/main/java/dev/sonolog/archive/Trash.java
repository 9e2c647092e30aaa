package dev.sonolog.archive;

import dev.sonolog.archive.AuditEntry.Action;
import dev.sonolog.archive.CatalogueEntry.SegmentDeleted;
import dev.sonolog.archive.CatalogueEntry.SegmentFound;
import dev.sonolog.archive.CatalogueEntry.SegmentTrashed;
import dev.sonolog.formats.SegmentTags;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * How recordings leave the archive and come back: into the trash, out of it, and for good. The only
 * code that deletes a finished file. For each file, in this order: the catalogue must say that it
 * is finished and in that state, it must be ours and not pinned, the {@link AuditLog} gets a line,
 * the file is moved or deleted, the catalogue is told. A crash between two steps leaves the file in
 * its place, in the trash, or erased with its line; a reconciliation tells the catalogue which.
 *
 * <p>Owned by {@link Archive}; any platform thread, which waits while a thread of the file's volume
 * works. A volume that does not answer fails its own files only, each of its further ones at once.
 */
public final class Trash {
  private static final System.Logger LOGGER = System.getLogger(Trash.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /**
   * What somebody wants.
   *
   * @param by a person's user name, or {@code retention}
   * @param cause what stands on the timeline afterwards
   * @param why in words, for the audit log
   */
  public record Order(String by, GapCause cause, String why) {}

  /** A recording that stayed as it was. */
  public record Refusal(Path file, String why) {}

  /**
   * What became of an order.
   *
   * @param done with the bytes that they have, or had
   */
  public record Result(List<StoredSegment> done, List<Refusal> refused) {
    public Result {
      done = List.copyOf(done);
      refused = List.copyOf(refused);
    }

    /** The length of all files that it was done to. */
    public long bytes() {
      return done.stream().mapToLong(StoredSegment::bytes).sum();
    }
  }

  private interface Work {
    void on(StoredSegment segment) throws IOException;
  }

  private final ArchiveSettings settings;
  private final Volumes volumes;
  private final Catalogue catalogue;
  private final CatalogueView view;
  private final CataloguePaths paths;
  private final Predicate<Path> isOpen;
  private final SegmentReading reading;
  private final Review review;
  private final AuditLog audit;

  /**
   * @param isOpen whether this process is writing an unfinished file
   */
  Trash(ArchiveSettings settings, Volumes volumes, Catalogue catalogue, Predicate<Path> isOpen) {
    this.settings = settings;
    this.volumes = volumes;
    this.catalogue = catalogue;
    this.view = catalogue.view();
    this.paths = new CataloguePaths(settings.catalogueFile());
    this.isOpen = isOpen;
    this.reading = new SegmentReading(settings.containers());
    this.review = new Review(settings.stateDirectory());
    this.audit = new AuditLog(settings.stateDirectory());
  }

  /**
   * Puts finished recordings into the trash.
   *
   * @param progress told before each, in files
   */
  public Result drop(List<StoredSegment> segments, Order order, Consumer<Progress> progress) {
    return each(segments, segment -> drop(segment, order), progress);
  }

  /**
   * Brings recordings back from the trash to where they were; where that name is taken now, under
   * one with {@code -2} and so on.
   *
   * @param progress told before each, in files
   */
  public Result restore(List<StoredSegment> segments, String by, Consumer<Progress> progress) {
    return each(segments, segment -> restore(segment, by), progress);
  }

  /**
   * Deletes recordings for good: those in the trash, and finished ones from their places.
   *
   * @param progress told before each, in files
   */
  public Result erase(List<StoredSegment> segments, Order order, Consumer<Progress> progress) {
    return each(segments, segment -> erase(segment, order), progress);
  }

  /** All that is in the trash, in order of time. */
  public List<StoredSegment> content() throws IOException {
    return view.inState(SegmentState.TRASHED);
  }

  // --- one after the other, on the threads of their volumes

  private Result each(List<StoredSegment> segments, Work work, Consumer<Progress> progress) {
    List<StoredSegment> done = new ArrayList<>();
    List<Refusal> refused = new ArrayList<>();
    Set<Volume> silent = new HashSet<>();
    for (StoredSegment segment : segments) {
      progress.accept(new Progress(segment.file(), done.size() + refused.size(), segments.size()));
      try {
        onVolume(segment, work, silent);
        done.add(segment);
      } catch (IOException e) {
        refused.add(new Refusal(segment.file(), Failures.reason(e)));
      }
    }
    if (!catalogue.flush(PATIENCE)) {
      LOGGER.log(Level.WARNING, "The catalogue is told later what was deleted or restored");
    }
    return new Result(done, refused);
  }

  private void onVolume(StoredSegment segment, Work work, Set<Volume> silent) throws IOException {
    Volume volume =
        volumes
            .volume(segment.file())
            .orElseThrow(() -> new IOException("lies in no output directory of this archive"));
    if (silent.contains(volume)) {
      throw new IOException("its storage does not answer");
    }
    AtomicBoolean abandoned = new AtomicBoolean();
    try {
      var _ = volume.await(volume.askBeside(() -> doUnless(abandoned, segment, work)));
    } catch (VolumeStalledException e) {
      abandoned.set(true);
      silent.add(volume);
      throw new IOException("its storage does not answer", e);
    }
  }

  private static boolean doUnless(AtomicBoolean abandoned, StoredSegment segment, Work work)
      throws IOException {
    if (!abandoned.get()) {
      work.on(segment);
    }
    return true;
  }

  // --- what is done to one

  private void drop(StoredSegment wanted, Order order) throws IOException {
    StoredSegment segment = now(wanted, Set.of(SegmentState.SEALED));
    checkOurs(segment);
    unlessPinned(
        segment,
        () -> {
          announce(segment, Action.TRASH, order);
          Path trash = orSayFailed(segment, order, () -> taken(segment, order));
          catalogue.tell(
              new SegmentTrashed(
                  segment.run(), segment.number(), trash, order.cause(), Instant.now()));
          return trash;
        });
  }

  private Path taken(StoredSegment segment, Order order) throws IOException {
    TrashNote note =
        new TrashNote(
            "",
            segment.source(),
            segment.run(),
            segment.number(),
            order.cause().word(),
            Instant.now(),
            order.by(),
            order.why());
    return TrashEntry.take(segment.file(), settings.outermost(), note);
  }

  private void restore(StoredSegment wanted, String by) throws IOException {
    StoredSegment segment = now(wanted, Set.of(SegmentState.TRASHED));
    Order order = new Order(by, GapCause.DELETED, "restored");
    announce(segment, Action.RESTORE, order);
    Path file = orSayFailed(segment, order, () -> returned(segment));
    catalogue.tell(new SegmentFound(segment.run(), segment.number(), file));
    removeEntry(segment.place());
  }

  private static Path returned(StoredSegment segment) throws IOException {
    Path folder = segment.file().resolveSibling("");
    Files.createDirectories(folder);
    Path file = FinalName.rename(segment.place(), segment.file());
    PartFile.forceFolder(folder);
    return file;
  }

  private void erase(StoredSegment wanted, Order order) throws IOException {
    StoredSegment segment = now(wanted, Set.of(SegmentState.TRASHED, SegmentState.SEALED));
    if (segment.state() == SegmentState.SEALED) {
      checkOurs(segment);
    }
    GapCause cause = segment.removal().map(StoredSegment.Removal::cause).orElse(order.cause());
    unlessPinned(
        segment,
        () -> {
          announce(segment, Action.ERASE, new Order(order.by(), cause, order.why()));
          boolean gone = orSayFailed(segment, order, () -> deleted(segment.place()));
          catalogue.tell(new SegmentDeleted(segment.run(), segment.number(), cause, Instant.now()));
          return gone;
        });
    removeEntry(segment.place());
  }

  private static boolean deleted(Path file) throws IOException {
    Files.delete(file);
    PartFile.forceFolder(file.resolveSibling(""));
    return true;
  }

  /** An empty folder that stays harms nobody. */
  private static void removeEntry(Path trashed) {
    try {
      Optional<TrashEntry> entry = TrashEntry.of(trashed);
      if (entry.isPresent()) {
        entry.get().remove(trashed);
      }
    } catch (IOException e) {
      LOGGER.log(Level.DEBUG, "{0} stays: {1}", trashed, Failures.reason(e));
    }
  }

  // --- what must be so

  /** The segment as the catalogue knows it now. */
  private StoredSegment now(StoredSegment wanted, Set<SegmentState> states) throws IOException {
    StoredSegment segment =
        view.segment(wanted.key()).orElseThrow(() -> new IOException("is not in the catalogue"));
    if (!states.contains(segment.state())) {
      throw new IOException(word(segment.state()));
    }
    if (!Files.isRegularFile(segment.place(), LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("is not there: " + segment.place());
    }
    return segment;
  }

  private static String word(SegmentState state) {
    return switch (state) {
      case RECORDING -> "is being recorded";
      case SEALED -> "is not in the trash";
      case REMOVED_OUTSIDE -> "was removed by somebody else";
      case TRASHED -> "is in the trash already";
      case DELETED -> "was deleted for good";
    };
  }

  /** Nothing that is being written, and nothing of somebody else's that only bears the name. */
  private void checkOurs(StoredSegment segment) throws IOException {
    Path part = FinalName.part(segment.file());
    if (isOpen.test(part) || Files.exists(part)) {
      throw new IOException("is being sealed");
    }
    boolean unchanged = Files.size(segment.file()) == segment.bytes();
    if (!unchanged && !tellsOf(segment)) {
      throw new IOException("is not the file that was recorded; delete it by hand");
    }
  }

  private boolean tellsOf(StoredSegment segment) throws IOException {
    Optional<SegmentTags> tags = reading.tags(segment.file());
    return tags.filter(t -> new SegmentKey(t.run(), t.number()).equals(segment.key())).isPresent();
  }

  private <T> void unlessPinned(StoredSegment segment, Review.Work<T> work) throws IOException {
    T done =
        review.whileUnchanged(
            () -> {
              if (review.pins().containsKey(segment.key())) {
                throw new IOException("is pinned");
              }
              return work.run();
            });
    LOGGER.log(Level.DEBUG, "{0}: {1}", segment.file(), done);
  }

  // --- the audit log

  private void announce(StoredSegment segment, Action action, Order order) throws IOException {
    audit.append(List.of(line(segment, action, order, paths)));
  }

  private <T> T orSayFailed(StoredSegment segment, Order order, Review.Work<T> work)
      throws IOException {
    try {
      return work.run();
    } catch (IOException e) {
      Order failed = new Order(order.by(), order.cause(), Failures.reason(e));
      announce(segment, Action.FAILED, failed);
      throw e;
    }
  }

  /** Lines of what concerns no place on the timeline. */
  static List<AuditEntry> lines(
      Collection<StoredSegment> segments, Action action, String by, String why, Path state) {
    CataloguePaths paths = new CataloguePaths(state);
    Order order = new Order(by, GapCause.UNKNOWN, why);
    return segments.stream().map(segment -> line(segment, action, order, paths)).toList();
  }

  private static AuditEntry line(
      StoredSegment segment, Action action, Order order, CataloguePaths paths) {
    boolean leaves = action == Action.TRASH || action == Action.ERASE;
    return new AuditEntry(
        Instant.now(),
        action,
        order.by(),
        order.why(),
        leaves ? order.cause().word() : "",
        segment.source(),
        segment.run(),
        segment.number(),
        paths.text(segment.file()),
        segment.bytes(),
        segment.start(),
        segment.knownEnd(),
        Optional.empty());
  }
}
