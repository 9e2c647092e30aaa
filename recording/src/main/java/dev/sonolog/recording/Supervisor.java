package dev.sonolog.recording;

import dev.sonolog.archive.GapCause;
import dev.sonolog.archive.RunTail;
import dev.sonolog.capture.Connection;
import dev.sonolog.capture.PacketSource;
import dev.sonolog.capture.TimeSource;
import dev.sonolog.formats.SegmentTags.GapNote;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Keeps one source recording, or ready to: connects, hands the connection to a {@link Recorder} or,
 * where people record takes, a {@link Monitor}; when that dies, writes down the gap, waits and
 * tries again. It survives every failure of the source. Its loop runs on one thread, a virtual one
 * where it waits for the network; stopping, cutting and what is asked of takes may come from any.
 */
final class Supervisor {
  private static final Logger LOG = System.getLogger(Supervisor.class.getName());

  /**
   * After a run of at least this length the source counts as healthy, and the next pause is the
   * shortest again.
   */
  private static final Duration HEALTHY = Duration.ofSeconds(10);

  /** Without audio for so long a source is shown as stalled, long before it is given up. */
  private static final Duration QUIET = Duration.ofSeconds(3);

  private final SourceSettings settings;
  private final Surroundings surroundings;
  private final TimeSource time;
  private final Supplier<Connection> connections;
  private final Backoff backoff;
  private final RandomGenerator random;
  private final GapBook gaps;
  private final Optional<TakeDesk> desk; // where people record takes
  private final CutInbox inbox = new CutInbox();
  private final Bell bell = new Bell();
  private final CompletableFuture<Void> left = new CompletableFuture<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  private volatile RecordingState state = new RecordingState.Connecting();
  private volatile Optional<Progress> progress = Optional.empty();
  private volatile Optional<Connection> connection = Optional.empty();
  private volatile boolean stopping;
  private volatile GapCause stopCause = GapCause.RECORDER_STOPPED;
  private final AtomicInteger failures = new AtomicInteger();
  private volatile long heardNanos;
  private volatile boolean stands; // the connection
  private volatile boolean givenUp;
  private CompletableFuture<?> seals = CompletableFuture.completedFuture(null);

  private final Supplier<Optional<RunTail>> tail;
  private final Instant born;
  private Optional<SuspendedRun> suspended = Optional.empty();
  private String toldWaiting = "";

  /**
   * @param connections makes a new connection for each try
   * @param openGap the gap in which the source is, if any was recorded before
   * @param tail reads the end of the run before that gap, if it may go on; asked once, by the
   *     source's thread
   */
  Supervisor(
      SourceSettings settings,
      Surroundings surroundings,
      Supplier<Connection> connections,
      Optional<GapNote> openGap,
      Supplier<Optional<RunTail>> tail,
      RandomGenerator random) {
    this.settings = settings;
    this.surroundings = surroundings;
    this.time = surroundings.time();
    this.connections = connections;
    this.gaps = new GapBook(settings.name(), surroundings.archive().catalogue(), openGap);
    this.tail = tail;
    this.random = random;
    this.backoff = new Backoff(settings.retry(), random);
    this.desk = settings.takes().map(takes -> new TakeDesk(settings.name(), takes, time));
    this.born = time.now();
  }

  /** Begins to record, on a thread of that kind. */
  void start(Thread.Builder threads) {
    threads.name("source " + settings.name()).start(this::runAndEnd);
  }

  /**
   * Stops recording; the last segment is sealed. Returns at once.
   *
   * @param cause what the gap that begins now is put down to
   */
  void stop(GapCause cause) {
    stopCause = cause;
    stopping = true;
    desk.ifPresent(TakeDesk::close);
    bell.ring();
    connection.ifPresent(Connection::close);
  }

  /**
   * Begins a take.
   *
   * @param asked when somebody asked for it
   * @param fromBefore when its first sample was on air, if a recorder before this one stored it
   */
  TakeWatch startTake(Instant asked, Optional<Instant> fromBefore) {
    if (desk.isEmpty()) {
      return TakeWatch.refused(
          settings.name() + " is recorded all the time; write mode = manual for takes of it");
    }
    TakeWatch watch = desk.get().begin(asked, fromBefore);
    bell.ring();
    return watch;
  }

