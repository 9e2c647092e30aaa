package dev.sonolog.analysis;

import java.time.Duration;
import java.time.Instant;

/**
 * A loud section on a source's timeline.
 *
 * @param from when it began on air
 * @param to when it ended
 * @param score as {@link dev.sonolog.measure.Section#score}; of one that crosses files the highest
 */
public record TimedSection(Instant from, Instant to, double score) {
  /** How long it lasts. */
  public Duration length() {
    return Duration.between(from, to);
  }
}
