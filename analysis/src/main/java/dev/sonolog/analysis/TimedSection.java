package dev.sonolog.analysis;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;

/**
 * A loud section on a source's timeline.
 *
 * @param from when it began on air
 * @param to when it ended
 * @param score as {@link dev.sonolog.measure.Section#score}; of one that crosses files the highest
 * @param noise as {@link dev.sonolog.measure.Section#noise}
 * @param peak its highest sample in dB of full scale, to a tenth, where it was asked for
 */
public record TimedSection(
    Instant from, Instant to, double score, double noise, OptionalDouble peak) {
  /** How long it lasts. */
  public Duration length() {
    return Duration.between(from, to);
  }
}