  /**
   * Ends the take at an instant.
   *
   * @return what became of it, when all its files are sealed
   */
  CompletableFuture<TakeOutcome> stopTake(Instant asked) {
    if (desk.isEmpty()) {
      return CompletableFuture.completedFuture(
          new TakeOutcome.Refused(
              settings.name() + " is recorded all the time; there is no take to end"));
    }
    CompletableFuture<TakeOutcome> outcome = desk.get().end(asked);
    bell.ring();
    if (!stands) { // who waits for the take's end does not wait for a server that does not answer
      connection.ifPresent(Connection::close);
    }
    return outcome;
  }

  /** Completes when the source's thread has ended: nothing new comes from here. */
  CompletableFuture<Void> left() {
    return left;
  }

  /** Completes when, besides, all its segments are sealed, or kept for repair. */
  CompletableFuture<Void> ended() {
    return ended;
  }

  /** Whether it does nothing any more until somebody starts it anew. */
  boolean hasGivenUp() {
    return givenUp || left.isDone();
  }

  /** The gap in which the source is; of use once it has {@link #left}. */
  Optional<GapNote> gap() {
    return gaps.gap();
  }

  /** Asks for a new file from {@code at} on. */
  CompletableFuture<CutOutcome> cut(Instant at) {
    CompletableFuture<CutOutcome> outcome = inbox.add(at);
    if (progress.isEmpty()) {
      inbox.refuse("Nothing of " + settings.name() + " is being recorded now");
    }
    return outcome;
  }

  SourceSettings settings() {
    return settings;
  }

  SourceStatus status() {
    return new SourceStatus(settings.name(), stateNow(), progress, failures.get());
  }

  private RecordingState stateNow() {
    Duration quiet = Duration.ofNanos(time.nanos() - heardNanos);
    boolean hears =
        state instanceof RecordingState.Recording || state instanceof RecordingState.Idle;
    return hears && stands && quiet.compareTo(QUIET) > 0
        ? new RecordingState.Stalled(time.now().minus(quiet))
        : state;
  }

  private void sealing(CompletableFuture<?> seal) {
    seals = CompletableFuture.allOf(seals, seal);
  }

  private void heard(long nanos) {
    heardNanos = nanos;
  }

  private void runAndEnd() {
    try {
      run();
      endSuspended();
      state = new RecordingState.Idle();
    } catch (Throwable e) {
      // A defect of ours: this source is lost, the others must not be.
      LOG.log(Level.ERROR, settings.name() + ": stopped by a defect in this program", e);
      state = new RecordingState.Faulted("a defect in this program: " + e, Optional.empty());
    } finally {
      desk.ifPresent(TakeDesk::close);
      take().ifPresent(this::conclude);
      progress = Optional.empty();
      refuseRequests();
      left.complete(null);
      var _ = seals.whenComplete((_, _) -> ended.complete(null));
    }
  }

  // --- takes

  private Optional<Take> take() {
    return desk.flatMap(TakeDesk::current);
  }

  /** Whether what does not come now is missing. */
  private boolean isWanted() {
    return desk.isEmpty() || take().isPresent();
  }

  /** Since when. */
  private Instant wantedSince() {
    return take().map(Take::asked).orElse(born);
  }

  /** The first audio of a connection that nobody records yet, or no more. */
  private void listening() {
    failures.set(0);
    toldWaiting = "";
    if (take().isEmpty()) {
      gaps.succeeded();
      state = new RecordingState.Idle();
    }
  }

  /** A take that somebody ended while the source is not there has nothing more to wait for. */
  private boolean concludeEnded() {
    Optional<Take> ending = take().filter(it -> it.end().isPresent());
    if (ending.isPresent()) {
      endSuspended();
      conclude(ending.get());
    }
    return ending.isPresent();
  }

  private void conclude(Take over) {
    progress = Optional.empty();
    if (!stopping) {
      gaps.close(time.now());
    }
    refuseRequests();
    sealing(desk.orElseThrow().conclude(over, seals, surroundings.archive()));
    if (stands) {
      listening();
    }
  }

  // --- attempt by attempt

