package dev.sonolog.archive;

import java.time.Duration;
import java.time.Instant;

/**
 * A half-open span of time.
 *
 * @param from the first instant in it
 * @param to the first instant behind it; later than {@code from}
 */
public record TimeSpan(Instant from, Instant to) {
  /**
   * @throws IllegalArgumentException if it is empty
   */
  public TimeSpan {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("A span ends behind its beginning, not at " + to);
    }
  }

  /** How long it is. */
  public Duration length() {
    return Duration.between(from, to);
  }
}
