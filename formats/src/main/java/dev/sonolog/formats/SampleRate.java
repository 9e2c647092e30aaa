package dev.sonolog.formats;

import java.time.Duration;

/**
 * Samples per second and channel, and the only place where counts of samples become durations and
 * back.
 *
 * @param hertz 1 to {@value #MAX_HERTZ}
 */
public record SampleRate(int hertz) {
  /** The highest rate that any supported container can name. */
  public static final int MAX_HERTZ = 768_000;

  private static final long NANOS = 1_000_000_000L;

  public SampleRate {
    if (hertz < 1 || hertz > MAX_HERTZ) {
      throw new IllegalArgumentException("Sample rate " + hertz + " Hz is outside 1.." + MAX_HERTZ);
    }
  }

  /**
   * The duration of {@code samples} samples per channel, rounded to the nearest nanosecond;
   * negative counts give negative durations.
   */
  public Duration duration(long samples) {
    long seconds = Math.floorDiv(samples, hertz);
    long rest = Math.floorMod(samples, (long) hertz);
    return Duration.ofSeconds(seconds, (rest * NANOS + hertz / 2) / hertz);
  }

  /** The number of samples per channel in {@code duration}, rounded to the nearest sample. */
  public long samples(Duration duration) {
    return Math.addExact(
        Math.multiplyExact(duration.getSeconds(), (long) hertz),
        (duration.getNano() * (long) hertz + NANOS / 2) / NANOS);
  }

  @Override
  public String toString() {
    return hertz + " Hz";
  }
}
