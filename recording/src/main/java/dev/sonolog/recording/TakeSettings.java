package dev.sonolog.recording;

import java.time.Duration;
import java.util.Optional;

/**
 * What is kept of what a person records.
 *
 * @param shortest takes with less audio than this go to the trash; none for all are kept
 * @param longest a take ends by itself when it is so long; none for only when somebody says so
 * @param preRoll how much of what came before the press belongs to a take
 * @param reach how long ago something may have begun that is to be recorded only now
 */
public record TakeSettings(
    Optional<Duration> shortest, Optional<Duration> longest, Duration preRoll, Duration reach) {
  /** Of takes that begin when somebody presses. */
  public TakeSettings(Optional<Duration> shortest, Optional<Duration> longest, Duration preRoll) {
    this(shortest, longest, preRoll, Duration.ZERO);
  }

  public TakeSettings {
    if (preRoll.isNegative()) {
      throw new IllegalArgumentException("Pre-roll " + preRoll + " is negative");
    }
  }
}
