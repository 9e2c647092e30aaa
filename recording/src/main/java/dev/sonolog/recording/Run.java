package dev.sonolog.recording;

import dev.sonolog.archive.GapCause;
import dev.sonolog.archive.RunTail;
import dev.sonolog.capture.StationInfo;
import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.SegmentMuxer;
import dev.sonolog.formats.SegmentTags;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.StreamElement.Damage;
import dev.sonolog.formats.StreamElement.Packet;
import dev.sonolog.formats.StreamElement.Title;
import dev.sonolog.formats.StreamElement.TrackHeader;
import dev.sonolog.formats.pcm.PcmBlock;
import dev.sonolog.formats.pcm.PcmSetup;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One run on its way to disk: an unbroken stretch of a source in one format. It brings together
 * when its samples were on air ({@link RunTimeline}), where files are cut ({@link CutPlan}), how
 * they are written ({@link SegmentWriter}) and what the catalogue is told ({@link RunJournal}).
 * Lives on the source's thread.
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

  /**
   * A sound card is waited for many times a second; its samples go to the storage less often: those
   * of all cards in the same moments, so that the storage wakes up once for them. Three times as
   * long as cards let theirs gather, for both to keep step.
   */
  private static final long COLLECTING = Duration.ofMillis(510).toNanos();

  private final RunContext context;
  private final StationInfo station;
  private final AudioFormat format;
  private final Function<TrackHeader, SegmentMuxer> muxers;
  private final RunTimeline timeline;
  private final CutPlan plan;
  private final SegmentWriter writer;
  private final RunJournal journal;
  private final PacketTail tail;
  private final Optional<SegmentTags.GapNote> gapBefore;
  private final int tries;

  private Optional<Hold> hold = Optional.of(new Hold());
  private Optional<Instant> endBefore = Optional.empty(); // of a run that another recorder ended
  private Optional<Instant> seamless = Optional.empty(); // the end of the run that this one follows
  private TrackHeader track;
  private boolean begun;
  private long flushedAt; // what was collected, last; monotonic
  private long observed; // samples that the clock has seen
  private long position; // samples that were stored or passed as lead-in
  private long firstSample; // media time 0 of the run, in samples since the connection began
  private long surplus; // samples that came when the take was over
  private int number;
  private Instant start = Instant.EPOCH;
  private Instant previous = Instant.EPOCH;
  private Optional<String> title = Optional.empty();

  /** As it was told last. */
  private Optional<Double> drift = Optional.empty();

  private Optional<OpenSegment> newest = Optional.empty();
  private final List<Damage> trailing = new ArrayList<>();
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
    this(
        context,
        station,
        track,
        muxers,
        journal(context),
        new RunTimeline(track.format().rate(), context.wallClock()),
        gapBefore.map(gap -> new SegmentTags.GapNote(gap.from(), gap.cause(), tries)),
        tries);
  }

  private Run(
      RunContext context,
      StationInfo station,
      TrackHeader track,
      Function<TrackHeader, SegmentMuxer> muxers,
      RunJournal journal,
      RunTimeline timeline,
      Optional<SegmentTags.GapNote> gapBefore,
      int tries) {
    this.context = context;
    this.station = station;
    this.format = track.format();
    this.track = track;
    this.muxers = muxers;
    this.writer = new SegmentWriter(context, muxers, track);
    this.journal = journal;
    this.tail = new PacketTail(format.rate());
    this.timeline = timeline;
    this.plan = CutPlan.of(context.settings().files());
    this.gapBefore = gapBefore;
    this.tries = tries;
    this.flushedAt = context.time().nanos();
  }

  /**
   * A run that another recorder ended a moment ago, to go on with if the first connection brings
   * what follows; it stays as it is if that does not.
   */
  static Run dormant(RunContext context, RunTail old) throws StorageFailure {
    String source = context.settings().name();
    Run run =
        new Run(
            context,
            StationInfo.remembered(old.run().address(), old.run().station()),
            old.track(),
            old.container()::muxer,
            RunJournal.ofKnown(context.archive().catalogue(), source, old.run().run()),
            new RunTimeline(old.track().format().rate(), context.wallClock()),
            Optional.empty(),
            0);
    run.stand(old);
    run.hear(old.packets());
    return run;
  }

  /**
   * A run that begins with what was heard before it was wanted, by the clock that has heard it:
   * what is {@link #replay}ed of that is not observed again.
   *
   * @param endBefore when what is stored ends, where this goes on at the very next sample
   */
  static Run ofHeard(
      RunContext context,
      StationInfo station,
      Beginning beginning,
      Optional<Instant> endBefore,
      Optional<SegmentTags.GapNote> gapBefore,
      int tries)
      throws StorageFailure {
    Run run =
        new Run(
            context,
            station,
            beginning.header(),
            beginning.container()::muxer,
            journal(context),
            beginning.timeline(),
            gapBefore.map(gap -> new SegmentTags.GapNote(gap.from(), gap.cause(), tries)),
            tries);
    run.hold = Optional.empty();
    run.position = beginning.position();
    run.observed = run.position;
    run.seamless = endBefore;
    run.hear(beginning.leadIn());
    return run;
  }

  /**
   * The run that follows this one by the same clock, behind samples that nobody could take.
   *
   * @param lost samples per channel
   */
  Run behind(long lost, Optional<SegmentTags.GapNote> gap) {
    Run next =
        new Run(context, station, track, muxers, journal(context), timeline.behindLoss(), gap, 0);
    next.hold = Optional.empty();
    next.position = position + lost;
    next.observed = next.position;
    next.title = title;
    return next;
  }

  private static RunJournal journal(RunContext context) {
    return new RunJournal(
        context.archive().catalogue(),
        context.settings().name(),
        RunId.create(context.time().now(), context.random()));
  }

  /** Takes the place at the end of what another recorder stored. */
  private void stand(RunTail old) {
    hold = Optional.empty();
    begun = true;
    position = old.samples();
    observed = position;
    number = old.segments();
    start = old.run().start();
    previous = old.end();
    endBefore = Optional.of(old.end());
    Duration ago = Duration.between(old.end(), context.time().now());
    timeline.observe(position, context.time().nanos() - ago.toNanos());
  }

  /** Gives the muxer what it must have heard. */
  private void hear(List<Packet> packets) throws StorageFailure {
    for (Packet packet : packets) {
      writer.write(packet);
      tail.add(packet.fingerprint(), packet.samples());
    }
  }

  // --- what it is, for the recorder

  /**
   * From when to when audio of this run was stored; nothing before the first packet, and before
   * {@link #end}.
   */
  Optional<Span> span() {
    return span;
  }

  /** How much audio is stored, as far as the catalogue was told that there is any. */
  Duration stored() {
    return journal.isAnnounced() ? format.rate().duration(position - firstSample) : Duration.ZERO;
  }

  /**
   * A stretch on the wall clock.
   *
   * @param length how much audio it holds; that is another than from start to end when somebody set
   *     the clock meanwhile
   */
  record Span(Instant start, Instant end, Duration length) {}

  /** Whether a track is of this run's format: another link of it, perhaps. */
  boolean isOf(TrackHeader header) {
    return header.format().equals(format);
  }

  /** Whether something of it was stored, and more can be. */
  boolean isUnderWay() {
    return begun && !writer.hasFailed();
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

  // --- its life

  /** Takes an element that the clock has heard before. */
  void replay(StreamElement element) throws StorageFailure {
    if (element instanceof Packet packet) {
      observed += packet.samples();
    }
    store(element);
  }

  /** Takes the next element of the source. */
  void take(StreamElement element, long arrivalNanos) throws StorageFailure {
    if (element instanceof Packet packet) {
      observed += packet.samples();
      timeline.observe(observed, arrivalNanos);
    }
    if (hold.isPresent()) {
      hold.get().add(element, arrivalNanos);
      releaseIfOver(arrivalNanos);
    } else {
      store(element);
    }
  }

  /**
   * What was collected goes to the storage, of a sound card when it is time; called before each
   * wait.
   */
  void handOver() throws StorageFailure {
    long now = context.time().nanos();
    releaseIfOver(now);
    if (isTimeToFlush(now)) {
      flushedAt = now;
      flush();
    }
  }

  /** What is no card's, at once; so is a file that is empty yet, for others may look at it. */
  private boolean isTimeToFlush(long now) {
    return !(track.setup() instanceof PcmSetup)
        || Math.floorDiv(now, COLLECTING) != Math.floorDiv(flushedAt, COLLECTING)
        || writer.open().filter(segment -> segment.file().safeLength() == 0).isPresent();
  }

  /**
   * The connection broke off. What is held is stored; the open segment stays open, in case the next
   * connection brings what follows. Until then the source is missing.
   */
  void suspend(GapCause cause, String detail) throws StorageFailure {
    release();
    flush();
    context.progress().accept(Optional.empty());
    if (begun) {
      journal.missing(end(), cause, detail);
    }
  }

  /** A new connection goes on behind the last packet that was stored: nothing was missing. */
  void resume() {
    LOG.log(Level.INFO, "{0}: goes on where it broke off", context.settings().name());
    observed = position;
    trailing.clear();
    retractGap();
    report();
  }

  /** The gap that was told when the run was suspended is none, or has another cause. */
  void retractGap() {
    journal.notMissing(end());
  }

  /** Ends the run: what is held is stored, the open segment sealed, and the catalogue told. */
  void end(GapCause cause, String detail) throws StorageFailure {
    if (isDormant()) {
      span = Optional.of(new Span(start, end(), stored()));
      journal.missing(end(), cause, detail);
      return;
    }
    try {
      if (!writer.hasFailed()) {
        release();
        storeTrailing();
        seal();
      }
    } finally {
      writer.leave(journal.isAnnounced());
      context.progress().accept(Optional.empty());
      if (journal.isAnnounced()) {
        Span stored = new Span(start, end(), stored());
        span = Optional.of(stored);
        context.take().ifPresent(take -> take.add(journal.run(), stored));
        journal.ended(end(), timeline.driftPpm(), cause);
        journal.missing(end(), cause, detail);
      }
    }
  }

  private Instant end() {
    return newest.map(this::end).orElseGet(() -> endBefore.orElse(start));
  }

  /** As the catalogue says it, so that a gap begins where the segment before it ends. */
  private Instant end(OpenSegment segment) {
    return segment.start().plus(format.rate().duration(runPosition() - segment.firstSample()));
  }

  /** Whether nothing was added to what another recorder wrote. */
  private boolean isDormant() {
    return endBefore.isPresent() && newest.isEmpty();
  }

  /** The samples of the run until now. */
  private long runPosition() {
    return position - firstSample;
  }

  // --- from the element to the file

  private void releaseIfOver(long nanos) throws StorageFailure {
    if (hold.isPresent() && hold.get().isOver(Hold.SETTLING, nanos)) {
      release();
    }
  }

  private void release() throws StorageFailure {
    List<Hold.Arrived> held = hold.map(Hold::release).orElse(List.of());
    hold = Optional.empty();
    for (Hold.Arrived arrived : held) {
      store(arrived.element());
    }
  }

  private void store(StreamElement element) throws StorageFailure {
    switch (element) {
      case Packet packet -> storeWithinTake(packet);
      case Title(String text) -> storeTitle(text);
      case Damage damage -> trailing.add(damage);
      case TrackHeader next -> link(next);
      case StreamElement.Lost _, StreamElement.End _ ->
          throw new IllegalStateException("Not part of a run: " + element);
    }
  }

  /** The next link of a chained stream: of the same timeline, and in a file of its own or not. */
  private void link(TrackHeader next) throws StorageFailure {
    if (context.settings().files().chains() == Chains.ONE && writer.chains()) {
      writer.chain(next);
    } else {
      seal();
      writer.renew(next);
    }
    track = next;
  }

  /** A take ends at the exact sample; of coded audio before the packet that would be too much. */
  private void storeWithinTake(Packet packet) throws StorageFailure {
    long left = context.take().map(take -> samplesLeft(take, packet)).orElse(Long.MAX_VALUE);
    if (packet.samples() < left) {
      storePacket(packet);
      return;
    }
    long stored = left;
    if (packet.samples() == left) {
      storePacket(packet);
    } else if (packet instanceof PcmBlock block && left > 0) {
      storePacket(block.first((int) left));
    } else {
      stored = 0;
    }
    surplus += packet.samples() - stored;
    context.take().ifPresent(this::endTake);
  }

  private long samplesLeft(Take take, Packet packet) {
    if (take.isOver()) {
      return 0;
    }
    Instant from = begun ? start : timeline.at(position);
    long byLength = take.left(from, begun ? runPosition() : 0, format.rate());
    return Math.min(byLength, take.end().map(end -> samplesLeft(end, packet)).orElse(byLength));
  }

  /** Somebody ended the take at an instant: a packet may end there, and others follow it. */
  private long samplesLeft(Instant end, Packet packet) {
    int before =
        SampleSearch.before(
            packet.samples() + 1, ahead -> !timeline.expected(position + ahead).isBefore(end));
    return before > packet.samples() ? Long.MAX_VALUE : before;
  }

  /** How many samples came that the take, which is over, does not hold. */
  long surplus() {
    return surplus;
  }

  private void endTake(Take take) {
    if (!take.isOver()) {
      LOG.log(
          Level.INFO,
          take.end().isPresent() ? "{0}: the take ends" : "{0}: the take is as long as it may be",
          context.settings().name());
      take.finish();
    }
  }

  private void storePacket(Packet packet) throws StorageFailure {
    int samplesBeforeCut = packet instanceof PcmBlock block ? samplesBeforeCut(block) : 0;
    if (packet instanceof PcmBlock block && samplesBeforeCut > 0) {
      storeUndivided(block.first(samplesBeforeCut));
      storePacket(block.behind(samplesBeforeCut));
    } else {
      storeUndivided(packet);
    }
  }

  /** Where a block has to be divided for a cut to stand at its exact sample; 0 if nowhere. */
  private int samplesBeforeCut(PcmBlock block) {
    int last = block.samples() - 1;
    if (writer.open().isEmpty() || !cutsBefore(last)) {
      return 0;
    }
    int before = 0; // the block itself is looked at when it is stored
    int at = last;
    while (at - before > 1) {
      int middle = (before + at) >>> 1;
      if (cutsBefore(middle)) {
        at = middle;
      } else {
        before = middle;
      }
    }
    return cutsBefore(0) ? 0 : at;
  }

  /** Whether a cut would stand before the sample that is so far ahead. */
  private boolean cutsBefore(int ahead) {
    return decision(previous, timeline.expected(position + ahead), ahead + 1, 0)
        instanceof CutPlan.Decision.Cut;
  }

  private CutPlan.Decision decision(Instant from, Instant at, int samples, int bytes) {
    OpenSegment segment = writer.open().orElseThrow();
    return plan.decide(
        from,
        at,
        format.rate().duration(runPosition() + samples - segment.firstSample()),
        segment.file().length() + bytes,
        context.inbox().next());
  }

  private void storeUndivided(Packet packet) throws StorageFailure {
    storeTrailing();
    if (writer.open().isPresent()) {
      cutBefore(packet, writer.open().get());
    } else if (writer.canBegin()) {
      beginOrGoOn();
    }
    writer.write(packet);
    position += packet.samples();
    tail.add(packet.fingerprint(), packet.samples());
    writer.open().ifPresent(this::followTimeline);
  }

  private void cutBefore(Packet packet, OpenSegment segment) throws StorageFailure {
    Instant at = timeline.at(position);
    CutPlan.Decision decision = decision(previous, at, packet.samples(), packet.bytes().length);
    previous = at;
    switch (decision) {
      case CutPlan.Decision.Continue() -> {}
      case CutPlan.Decision.Cut(CutPlan.Reason reason) -> {
        LOG.log(Level.DEBUG, "{0}: cut at {1}: {2}", context.settings().name(), at, reason);
        seal();
        OpenSegment after = open(at);
        context.inbox().done(at, segment.file().file(), after.file().file());
      }
    }
  }

  private void beginOrGoOn() throws StorageFailure {
    previous = timeline.at(position);
    if (!begun) {
      begun = true;
      firstSample = position;
      previous = seamless.filter(this::isAbout).orElse(previous);
      start = previous;
    }
    open(previous);
    tellTitle();
  }

  /** The clock knows more than when the run before ended, but not of anything between the two. */
  private boolean isAbout(Instant end) {
    return Duration.between(end, previous).abs().compareTo(RunTimeline.TOLERANCE) < 0;
  }

  private OpenSegment open(Instant at) throws StorageFailure {
    OpenSegment segment = writer.begin(tags(at));
    if (isDormant()) {
      journal.resumed();
    }
    newest = Optional.of(segment);
    number++;
    title.ifPresent(text -> segment.title(segment.firstSample(), text));
    timeline.tellUnlessSettling(position, runPosition());
    if (journal.isAnnounced()) {
      tellOpened(segment);
    } else {
      context.inbox().refuse("A new file has just begun");
      writer.flush();
    }
    return segment;
  }

  private SegmentTags tags(Instant at) {
    return new SegmentTags(
        context.settings().name(),
        station.name(),
        at.atZone(context.settings().files().zone()).toOffsetDateTime(),
        journal.run(),
        number,
        runPosition(),
        number == 0 ? gapBefore : Optional.empty());
  }

  private void flush() throws StorageFailure {
    writer.flush();
    writer.open().filter(segment -> segment.file().safeLength() > 0).ifPresent(this::announce);
    tellDrift();
  }

  private void seal() throws StorageFailure {
    writer.open().ifPresent(this::announce);
    writer.seal(runPosition(), format.rate());
  }

  // --- what others are told

  /** A run has begun when the storage holds something of it, not when there is a name for it. */
  private void announce(OpenSegment segment) {
    if (!journal.isAnnounced()) {
      journal.announce(format, station, start, tries);
      tellOpened(segment);
    }
  }

  private void tellOpened(OpenSegment segment) {
    journal.opened(segment.tags(), segment.file().file());
    LOG.log(
        Level.INFO,
        "{0}: recording {1} into {2}",
        context.settings().name(),
        format,
        segment.file().file());
    report();
  }

  /** Tells how far the source has come, as soon as the run is one. */
  private void report() {
    if (journal.isAnnounced() && writer.open().isPresent()) {
      OpenSegment segment = writer.open().get();
      context
          .progress()
          .accept(
              Optional.of(
                  new Progress(
                      format, start, segment.file().file(), segment.start(), title, drift)));
    }
  }

  private void tellDrift() {
    Optional<Double> now = timeline.driftPpm().map(it -> (double) Math.round(it));
    if (!now.equals(drift)) {
      drift = now;
      report();
    }
  }

  private void storeTitle(String text) {
    title = Optional.of(text);
    writer
        .open()
        .ifPresent(
            segment -> {
              segment.title(runPosition(), text);
              tellTitle();
              report();
            });
  }

  /** Where a segment is open: what no file holds has no title either. */
  private void tellTitle() {
    journal.title(runPosition(), timeline.at(position), title);
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
    if (writer.open().isPresent()) {
      journal.damage(runPosition(), timeline.at(position), damage);
    }
  }

  // --- when the clock says something else than was told

  private void followTimeline(OpenSegment segment) {
    Optional<Duration> difference = timeline.difference();
    if (difference.isEmpty()) {
      return;
    }
    if (difference.get().isPositive()) {
      tellPause(difference.get());
    } else if (timeline.isSettling(runPosition()) && endBefore.isEmpty()) {
      correctStart(segment, difference.get());
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
    journal.paused(to.minus(pause), to);
  }

  private void correctStart(OpenSegment segment, Duration shift) {
    start = start.plus(shift);
    segment.shift(shift);
    journal.shifted(start, shift);
    report();
    LOG.log(
        Level.INFO,
        "{0}: the run began at {1}, {2} ms from what was known at first",
        context.settings().name(),
        start,
        shift.toMillis());
  }
}
