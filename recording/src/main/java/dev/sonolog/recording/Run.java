package dev.sonolog.recording;

import dev.sonolog.archive.CatalogueEntry;
import dev.sonolog.archive.GapCause;
import dev.sonolog.archive.RunTail;
import dev.sonolog.archive.SealedFile;
import dev.sonolog.archive.SealedSegment;
import dev.sonolog.archive.SegmentFile;
import dev.sonolog.capture.StationInfo;
import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.Chapter;
import dev.sonolog.formats.SegmentMuxer;
import dev.sonolog.formats.SegmentTags;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.StreamElement.Damage;
import dev.sonolog.formats.StreamElement.Packet;
import dev.sonolog.formats.StreamElement.Title;
import dev.sonolog.formats.StreamElement.TrackHeader;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One run on its way to disk: an unbroken stretch of a source in one format. It owns the only
 * mutable state of the recording and lives on the source's thread.
 *
 * <p>The first second is held back: a station that sends a burst when one connects would otherwise
 * have its first file named after the arrival of audio that was on air seconds before. From then on
 * nothing is held; each packet is stored as it comes, and the cut is decided with the envelope
 * known then.
 *
 * <p>Failure: what the storage refuses comes out as {@link StorageFailure}; the open file is left
 * as it is; the archive repairs it when the storage works again.
 */
final class Run {
  private static final Logger LOG = System.getLogger(Run.class.getName());

  /** How long packets are held at the start of a run, for the clock to settle. */
  static final Duration HOLD = Duration.ofSeconds(1);

  /** A burst may be large; more than this is not held, whatever the clock knows by then. */
  static final int HOLD_BYTES = 2 << 20;

  private final RunContext context;
  private final StationInfo station;
  private final AudioFormat format;
  private final Function<TrackHeader, SegmentMuxer> muxers;
  private final RunTimeline timeline;
  private final CutPlan plan;
  private final Optional<SegmentTags.GapNote> gapBefore;
  private final int tries;
  private final String id;

  private final Deque<StreamElement> held = new ArrayDeque<>();
  private boolean holding = true;
  private Optional<Instant> endBefore = Optional.empty(); // of a run that another recorder ended
  private int heldBytes;
  private Optional<Long> firstArrival = Optional.empty();

  private TrackHeader track;
  private SegmentMuxer muxer;
  private final PacketTail tail;
  private boolean begun;
  private long observed; // samples that the clock has seen
  private long position; // samples that were stored or passed as lead-in
  private long firstSample; // media time 0 of the run, in samples since the connection began
  private int number;
  private Instant start = Instant.EPOCH;
  private Instant previous = Instant.EPOCH;
  private Optional<String> title = Optional.empty();
  private Optional<String> titleTold = Optional.empty();
  private Optional<OpenSegment> open = Optional.empty();
  private Optional<OpenSegment> newest = Optional.empty();
  private final List<Damage> trailing = new ArrayList<>();
  private boolean storageFailed;
  private boolean announced;
  private final List<CatalogueEntry> untold = new ArrayList<>();
  private Optional<Span> span = Optional.empty();

  /**
   * @param track what the run begins with
   * @param muxers makes a new muxer of the source's container
   * @param gapBefore the gap that this run ends, for its first file to remember
   * @param tries how many attempts to connect it took
   */
  Run(
      RunContext context,
      StationInfo station,
      TrackHeader track,
      Function<TrackHeader, SegmentMuxer> muxers,
      Optional<SegmentTags.GapNote> gapBefore,
      int tries) {
    this.context = context;
    this.station = station;
    this.format = track.format();
    this.track = track;
    this.muxers = muxers;
    this.muxer = muxers.apply(track);
    this.tail = new PacketTail(format.rate());
    this.timeline = new RunTimeline(format.rate(), context.time());
    this.plan = CutPlan.of(context.settings().files());
    this.gapBefore = gapBefore.map(gap -> new SegmentTags.GapNote(gap.from(), gap.cause(), tries));
    this.tries = tries;
    this.id = RunId.create(context.time().now(), context.random());
  }

