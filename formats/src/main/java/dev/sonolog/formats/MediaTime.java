package dev.sonolog.formats;

import java.time.Duration;

/**
 * A position on the media timeline of one run: counted in samples from the run's first sample,
 * never in wall-clock time.
 *
 * @param samples samples per channel since the start of the run, 0 or more
 * @param rate the run's sample rate
 */
public record MediaTime(long samples, SampleRate rate) implements Comparable<MediaTime> {
  public MediaTime {
    if (samples < 0) {
      throw new IllegalArgumentException("Media time " + samples + " is negative");
    }
  }

  /** The start of a run. */
  public static MediaTime zero(SampleRate rate) {
    return new MediaTime(0, rate);
  }

  /** This position moved on by {@code more} samples. */
  public MediaTime plus(long more) {
    return new MediaTime(Math.addExact(samples, more), rate);
  }

  /** The time that has passed since the start of the run. */
  public Duration sinceStart() {
    return rate.duration(samples);
  }

  /**
   * @throws IllegalArgumentException if the other position belongs to another rate, and so to
   *     another run
   */
  @Override
  public int compareTo(MediaTime other) {
    if (!rate.equals(other.rate)) {
      throw new IllegalArgumentException(
          "Media times of different rates: " + rate + ", " + other.rate);
    }
    return Long.compare(samples, other.samples);
  }
}
