package dev.sonolog.recording;

import dev.sonolog.archive.Archive;
import dev.sonolog.archive.CatalogueEntry;
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
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Keeps one source recording: connects, hands the connection to a {@link Recorder}, and when that
 * dies, writes down the gap, waits and tries again. It survives every failure of the source. Its
 * loop runs on one thread, a virtual one where it waits for the network; {@link #stop} and {@link
 * #cut} may be called from any.
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
  private final Archive archive;
  private final TimeSource time;
  private final Supplier<Connection> connections;
  private final Backoff backoff;
  private final RandomGenerator random;
  private final CutInbox inbox = new CutInbox();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final CompletableFuture<Void> left = new CompletableFuture<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  private volatile RecordingState state = new RecordingState.Connecting();
  private volatile Optional<Take> take = Optional.empty(); // set and taken away under this lock
  private volatile Optional<Progress> progress = Optional.empty();
  private volatile Optional<Connection> connection = Optional.empty();
  private volatile GapCause stopCause = GapCause.RECORDER_STOPPED;
  private final AtomicInteger failures = new AtomicInteger();
  private volatile long heardNanos;
  private volatile boolean givenUp;
  private CompletableFuture<?> seals = CompletableFuture.completedFuture(null);

  private volatile Optional<GapNote> gap;
  private final Supplier<Optional<RunTail>> tail;
  private Optional<SuspendedRun> suspended = Optional.empty();
  private int tries;
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
    this.archive = surroundings.archive();
    this.time = surroundings.time();
    this.connections = connections;
    this.gap = openGap;
    this.tail = tail;
    this.random = random;
    this.backoff = new Backoff(settings.retry(), random);
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
    synchronized (this) {
      stopping.countDown();
      notifyAll();
    }
    take.ifPresent(Take::breakOff);
    connection.ifPresent(Connection::close);
  }

  /**
   * Begins a take.
   *
   * @return what became of it, as soon as audio is stored
   */
  synchronized CompletableFuture<TakeOutcome> startTake() {
    if (settings.takes().isEmpty()) {
      return refused("is recorded all the time; write mode = manual for takes of it");
    }
    if (isStopping()) {
      return refused("is being stopped");
    }
    if (take.isPresent()) {
      return refused("is being recorded already");
    }
    Take beginning = new Take(settings.takes().get());
    take = Optional.of(beginning);
    notifyAll();
    return beginning.begun();
  }

  /**
   * Ends the take.
   *
   * @return what became of it, when all its files are sealed
   */
  CompletableFuture<TakeOutcome> stopTake() {
    Optional<Take> ending = take;
    if (ending.isEmpty()) {
      return refused(
          settings.takes().isEmpty()
              ? "is recorded all the time; there is no take to end"
              : "is not being recorded");
    }
    endTake(ending.get());
    return ending.get().ended();
  }

  /** Its end is the end of the connection, too. */
  private void endTake(Take ending) {
    ending.end();
    connection.ifPresent(Connection::close);
  }

  private CompletableFuture<TakeOutcome> refused(String why) {
    return CompletableFuture.completedFuture(new TakeOutcome.Refused(settings.name() + " " + why));
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
    return gap;
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
    return state instanceof RecordingState.Recording && quiet.compareTo(QUIET) > 0
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
      if (settings.takes().isPresent()) {
        recordTakes();
      } else {
        run();
      }
      endSuspended();
      state = new RecordingState.Idle();
    } catch (Throwable e) {
      // A defect of ours: this source is lost, the others must not be.
      LOG.log(Level.ERROR, settings.name() + ": stopped by a defect in this program", e);
      state = new RecordingState.Faulted("a defect in this program: " + e, Optional.empty());
    } finally {
      progress = Optional.empty();
      refuseRequests();
      left.complete(null);
      var _ = seals.whenComplete((_, _) -> ended.complete(null));
    }
  }

  // --- takes

  private void recordTakes() throws InterruptedException {
    state = new RecordingState.Idle();
    for (Optional<Take> next = nextTake(); next.isPresent(); next = nextTake()) {
      try {
        run();
        endSuspended();
      } finally {
        concludeTake(next.get());
      }
    }
  }

  /** Waits for somebody who wants one; none when the source is stopped. */
  private synchronized Optional<Take> nextTake() throws InterruptedException {
    while (take.isEmpty() && !isStopping()) {
      wait();
    }
    return isStopping() ? Optional.empty() : take;
  }

  /**
   * The source is free for the next one at once; what becomes of this one shows when it is sealed.
   */
  private void concludeTake(Take ended) {
    synchronized (this) {
      take = Optional.empty();
    }
    tellNobodyWantsIt();
    state = new RecordingState.Idle();
    progress = Optional.empty();
    failures.set(0);
    tries = 0;
    backoff.reset();
    refuseRequests();
    ended
        .begun()
        .complete(new TakeOutcome.Refused(settings.name() + ": the take ended without any audio"));
    sealing(seals.handleAsync((_, _) -> conclude(ended), this::onAThreadOfItsOwn));
  }

  /** What was missing while somebody wanted it is missing no more. */
  private void tellNobodyWantsIt() {
    if (isStopping() || gap.filter(note -> !isBetweenTakes(note)).isEmpty()) {
      return;
    }
    Instant now = time.now();
    archive.catalogue().tell(new CatalogueEntry.GapClosed(settings.name(), now, tries));
    archive
        .catalogue()
        .tell(new CatalogueEntry.GapOpened(settings.name(), now, GapCause.BETWEEN_TAKES, ""));
    gap = Optional.of(new GapNote(now.atOffset(ZoneOffset.UTC), GapCause.BETWEEN_TAKES.word(), 0));
  }

  private boolean conclude(Take sealed) {
    TakeKeeping keeping = new TakeKeeping(settings.name(), archive);
    return sealed.ended().complete(keeping.conclude(sealed));
  }

  /** The catalogue and the disk are read there. */
  private void onAThreadOfItsOwn(Runnable work) {
    Thread.ofPlatform().daemon().name("take of " + settings.name()).start(work);
  }

  // --- attempt by attempt

  private void run() throws InterruptedException {
    Instant begun = time.now();
    suspended = tail.get().flatMap(this::dormant);
    while (!isOver()) {
      Failure failure = attempt(begun);
      if (isOver()) {
        return;
      }
      if (givesUp()) {
        givenUp = true;
        endSuspended();
        state =
            new RecordingState.Faulted(
                "given up after " + failures.get() + " failures in a row: " + failure.detail(),
                Optional.empty());
        LOG.log(Level.ERROR, "{0}: {1}", settings.name(), failure.detail());
        LOG.log(
            Level.ERROR,
            "{0}: given up after {1} failures in a row",
            settings.name(),
            failures.get());
        awaitEnd();
        return;
      }
      pause(failure);
    }
  }

  private Failure attempt(Instant begun) {
    state = new RecordingState.Connecting();
    tries++;
    Connection attempt = connections.get();
    connection = Optional.of(attempt);
    try (attempt) {
      if (isOver()) {
        return stopped();
      }
      return record(attempt.open(), begun);
    } catch (IOException e) {
      return failed(Failure.of(e), begun);
    } catch (RuntimeException e) {
      return failed(defect(e), begun);
    } finally {
      connection = Optional.empty();
    }
  }

  private Failure failed(Failure failure, Instant begun) {
    openGap(begun, failure);
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
        gap.flatMap(note -> GapCause.of(note.cause())).orElse(GapCause.RECORDER_STOPPED);
    return Optional.of(new SuspendedRun(run, cause, "", time.nanos()));
  }

  private RunContext context() {
    return new RunContext(
        settings, surroundings, take, inbox, this::progressed, this::sealing, this::heard, random);
  }

  private Failure record(PacketSource source, Instant begun) {
    LOG.log(Level.INFO, "{0}: connected to {1}", settings.name(), source.station().address());
    heardNanos = time.nanos();
    Recorder recorder = new Recorder(context(), source, gap, tries, suspended);
    suspended = Optional.empty();
    Failure failure = recordUntilItEnds(recorder);
    try {
      suspended = recorder.leave(failure.cause(), failure.detail(), mayGoOn(failure));
    } catch (StorageFailure e) {
      failure = Failure.of(e);
    } catch (RuntimeException e) {
      failure = defect(e);
      abandon(recorder, failure.detail());
    }
    refuseRequests();
    afterRecording(recorder, failure, begun);
    return failure;
  }

  private Failure recordUntilItEnds(Recorder recorder) {
    try {
      recorder.record();
      return isOver()
          ? stopped()
          : Failure.of(GapCause.CLOSED_BY_STATION, "the station ended the stream");
    } catch (IOException e) {
      return isOver() ? stopped() : Failure.of(e);
    } catch (RuntimeException e) {
      return defect(e);
    }
  }

  private boolean mayGoOn(Failure failure) {
    return settings.rejoin() && !isOver() && failure.leavesHope();
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
      gap = ending.end().or(() -> gap);
    } catch (StorageFailure e) {
      LOG.log(Level.ERROR, "{0}: {1}", settings.name(), e.getMessage());
      gap = ending.gapAfter(ending.cause()).or(() -> gap);
    } catch (RuntimeException e) {
      var _ = defect(e);
      gap = ending.gapAfter(ending.cause()).or(() -> gap);
    } finally {
      state = stateBefore;
      failures.set(failuresBefore);
    }
  }

  private void abandon(Recorder recorder, String detail) {
    try {
      recorder.abandon(detail);
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
    return Failure.of(isStopping() ? stopCause : GapCause.BETWEEN_TAKES, "");
  }

  private void afterRecording(Recorder recorder, Failure failure, Instant begun) {
    recorder.gap().ifPresent(known -> gap = Optional.of(known));
    if (recorder.stored().isZero()) {
      var _ = failed(failure, begun);
      return;
    }
    tries = 0;
    failures.set(1);
    if (recorder.stored().compareTo(HEALTHY) >= 0) {
      backoff.reset();
    }
  }

  /**
   * A source that has never recorded is missing since it was started, and one whose audio nobody
   * wanted since somebody does.
   */
  private void openGap(Instant begun, Failure failure) {
    if (isOver()) {
      return;
    }
    if (take.isPresent() && gap.filter(Supervisor::isBetweenTakes).isPresent()) {
      archive.catalogue().tell(new CatalogueEntry.GapClosed(settings.name(), begun, 0));
      gap = Optional.empty();
    }
    if (gap.isEmpty() && suspended.isEmpty()) {
      gap = Optional.of(new GapNote(begun.atOffset(ZoneOffset.UTC), failure.cause().word(), 0));
      archive
          .catalogue()
          .tell(
              new CatalogueEntry.GapOpened(
                  settings.name(), begun, failure.cause(), failure.detail()));
    }
  }

  private static boolean isBetweenTakes(GapNote note) {
    return note.cause().equals(GapCause.BETWEEN_TAKES.word());
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

  /** Waits; a run that has no hope left meanwhile is ended. */
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
    Duration wait = time.realWait(duration);
    return take.isPresent()
        ? take.get().awaitEnd(wait)
        : stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void awaitEnd() throws InterruptedException {
    if (take.isPresent()) {
      take.get().awaitEnd();
    } else {
      stopping.await();
    }
  }

  private void progressed(Optional<Progress> now) {
    progress = now;
    now.ifPresent(
        it -> {
          failures.set(0);
          state = new RecordingState.Recording(it.runStart());
          toldWaiting = "";
          take.ifPresent(
              begun -> begun.begun().complete(new TakeOutcome.Begun(it.runStart(), it.file())));
        });
  }

  private boolean givesUp() {
    return settings.retry().most().isPresent()
        && failures.get() >= settings.retry().most().getAsInt();
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }

  /** Whether what is being recorded now is to end. */
  private boolean isOver() {
    return isStopping() || take.filter(Take::isOver).isPresent();
  }

  private void refuseRequests() {
    inbox.refuse("The recording of " + settings.name() + " ended");
  }
}