  /**
   * A run that another recorder ended a moment ago, to go on with if the first connection brings
   * what follows; it stays as it is if that does not.
   */
  static Run dormant(RunContext context, RunTail tail) throws StorageFailure {
    StationInfo station =
        new StationInfo(
            tail.run().address(),
            tail.run().station(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Run run = new Run(context, station, tail);
    run.hear(tail);
    return run;
  }

  private Run(RunContext context, StationInfo station, RunTail tail) {
    this.context = context;
    this.station = station;
    this.format = tail.track().format();
    this.track = tail.track();
    this.muxers = tail.container()::muxer;
    this.muxer = muxers.apply(track);
    this.tail = new PacketTail(format.rate());
    this.timeline = new RunTimeline(format.rate(), context.time());
    this.plan = CutPlan.of(context.settings().files());
    this.gapBefore = Optional.empty();
    this.tries = 0;
    this.id = tail.run().run();
    this.holding = false;
    this.begun = true;
    this.announced = true;
    this.position = tail.samples();
    this.observed = position;
    this.number = tail.segments();
    this.start = tail.run().start();
    this.previous = tail.end();
    this.endBefore = Optional.of(tail.end());
    Duration ago = Duration.between(tail.end(), context.time().now());
    timeline.observe(position, context.time().nanos() - ago.toNanos());
  }

  /** Gives the muxer what it must have heard. */
  private void hear(RunTail old) throws StorageFailure {
    for (Packet packet : old.packets()) {
      storing(() -> muxer.write(packet));
      tail.add(packet.fingerprint(), packet.samples());
    }
  }

  /**
   * From when to when audio of this run was stored; nothing before the first packet, and before
   * {@link #end}.
   */
  Optional<Span> span() {
    return span;
  }

  /** How much audio is stored, as far as the catalogue was told that there is any. */
  Duration stored() {
    return announced ? format.rate().duration(position - firstSample) : Duration.ZERO;
  }

  /** A stretch on the wall clock. */
  record Span(Instant start, Instant end) {}

  /** Whether a track is of this run's format: another link of it, perhaps. */
  boolean isOf(TrackHeader header) {
    return header.format().equals(format);
  }

  /** Whether something of it was stored, and more can be. */
  boolean isUnderWay() {
    return begun && !storageFailed;
  }

  /** Whether packets of a track can follow those of this run without a break. */
  boolean canContinueWith(TrackHeader header) {
    return header.equals(track) && isUnderWay();
  }

  /** The newest packets that were stored. */
  PacketTail tail() {
    return tail;
  }

  /**
   * Whether the clock allows that audio goes on without a break: so many samples more than were
   * stored had come by then.
   */
  boolean mayGoOn(long samples, long arrivalNanos) {
    return timeline.isPlausible(position + samples, arrivalNanos);
  }

  /**
   * Whether audio that ends so many samples before what arrived last is later than what is stored.
   */
  boolean mayFollow(long samplesBeforeEdge, long edgeNanos) {
    return timeline.isBehind(
        position, edgeNanos - format.rate().duration(samplesBeforeEdge).toNanos());
  }

  /**
   * The connection broke off. What is held is stored; the open segment stays open, in case the next
   * connection brings what follows. Until then the source is missing.
   */
  void suspend(GapCause cause, String detail) throws StorageFailure {
    release();
    if (open.isPresent()) {
      storing(open.get().file()::flush);
      announceOnceStored(open.get());
    }
    context.progress().accept(Optional.empty());
    if (begun) {
      tell(new CatalogueEntry.GapOpened(context.settings().name(), end(), cause, detail));
    }
  }

  /** A new connection goes on behind the last packet that was stored: nothing was missing. */
  void resume() {
    LOG.log(Level.INFO, "{0}: goes on where it broke off", context.settings().name());
    observed = position;
    trailing.clear();
    retractGap();
    if (open.isPresent() && announced) {
      report();
    }
  }

  /** The gap that was told when the run was suspended is none, or has another cause. */
  void retractGap() {
    tell(new CatalogueEntry.GapClosed(context.settings().name(), end(), 0));
  }

  /** Takes the next element of the source. */
  void take(StreamElement element, long arrivalNanos) throws StorageFailure {
    if (element instanceof Packet packet) {
      observed += packet.samples();
      timeline.observe(observed, arrivalNanos);
      heldBytes += packet.bytes().length;
      firstArrival = firstArrival.or(() -> Optional.of(arrivalNanos));
    }
    if (!holding) {
      store(element);
      return;
    }
    held.add(element);
    if (heldBytes >= HOLD_BYTES || isHeldLongEnough(arrivalNanos)) {
      release();
    }
  }

  private boolean isHeldLongEnough(long nanos) {
    return nanos - firstArrival.orElse(nanos) >= HOLD.toNanos();
  }

  /** Everything collected so far goes to the storage; called before each wait. */
  void handOver() throws StorageFailure {
    if (holding && isHeldLongEnough(context.time().nanos())) {
      release();
    }
    if (open.isPresent()) {
      storing(open.get().file()::flush);
      announceOnceStored(open.get());
    }
  }

  /** Ends the run: what is held is stored, the open segment sealed, and the catalogue told. */
  void end(GapCause cause, String detail) throws StorageFailure {
    if (isDormant()) {
      span = Optional.of(new Span(start, end()));
      tell(new CatalogueEntry.GapOpened(context.settings().name(), end(), cause, detail));
      return;
    }
    try {
      if (!storageFailed) {
        release();
        storeTrailing();
        sealIfOpen();
      }
    } finally {
      open.ifPresent(this::leave);
      open = Optional.empty();
      context.progress().accept(Optional.empty());
      if (announced) {
        tellEnd(cause, detail);
      }
    }
  }

  /** The storage failed: what it holds is repaired later; if that is nothing, there is no file. */
  private void leave(OpenSegment segment) {
    if (announced) {
      segment.file().abandon();
    } else {
      segment.file().discard();
    }
  }

  private void tellEnd(GapCause cause, String detail) {
    Instant end = end();
    span = Optional.of(new Span(start, end));
    tell(new CatalogueEntry.RunEnded(id, end, timeline.driftPpm(), cause));
    tell(new CatalogueEntry.GapOpened(context.settings().name(), end, cause, detail));
  }

  private Instant end() {
    return newest.map(this::end).orElseGet(() -> endBefore.orElse(start));
  }

  /** Whether nothing was added to what another recorder wrote. */
  private boolean isDormant() {
    return endBefore.isPresent() && newest.isEmpty();
  }

  /** As the catalogue says it, so that a gap begins where the segment before it ends. */
  private Instant end(OpenSegment segment) {
    long samples = position - firstSample - segment.firstSample();
    return segment.start().plus(format.rate().duration(samples));
  }

  private void release() throws StorageFailure {
    holding = false;
    while (!held.isEmpty()) {
      store(held.remove());
    }
  }

  private void store(StreamElement element) throws StorageFailure {
    switch (element) {
      case Packet packet -> storePacket(packet);
      case Title(String text) -> storeTitle(text);
      case Damage damage -> trailing.add(damage);
      case TrackHeader next -> link(next);
      case StreamElement.End _ -> throw new IllegalStateException("Not part of a run: " + element);
    }
  }

  /** The next link of a chained stream: of the same timeline, and in a file of its own or not. */
  private void link(TrackHeader next) throws StorageFailure {
    boolean together = context.settings().files().chains() == Chains.ONE && muxer.chains();
    if (together && open.isPresent()) {
      storing(() -> muxer.link(next));
    } else {
      sealIfOpen();
      muxer = muxers.apply(next);
    }
    track = next;
  }

  private void storePacket(Packet packet) throws StorageFailure {
    storeTrailing();
    if (open.isPresent()) {
      cutBefore(packet);
    } else if (muxer.canBegin()) {
      beginOrGoOn();
    }
    storing(() -> muxer.write(packet));
    position += packet.samples();
    tail.add(packet.fingerprint(), packet.samples());
    if (open.isPresent()) {
      followTimeline();
    }
  }

  private void cutBefore(Packet packet) throws StorageFailure {
    OpenSegment segment = open.orElseThrow();
    Instant at = timeline.at(position);
    Duration length =
        format.rate().duration(position + packet.samples() - segment.firstSample() - firstSample);
    Optional<CutRequest> request = Optional.ofNullable(context.inbox().peek());
    CutPlan.Decision decision = plan.decide(previous, at, length, request.map(CutRequest::at));
    previous = at;
    switch (decision) {
      case CutPlan.Decision.Continue() -> {}
      case CutPlan.Decision.Cut(CutPlan.Reason _) -> {
        sealIfOpen();
        openSegment(at);
        answerRequests(at, segment);
      }
    }
  }

  private void answerRequests(Instant at, OpenSegment before) {
    CutRequest request = context.inbox().peek();
    while (request != null && !request.at().isAfter(at)) {
      context.inbox().remove();
      LOG.log(Level.INFO, "{0}: cut at {1}, as was asked for", context.settings().name(), at);
      Path after = open.orElseThrow().file().file();
      request
          .outcome()
          .complete(new CutOutcome.Done(request.at(), at, before.file().file(), after));
      request = context.inbox().peek();
    }
  }

  private void beginOrGoOn() throws StorageFailure {
    if (begun) {
      previous = timeline.at(position);
      openSegment(previous);
      tellTitle();
    } else {
      begin();
    }
  }

  private void begin() throws StorageFailure {
    begun = true;
    firstSample = position;
    start = timeline.at(position);
    previous = start;
    tellTitle();
    openSegment(start);
  }

  private void openSegment(Instant at) throws StorageFailure {
    FileSettings files = context.settings().files();
    ZonedDateTime local = at.atZone(files.zone());
    String name =
        files
            .pattern()
            .name(local, context.settings().name(), station.name(), format.codec().extension());
    SegmentTags tags =
        new SegmentTags(
            context.settings().name(),
            station.name(),
            local.toOffsetDateTime(),
            id,
            number,
            position - firstSample,
            number == 0 ? gapBefore : Optional.empty());
    storing(() -> open = Optional.of(begun(name, tags, at)));
    if (isDormant()) {
      tell(new CatalogueEntry.RunResumed(id));
    }
    newest = open;
    number++;
    OpenSegment segment = open.orElseThrow();
    title.ifPresent(text -> segment.title(tags.firstSample(), text));
    if (tags.number() == 0 || !timeline.isSettling(tags.firstSample())) {
      timeline.tell(position);
    }
    if (announced) {
      tellOpened(segment);
    } else {
      refuseRequests();
      storing(segment.file()::flush);
    }
  }

  private OpenSegment begun(String name, SegmentTags tags, Instant at) throws IOException {
    FileSettings files = context.settings().files();
    SegmentFile file = context.archive().create(files.directory(), name, files.mode());
    try {
      muxer.begin(tags, file);
      return new OpenSegment(file, tags, at);
    } catch (IOException e) {
      file.discard();
      throw e;
    }
  }

  /** A run has begun when the storage holds something of it, not when there is a name for it. */
  private void announceOnceStored(OpenSegment segment) {
    if (segment.file().safeLength() > 0) {
      announce(segment);
    }
  }

  private void announce(OpenSegment segment) {
    if (announced) {
      return;
    }
    announced = true;
    String source = context.settings().name();
    tell(
        new CatalogueEntry.RunStarted(
            id, source, format, station.name(), station.address(), start));
    tell(new CatalogueEntry.GapClosed(source, start, tries));
    untold.forEach(this::tell);
    untold.clear();
    tellOpened(segment);
  }

  private void tellOpened(OpenSegment segment) {
    SegmentTags tags = segment.tags();
    tell(
        new CatalogueEntry.SegmentOpened(
            id,
            tags.number(),
            segment.file().file(),
            tags.firstSample(),
            tags.start().toInstant()));
    LOG.log(
        Level.INFO,
        "{0}: recording {1} into {2}",
        context.settings().name(),
        format,
        segment.file().file());
    report();
  }

  /** Those who asked before the run began have the new file that they wanted. */
  private void refuseRequests() {
    for (CutRequest request = context.inbox().poll();
        request != null;
        request = context.inbox().poll()) {
      request.outcome().complete(new CutOutcome.Refused("A new file has just begun"));
    }
  }

  private void sealIfOpen() throws StorageFailure {
    if (open.isPresent()) {
      announce(open.get());
      seal(open.get());
      open = Optional.empty();
    }
  }

  private void seal(OpenSegment segment) throws StorageFailure {
    SegmentTags tags = segment.tags();
    storing(
        () -> {
          List<Chapter> chapters = segment.chapters(position - firstSample, format.rate());
          int preRoll = muxer.missingPreRoll();
          long samples = muxer.seal(tags, chapters);
          context
              .sealing()
              .accept(
                  segment
                      .file()
                      .seal()
                      .handle(
                          (file, failure) -> sealedOrKept(tags, samples, preRoll, file, failure)));
        });
  }

  /** Comes later, on a thread of the storage: nothing of the run's state may be touched here. */
  private @Nullable Void sealedOrKept(
      SegmentTags tags,
      long samples,
      int preRoll,
      @Nullable SealedFile file,
      @Nullable Throwable failure) {
    if (file == null) {
      LOG.log(
          Level.ERROR,
          "{0}: a file could not be sealed, its .part is kept for repair: {1}",
          tags.source(),
          failure == null ? "" : failure.getMessage());
      return null;
    }
    context
        .archive()
        .catalogue()
        .tell(
            new CatalogueEntry.SegmentSealed(
                new SealedSegment(
                    tags.run(),
                    tags.number(),
                    file.file(),
                    tags.firstSample(),
                    tags.start().toInstant(),
                    samples,
                    preRoll,
                    file.bytes(),
                    file.digest())));
    LOG.log(Level.INFO, "{0}: sealed {1}", tags.source(), file.file());
    return null;
  }

  private void storeTitle(String text) {
    title = Optional.of(text);
    open.ifPresent(
        segment -> {
          segment.title(position - firstSample, text);
          tellTitle();
          if (announced) {
            report();
          }
        });
  }

  /** Where a segment is open: what no file holds has no title either. */
  private void tellTitle() {
    if (title.equals(titleTold)) {
      return;
    }
    titleTold = title;
    title.ifPresent(
        text ->
            tell(
                new CatalogueEntry.TitleSeen(
                    id, position - firstSample, timeline.at(position), text)));
  }

  /**
   * Damage counts once a packet follows, or the run ends: the packet that a breaking connection
   * cuts off comes whole with the next one, if that goes on here.
   */
  private void storeTrailing() {
    trailing.forEach(this::storeDamage);
    trailing.clear();
  }

  private void storeDamage(Damage damage) {
    LOG.log(
        Level.WARNING,
        "{0}: {1} bytes were no audio and were left out: {2}",
        context.settings().name(),
        damage.bytes(),
        damage.reason());
    if (open.isPresent()) {
      tell(
          new CatalogueEntry.DamageSeen(
              id, position - firstSample, timeline.at(position), damage.bytes(), damage.reason()));
    }
  }

  private void followTimeline() {
    Optional<Duration> difference = timeline.difference();
    if (difference.isEmpty()) {
      return;
    }
    if (difference.get().isPositive()) {
      tellPause(difference.get());
    } else if (timeline.isSettling(position - firstSample)) {
      correctStart(difference.get());
    }
  }

  /**
   * Nothing was cut out of the stream, but for a while nothing was on air, and the clock went on.
   */
  private void tellPause(Duration pause) {
    Instant to = timeline.at(position);
    LOG.log(
        Level.WARNING,
        "{0}: paused for {1} ms within the last minute; what follows is later by that",
        context.settings().name(),
        pause.toMillis());
    tell(
        new CatalogueEntry.GapFound(
            context.settings().name(),
            to.minus(pause),
            to,
            GapCause.STALLED,
            0,
            "the station paused within the minute before"));
  }

  private void correctStart(Duration shift) {
    start = start.plus(shift);
    open.orElseThrow().shift(shift);
    if (announced) {
      tell(new CatalogueEntry.RunShifted(id, start));
      report();
    } else { // the run is told with the right start, and so is what was heard in it
      untold.replaceAll(entry -> shifted(entry, shift));
    }
    LOG.log(
        Level.INFO,
        "{0}: the run began at {1}, {2} ms from what was known at first",
        context.settings().name(),
        start,
        shift.toMillis());
  }

  private static CatalogueEntry shifted(CatalogueEntry entry, Duration shift) {
    if (entry instanceof CatalogueEntry.TitleSeen title) {
      return new CatalogueEntry.TitleSeen(
          title.run(), title.sample(), title.at().plus(shift), title.text());
    }
    if (entry instanceof CatalogueEntry.DamageSeen damage) {
      return new CatalogueEntry.DamageSeen(
          damage.run(), damage.sample(), damage.at().plus(shift), damage.bytes(), damage.reason());
    }
    return entry;
  }

  private void report() {
    OpenSegment segment = open.orElseThrow();
    context
        .progress()
        .accept(
            Optional.of(
                new Progress(format, start, segment.file().file(), segment.start(), title)));
  }

  /** Nothing of a run is told before the run itself is. */
  private void tell(CatalogueEntry entry) {
    if (announced) {
      context.archive().catalogue().tell(entry);
    } else {
      untold.add(entry);
    }
  }

  private interface StorageAction {
    void run() throws IOException;
  }

  private void storing(StorageAction action) throws StorageFailure {
    try {
      action.run();
    } catch (IOException e) {
      storageFailed = true;
      throw new StorageFailure(e);
    }
  }
}
