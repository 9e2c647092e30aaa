package dev.sonolog.capture.station;

import dev.sonolog.capture.TimeSource;
import java.time.Duration;
import java.time.Instant;

/**
 * Clocks that run faster than real ones, so that a wait of ten seconds takes half of one.
 *
 * @param factor how many times faster, 1 or more
 * @param origin what the wall clock said when the monotonic one said {@code originNanos}
 * @param originNanos the real monotonic clock when these were made
 */
public record ScaledTime(int factor, Instant origin, long originNanos) implements TimeSource {
  /** Clocks that start now. */
  public static ScaledTime by(int factor) {
    return new ScaledTime(factor, Instant.parse("2026-03-29T00:00:00Z"), System.nanoTime());
  }

  @Override
  public Instant now() {
    return origin.plusNanos(nanos());
  }

  @Override
  public long nanos() {
    return (System.nanoTime() - originNanos) * factor;
  }

  @Override
  public Duration realWait(Duration duration) {
    return duration.dividedBy(factor);
  }
}
