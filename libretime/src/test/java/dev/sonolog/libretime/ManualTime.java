package dev.sonolog.libretime;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Clocks that a test moves. Any thread. */
final class ManualTime implements WatchTime {
  private static final long ORIGIN = -1_000_000_000L; // a monotonic clock may be negative

  private final Instant begun;
  private final AtomicLong passed = new AtomicLong();

  ManualTime(Instant begun) {
    this.begun = begun;
  }

  void advance(Duration by) {
    long _ = passed.addAndGet(by.toNanos());
  }

  @Override
  public Instant now() {
    return begun.plusNanos(passed.get());
  }

  @Override
  public long nanos() {
    return ORIGIN + passed.get();
  }
}
