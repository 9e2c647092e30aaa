package dev.sonolog.recording;

import java.time.Duration;
import java.util.Optional;

/**
 * What is kept of what a person records.
 *
 * @param shortest takes with less audio than this go to the trash; none for all are kept
 * @param longest a take ends by itself when it is so long; none for only when somebody says so
 * @param preRoll how much of what came before the press belongs to a take
 */
public record TakeSettings(
    Optional<Duration> shortest, Optional<Duration> longest, Duration preRoll) {
  public TakeSettings {
    if (preRoll.isNegative()) {
      throw new IllegalArgumentException("Pre-roll " + preRoll + " is negative");
    }
  }
}