  private void run() throws InterruptedException {
    suspended = tail.get().flatMap(this::dormant);
    while (!stopping) {
      Failure failure = attempt();
      if (stopping || concludeEnded()) {
        continue;
      }
      if (givesUp()) {
        giveUp(failure);
      } else {
        pause(failure);
      }
      openGap(failure); // of a take that was wanted only now
      concludeEnded();
    }
  }

  private void giveUp(Failure failure) throws InterruptedException {
    givenUp = true;
    endSuspended();
    state =
        new RecordingState.Faulted(
            "given up after " + failures.get() + " failures in a row: " + failure.detail(),
            Optional.empty());
    LOG.log(Level.ERROR, "{0}: {1}", settings.name(), failure.detail());
    LOG.log(
        Level.ERROR, "{0}: given up after {1} failures in a row", settings.name(), failures.get());
    awaitSomebody();
    givenUp = stopping;
    failures.set(0);
    backoff.reset();
  }

  /** Waits until it is stopped, or somebody wants another take. */
  private void awaitSomebody() throws InterruptedException {
    Optional<Take> vain = take();
    while (!stopping && (take().isEmpty() || take().equals(vain))) {
      if (concludeEnded()) {
        vain = Optional.empty();
      } else {
        bell.await();
      }
    }
  }

  private Failure attempt() {
    state = new RecordingState.Connecting();
    gaps.tried();
    bell.silence();
    Connection attempt = connections.get();
    connection = Optional.of(attempt);
    try (attempt) {
      if (stopping) {
        return stopped();
      }
      PacketSource source = attempt.open();
      heardNanos = time.nanos();
      stands = true;
      return record(source);
    } catch (IOException e) {
      return failed(Failure.of(e));
    } catch (RuntimeException e) {
      return failed(defect(e));
    } finally {
      stands = false;
      connection = Optional.empty();
    }
  }

  private Failure failed(Failure failure) {
    openGap(failure);
    if (failure.isTry()) {
      failures.incrementAndGet();
    }
    return failure;
  }

  /** What another recorder wrote a moment ago may go on with the first connection. */
  private Optional<SuspendedRun> dormant(RunTail end) {
    Run run;
    try {
      run = Run.dormant(context(), end);
    } catch (StorageFailure | IllegalArgumentException e) {
      LOG.log(
          Level.WARNING,
          "{0}: its last file cannot be continued: {1}",
          settings.name(),
          e.toString());
      return Optional.empty();
    }
    GapCause cause =
        gaps.gap().flatMap(note -> GapCause.of(note.cause())).orElse(GapCause.RECORDER_STOPPED);
    return Optional.of(new SuspendedRun(run, cause, "", time.nanos()));
  }

  private RunContext context() {
    return new RunContext(
        settings,
        surroundings,
        Optional.empty(),
        inbox,
        this::progressed,
        this::sealing,
        this::heard,
        random);
  }

  private Session session(PacketSource source) {
    Optional<SuspendedRun> before = suspended;
    suspended = Optional.empty();
    return desk.isPresent()
        ? new Monitor(context(), source, desk.get(), gaps, before, this::listening, this::conclude)
        : new Recorder(context(), source, gaps.gap(), gaps.tries(), before);
  }

  private Failure record(PacketSource source) {
    LOG.log(Level.INFO, "{0}: connected to {1}", settings.name(), source.station().address());
    Session session = session(source);
    Failure failure = recordUntilItEnds(session);
    try {
      suspended = session.leave(failure.cause(), failure.detail(), mayGoOn(failure));
    } catch (StorageFailure e) {
      failure = Failure.of(e);
    } catch (RuntimeException e) {
      failure = defect(e);
      abandon(session, failure.detail());
    }
    stands = false;
    refuseRequests();
    afterRecording(session, failure);
    return failure;
  }

  private Failure recordUntilItEnds(Session session) {
    try {
      session.record();
      return stopping
          ? stopped()
          : Failure.of(GapCause.CLOSED_BY_STATION, "the station ended the stream");
    } catch (IOException e) {
      return stopping ? stopped() : Failure.of(e);
    } catch (RuntimeException e) {
      return defect(e);
    }
  }

  private boolean mayGoOn(Failure failure) {
    return settings.rejoin() && !stopping && failure.leavesHope();
  }

