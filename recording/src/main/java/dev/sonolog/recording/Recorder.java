package dev.sonolog.recording;

import dev.sonolog.archive.GapCause;
import dev.sonolog.capture.PacketSource;
import dev.sonolog.formats.Container;
import dev.sonolog.formats.SegmentTags.GapNote;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.StreamElement.Title;
import dev.sonolog.formats.StreamElement.TrackHeader;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * Records one connection, or a take of it: gives its elements to the run they belong to. A change
 * of format ends a run and begins another. It lives on the source's thread and dies with the
 * connection or the take.
 */
final class Recorder implements Session {
  private final RunContext context;
  private final PacketSource source;
  private Optional<GapNote> gapBefore;
  private int tries;
  private Optional<Title> title = Optional.empty();
  private Optional<Run> run = Optional.empty();
  private Optional<SuspendedRun> suspended;
  private Optional<Joining> joining = Optional.empty();
  private Duration stored = Duration.ZERO;
  private Duration storedByOthers = Duration.ZERO; // of the run that is under way
  private long surplus; // of the run that ended last
  private Optional<GapNote> gap = Optional.empty();
  private Optional<StorageFailure> failedWhileWaiting = Optional.empty();

  /**
   * @param gapBefore the gap that the first packet ends
   * @param tries how many attempts to connect that took
   * @param suspended the run of the connection before, if it may go on
   */
  Recorder(
      RunContext context,
      PacketSource source,
      Optional<GapNote> gapBefore,
      int tries,
      Optional<SuspendedRun> suspended) {
    this.context = context;
    this.suspended = suspended;
    this.source = source;
    this.gapBefore = gapBefore;
    this.tries = tries;
  }

  /** Pulls elements in a plain loop until the source ends. */
  @Override
  public void record() throws IOException {
    source.beforeWaiting(this::handOver);
    for (StreamElement element = next();
        !(element instanceof StreamElement.End);
        element = next()) {
      accept(element);
    }
  }

  /** Takes the element that the source gave last. */
  void accept(StreamElement element) throws StorageFailure {
    switch (element) {
      case StreamElement.End() -> throw new IllegalStateException("Nothing is behind the end");
      case TrackHeader header -> begin(header);
      case StreamElement.Packet packet -> takePacket(packet);
      case Title heard -> takeTitle(heard);
      case StreamElement.Damage damage -> take(damage);
      case StreamElement.Lost lost -> lose(lost);
    }
  }

  /**
   * Begins with what was heard before it was wanted; the rest is to be accepted as it comes.
   *
   * @param endBefore when what is stored ends, where this goes on at the very next sample
   */
  void begin(Beginning beginning, Optional<Instant> endBefore) throws StorageFailure {
    run =
        Optional.of(Run.ofHeard(context, source.station(), beginning, endBefore, gapBefore, tries));
    if (beginning.title().isPresent()) {
      replay(beginning.title().get());
    }
    for (StreamElement element : beginning.elements()) {
      replay(element);
    }
  }

  private void replay(StreamElement element) throws StorageFailure {
    switch (element) {
      case Title heard -> {
        if (context.settings().keepTitles()) {
          title = Optional.of(heard);
          run.orElseThrow().replay(heard);
        }
      }
      case StreamElement.Lost lost -> lose(lost);
      case TrackHeader _, StreamElement.Packet _, StreamElement.Damage _ ->
          run.orElseThrow().replay(element);
      case StreamElement.End() -> throw new IllegalStateException("Nothing is behind the end");
    }
  }

  @Override
  public Optional<SuspendedRun> leave(GapCause cause, String detail, boolean hopeful)
      throws StorageFailure {
    try {
      decideAtTheEnd();
    } catch (StorageFailure e) {
      end(GapCause.STORAGE, String.valueOf(e.getMessage()));
      throw e;
    }
    if (hopeful && run.isPresent()) {
      return suspend(run.get(), cause, detail);
    }
    end(cause, detail);
    if (!hopeful && suspended.isPresent()) {
      endSuspended(suspended.get().end());
    }
    return suspended;
  }

  @Override
  public void abandon(String detail) throws StorageFailure {
    joining = Optional.empty();
    try {
      end(GapCause.DEFECT, detail);
    } finally {
      if (suspended.isPresent()) {
        endSuspended(suspended.get().end());
      }
    }
  }

  private Optional<SuspendedRun> suspend(Run broken, GapCause cause, String detail)
      throws StorageFailure {
    try {
      broken.suspend(cause, detail);
    } catch (StorageFailure e) {
      end(GapCause.STORAGE, String.valueOf(e.getMessage()));
      throw e;
    }
    if (!broken.isUnderWay()) {
      end(cause, detail);
      return Optional.empty();
    }
    count(broken);
    run = Optional.empty();
    return Optional.of(new SuspendedRun(broken, cause, detail, context.time().nanos()));
  }

  /** Ends what is being recorded, because of {@code cause}. */
  private void end(GapCause cause, String detail) throws StorageFailure {
    if (run.isEmpty()) {
      return;
    }
    Run ending = run.get();
    run = Optional.empty();
    try {
      ending.end(cause, detail);
    } finally {
      count(ending);
      ending.span().ifPresent(span -> remember(span, cause));
    }
  }

  private void count(Run ended) {
    stored = stored.plus(ended.stored()).minus(storedByOthers);
    storedByOthers = Duration.ZERO;
    surplus = ended.surplus();
  }

  /** How much audio of the connection was stored, once it has ended. */
  @Override
  public Duration worth() {
    return stored;
  }

  @Override
  public Optional<GapNote> gap() {
    return gap;
  }

