package dev.sonolog.it;

import dev.sonolog.capture.TimeSource;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Clocks that stand still while anybody works, and go on when the test says so: a night takes as
 * long as its work, and every arrival has its exact time, however busy the computer is. For one
 * source; whoever waits on these clocks says so by asking how long that would take.
 */
final class SteppedTime implements TimeSource {
  /** A source that gathers data does not wait longer than this; all else is a time-out. */
  private static final Duration GATHERING = Duration.ofMillis(450);

  private static final Duration NEVER = Duration.ofSeconds(60);

  private final Instant origin;
  private final AtomicLong nanos = new AtomicLong();
  private final Semaphore gathering = new Semaphore(0);
  private final Semaphore waiting = new Semaphore(0);

  /** Clocks that begin at this instant. */
  SteppedTime(Instant origin) {
    this.origin = origin;
  }

  @Override
  public Instant now() {
    return origin.plusNanos(nanos());
  }

  @Override
  public long nanos() {
    return nanos.get();
  }

  @Override
  public Duration realWait(Duration duration) {
    waiting.release();
    if (duration.compareTo(GATHERING) > 0) {
      return NEVER;
    }
    gathering.release();
    return Duration.ZERO;
  }

  void advance(Duration step) {
    nanos.addAndGet(step.toNanos());
  }

  /** Something that the source is given to read. */
  interface Gift {
    void give() throws IOException;
  }

  /** Gives a new source something and returns when it waits for more. */
  void untilItWaits(Gift gift) throws IOException, InterruptedException {
    until(waiting, gift);
  }

  /** Gives a source that gathers data something and returns when it gathers more. */
  void untilItGathers(Gift gift) throws IOException, InterruptedException {
    until(gathering, gift);
  }

  private static void until(Semaphore signal, Gift gift) throws IOException, InterruptedException {
    signal.drainPermits();
    gift.give();
    if (!signal.tryAcquire(NEVER.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("The source did not come back for more");
    }
  }
}