  /** Ends what will not go on; that its end is told does not make the source a recording one. */
  private void endSuspended() {
    if (suspended.isEmpty()) {
      return;
    }
    SuspendedRun ending = suspended.get();
    suspended = Optional.empty();
    RecordingState stateBefore = state;
    int failuresBefore = failures.get();
    try {
      gaps.remember(ending.end());
    } catch (StorageFailure e) {
      LOG.log(Level.ERROR, "{0}: {1}", settings.name(), e.getMessage());
      gaps.remember(ending.gapAfter(ending.cause()));
    } catch (RuntimeException e) {
      var _ = defect(e);
      gaps.remember(ending.gapAfter(ending.cause()));
    } finally {
      state = stateBefore;
      failures.set(failuresBefore);
    }
  }

  private void abandon(Session session, String detail) {
    try {
      session.abandon(detail);
    } catch (StorageFailure | RuntimeException e) {
      LOG.log(Level.ERROR, "{0}: {1}", settings.name(), e.toString());
    }
  }

  /** A mistake in this program must cost no more than the connection on which it showed. */
  private Failure defect(RuntimeException e) {
    LOG.log(Level.ERROR, settings.name() + ": a defect in this program", e);
    return Failure.defect(e);
  }

  private Failure stopped() {
    return Failure.of(stopCause, "");
  }

  private void afterRecording(Session session, Failure failure) {
    gaps.remember(session.gap());
    if (session.worth().isZero()) {
      var _ = failed(failure);
      return;
    }
    gaps.succeeded();
    failures.set(1);
    if (session.worth().compareTo(HEALTHY) >= 0) {
      backoff.reset();
    }
    openGap(failure);
  }

  /** What nobody wants is not missing, nor what may still go on. */
  private void openGap(Failure failure) {
    if (!stopping && isWanted() && suspended.isEmpty()) {
      gaps.open(wantedSince(), failure);
    }
  }

  private void pause(Failure failure) throws InterruptedException {
    Duration pause = failure.pause(backoff);
    Instant retryAt = time.now().plus(pause);
    state =
        failure.hopeless()
            ? new RecordingState.Faulted(failure.detail(), Optional.of(retryAt))
            : new RecordingState.Waiting(retryAt, failure.detail());
    tellWaiting(failure, pause);
    boolean stopped = stopsWithin(pause);
    LOG.log(
        Level.DEBUG,
        "{0}: {1}",
        settings.name(),
        stopped ? "stopped while waiting" : "trying again");
  }

  /** What is only waited for is told once. */
  private void tellWaiting(Failure failure, Duration pause) {
    if (!failure.isTry() && failure.detail().equals(toldWaiting)) {
      return;
    }
    toldWaiting = failure.detail();
    LOG.log(
        Level.WARNING,
        failure.isTry() ? "{0}: {1}; failure {2} in a row, trying again in {3} s" : "{0}: {1}",
        settings.name(),
        failure.detail(),
        failures.get(),
        String.format(Locale.ROOT, "%.1f", pause.toMillis() / 1000.0));
  }

  /** Waits, or until there is something to do; a run that has no hope left meanwhile is ended. */
  private boolean stopsWithin(Duration pause) throws InterruptedException {
    Duration left = pause;
    if (suspended.isPresent()) {
      Duration hope = suspended.get().left(time.nanos());
      if (hope.compareTo(pause) < 0) {
        boolean stopped = hope.isPositive() && await(hope);
        endSuspended();
        if (stopped) {
          return true;
        }
        left = pause.minus(hope.isPositive() ? hope : Duration.ZERO);
      }
    }
    return await(left);
  }

  private boolean await(Duration duration) throws InterruptedException {
    if (!stopping) {
      bell.await(time.realWait(duration));
    }
    return stopping || take().filter(it -> it.end().isPresent()).isPresent();
  }

  private void progressed(Optional<Progress> now) {
    progress = now;
    now.ifPresent(
        it -> {
          failures.set(0);
          state = new RecordingState.Recording(it.runStart());
          toldWaiting = "";
          take().ifPresent(begun -> begun.stored(it.runStart(), it.file()));
        });
  }

  private boolean givesUp() {
    return settings.retry().most().isPresent()
        && failures.get() >= settings.retry().most().getAsInt();
  }

  private void refuseRequests() {
    inbox.refuse("The recording of " + settings.name() + " ended");
  }
}