  /** How many of the newest samples came behind the end of the take, once that has ended. */
  long surplus() {
    return surplus;
  }

  private void remember(Run.Span span, GapCause cause) {
    gap = Optional.of(new GapNote(span.end().atOffset(ZoneOffset.UTC), cause.word(), 0));
    gapBefore = gap;
    tries = 0;
  }

  private StreamElement next() throws IOException {
    try {
      StreamElement element = source.next();
      checkStorage();
      return element;
    } catch (IOException e) {
      checkStorage();
      throw e;
    }
  }

  /** What went wrong while the source waited comes out here. */
  void checkStorage() throws StorageFailure {
    if (failedWhileWaiting.isPresent()) {
      throw failedWhileWaiting.get();
    }
  }

  private void begin(TrackHeader header) throws StorageFailure {
    if (joining.isPresent() && !joining.get().isOf(header, source.container().name())) {
      decideAtTheEnd();
    }
    if (joining.isPresent() || run.filter(it -> it.isOf(header)).isPresent()) {
      take(header);
    } else if (suspended.filter(it -> it.run().canContinueWith(header)).isPresent()) {
      joining = Optional.of(new Joining(suspended.get(), header, source.container()));
    } else {
      if (suspended.isPresent()) {
        endSuspended(suspended.get().end());
      }
      end(GapCause.FORMAT_CHANGED, "now " + header.format());
      start(header, source.container());
    }
  }

  private void start(TrackHeader header, Container container) throws StorageFailure {
    Run beginning = new Run(context, source.station(), header, container::muxer, gapBefore, tries);
    run = Optional.of(beginning);
    if (title.isPresent()) {
      beginning.take(title.get(), source.arrivalNanos());
    }
  }

  private void endSuspended(Optional<GapNote> ended) {
    suspended = Optional.empty();
    gap = ended.or(() -> gap);
    gapBefore = ended.or(() -> gapBefore);
  }

  /** Only packets count as heard: bytes that are none leave the source stalled. */
  private void takePacket(StreamElement.Packet packet) throws StorageFailure {
    if (run.isEmpty() && joining.isEmpty()) {
      throw new IllegalStateException("A packet came before any header");
    }
    context.heard().accept(source.arrivalNanos());
    take(packet);
  }

  private void takeTitle(Title heard) throws StorageFailure {
    if (context.settings().keepTitles()) {
      title = Optional.of(heard);
      take(heard);
    }
  }

  /** A run is an unbroken stretch: one ends, and by the same clock the next begins. */
  private void lose(StreamElement.Lost lost) throws StorageFailure {
    decideAtTheEnd();
    if (run.isPresent()) {
      Run broken = run.get();
      end(GapCause.OVERRUN, lost.samples() + " samples lost: " + lost.reason());
      run = Optional.of(broken.behind(lost.samples(), gapBefore));
    }
  }

  private void take(StreamElement element) throws StorageFailure {
    long arrival = source.arrivalNanos();
    if (joining.isPresent()) {
      joining.get().add(element, arrival);
      decideIfDue(arrival);
    } else if (run.isPresent()) {
      run.get().take(element, arrival);
    }
  }

  // --- going on where the connection before broke off

  private void decideIfDue(long nanos) throws StorageFailure {
    if (joining.isPresent() && joining.get().isDue(nanos)) {
      Rejoin.Verdict verdict = joining.get().verdict();
      boolean waits = verdict instanceof Rejoin.Verdict.Behind && !joining.get().isOverdue(nanos);
      if (!waits) {
        decide(verdict);
      }
    }
  }

  /** The connection ended: what came of it is known, or must be stored. */
  private void decideAtTheEnd() throws StorageFailure {
    if (joining.isEmpty()) {
      return;
    }
    Rejoin.Verdict verdict = joining.get().verdict();
    if (verdict instanceof Rejoin.Verdict.Behind) {
      joining = Optional.empty();
    } else {
      decide(verdict);
    }
  }

  private void decide(Rejoin.Verdict verdict) throws StorageFailure {
    Joining decided = joining.orElseThrow();
    joining = Optional.empty();
    switch (verdict) {
      case Rejoin.Verdict.Joined(int known) -> goOn(decided, known);
      case Rejoin.Verdict.Ambiguous() -> {
        int older = decided.olderByTheClock();
        endSuspended(decided.suspended().endAmbiguously());
        startAnew(decided, decided.behind(older));
      }
      case Rejoin.Verdict.Apart(), Rejoin.Verdict.Behind() -> {
        endSuspended(decided.suspended().end());
        startAnew(decided, decided.all());
      }
    }
  }

  private void goOn(Joining joined, int known) throws StorageFailure {
    Run before = joined.suspended().run();
    suspended = Optional.empty();
    run = Optional.of(before);
    storedByOthers = before.stored();
    before.resume();
    feed(before, joined.behind(known));
  }

  private void startAnew(Joining apart, List<Hold.Arrived> elements) throws StorageFailure {
    start(apart.header(), apart.container());
    feed(run.orElseThrow(), elements);
  }

  private static void feed(Run run, List<Hold.Arrived> elements) throws StorageFailure {
    for (Hold.Arrived arrived : elements) {
      run.take(arrived.element(), arrived.nanos());
    }
  }

  /** Called from within the source's wait, whose layers must not see a failure of the storage. */
  void handOver() {
    if (failedWhileWaiting.isPresent()) {
      return;
    }
    try {
      decideIfDue(context.time().nanos());
      if (run.isPresent()) {
        run.get().handOver();
      }
    } catch (StorageFailure e) {
      failedWhileWaiting = Optional.of(e);
    }
  }
}
