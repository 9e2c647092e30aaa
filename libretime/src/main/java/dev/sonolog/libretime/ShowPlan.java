package dev.sonolog.libretime;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Knows the shows of the week ahead, also while LibreTime is down and after a restart. One thread
 * reads the plan from time to time, a station that takes long for it more seldom, and in between
 * looks every few seconds at what is on air. What changed is told; what was known stays known when
 * nothing can be read.
 */
public final class ShowPlan implements AutoCloseable {
  private static final Logger LOG = System.getLogger(ShowPlan.class.getName());

  /** Between two quick looks. */
  static final Duration QUICK = Duration.ofSeconds(5);

  /** Between two whole readings, at least. */
  static final Duration WHOLE = Duration.ofSeconds(30);

  /** The longest pause when nothing is answered. */
  static final Duration LONGEST = Duration.ofMinutes(1);

  /** Reading the plan takes at most this part of the station's time. */
  private static final int SHARE = 20;

  /** So often it is noted that the plan was confirmed, though it is the same. */
  private static final Duration CONFIRMED = Duration.ofMinutes(5);

  private final PlanReader reader;
  private final PlanFile file;
  private final WatchTime time;
  private final List<BiConsumer<Plan, List<PlanChange>>> listeners = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Plan plan;
  private volatile Optional<Failure> failure = Optional.empty();
  private Plan written; // this and what follows: the thread's own
  private int failures;
  private long wholeDue;
  private boolean quickWorks = true;

  /**
   * A plan that is looked after by {@link #begin}. The client stays the caller's.
   *
   * @param file where it is kept; is read now
   */
  public ShowPlan(LibretimeClient client, Path file, WatchTime time) {
    this.reader = new PlanReader(client, time::now);
    this.file = new PlanFile(file);
    this.time = time;
    this.plan = this.file.read();
    this.written = plan;
    this.wholeDue = time.nanos();
  }

  /** Begins to read. */
  public void begin() {
    Thread.ofPlatform().daemon().name("libretime plan").start(this::run);
  }

  private void run() {
    try {
      Duration pause;
      do {
        pause = step();
      } while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Reads once, and says after what pause to read again. */
  Duration step() throws InterruptedException {
    boolean whole = time.nanos() - wholeDue >= 0;
    try {
      take(whole ? whole() : reader.live());
      failed(Optional.empty());
      return quickWorks ? QUICK : untilWhole();
    } catch (LibretimeException e) {
      if (!whole && e.failure().isAbsence()) {
        quickWorks = false;
        return untilWhole();
      }
      failed(Optional.of(e.failure()));
      return pause();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "LibreTime''s plan is not read for a while", e);
      failed(Optional.of(new Failure.Malformed(e.toString())));
      return pause();
    }
  }

  private Duration untilWhole() {
    return Duration.ofNanos(Math.max(0, wholeDue - time.nanos())).plusMillis(1);
  }

  private PlanReading whole() throws LibretimeException, InterruptedException {
    long begun = time.nanos();
    PlanReading reading = reader.read();
    Duration took = Duration.ofNanos(time.nanos() - begun).multipliedBy(SHARE);
    wholeDue = time.nanos() + (took.compareTo(WHOLE) > 0 ? took : WHOLE).toNanos();
    quickWorks = true;
    return reading;
  }

  private void take(PlanReading reading) {
    Plan.Step step = plan.advance(reading);
    plan = step.plan();
    if (!step.changes().isEmpty() || isUnconfirmed(step.plan())) {
      file.write(step.plan());
      written = step.plan();
    }
    if (!step.changes().isEmpty()) {
      listeners.forEach(it -> tell(it, step));
    }
  }

  private boolean isUnconfirmed(Plan fresh) {
    return fresh.read().isPresent()
        && written
            .read()
            .filter(it -> it.at().plus(CONFIRMED).isAfter(fresh.read().get().at()))
            .isEmpty();
  }

  private static void tell(BiConsumer<Plan, List<PlanChange>> listener, Plan.Step step) {
    try {
      listener.accept(step.plan(), step.changes());
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "Somebody could not be told what LibreTime plans", e);
    }
  }

  private void failed(Optional<Failure> why) {
    if (why.isPresent() && failure.isEmpty()) {
      LOG.log(
          Level.WARNING, "The shows are those that were known: LibreTime {0}", why.get().words());
    } else if (why.isEmpty() && failure.isPresent()) {
      LOG.log(Level.INFO, "LibreTime tells its shows again");
    }
    failures = why.isPresent() ? failures + 1 : 0;
    failure = why;
  }

  private Duration pause() {
    Duration pause = QUICK;
    for (int i = 1; i < failures && pause.compareTo(LONGEST) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
  }

  /** What is known now. Never waits; any thread. */
  public Plan plan() {
    return plan;
  }

  /** Why the plan may be outdated, as a sentence; nothing while it is read. */
  public Optional<String> trouble() {
    return failure.map(it -> "LibreTime " + it.words());
  }

  /** Has somebody told what changes, on the plan's own thread. */
  public void listen(BiConsumer<Plan, List<PlanChange>> listener) {
    listeners.add(listener);
  }

  /** Tells somebody no more. */
  public void forget(BiConsumer<Plan, List<PlanChange>> listener) {
    listeners.remove(listener);
  }

  /** Reads no more; returns at once. */
  @Override
  public void close() {
    closing.countDown();
  }
}
