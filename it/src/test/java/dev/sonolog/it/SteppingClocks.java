package dev.sonolog.it;

import dev.sonolog.capture.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Clocks that go on when the source's own script says so; pauses between tries take no time. */
final class SteppingClocks implements TimeSource {
  private final Instant origin;
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicLong slept = new AtomicLong();

  SteppingClocks(Instant origin) {
    this.origin = origin;
  }

  @Override
  public Instant now() {
    return origin.plusNanos(nanos() + slept.get());
  }

  @Override
  public long nanos() {
    return nanos.get();
  }

  @Override
  public Duration realWait(Duration duration) {
    return Duration.ofMillis(10);
  }

  /** The machine sleeps: its monotonic clock stands still. */
  void sleep(Duration duration) {
    slept.addAndGet(duration.toNanos());
  }

  void advance(Duration step) {
    nanos.addAndGet(step.toNanos());
  }
}
