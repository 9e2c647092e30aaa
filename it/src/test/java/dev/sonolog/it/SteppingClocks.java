package dev.sonolog.it;

import dev.sonolog.capture.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Clocks that go on when the source's own script says so; pauses between tries take no time. */
final class SteppingClocks implements TimeSource {
  private final Instant origin;
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicLong wallOnly = new AtomicLong();

  SteppingClocks(Instant origin) {
    this.origin = origin;
  }

  @Override
  public Instant now() {
    return origin.plusNanos(nanos() + wallOnly.get());
  }

  @Override
  public long nanos() {
    return nanos.get();
  }

  @Override
  public Duration realWait(Duration duration) {
    return Duration.ofMillis(10);
  }

  /** Somebody sets the wall clock, by so much. */
  void set(Duration step) {
    wallOnly.addAndGet(step.toNanos());
  }

  /** The machine sleeps: its monotonic clock stands still. */
  void sleep(Duration duration) {
    wallOnly.addAndGet(duration.toNanos());
  }

  void advance(Duration step) {
    nanos.addAndGet(step.toNanos());
  }
}
