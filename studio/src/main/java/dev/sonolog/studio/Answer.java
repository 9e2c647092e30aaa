package dev.sonolog.studio;

import java.time.Instant;
import java.util.Optional;

/** What whoever commands is told. */
public sealed interface Answer {
  /**
   * It was taken on.
   *
   * @param isDone whether what was asked for has come about; else it goes on by itself
   * @param requestedAt when it was asked for
   * @param at the instant that came of it
   * @param take that it was about, as it is now
   * @param message for a person
   */
  record Told(
      boolean isDone,
      Instant requestedAt,
      Optional<Instant> at,
      Optional<Take> take,
      String message)
      implements Answer {}

  /**
   * Nothing was done: somebody else is in control, or it does not fit how things are.
   *
   * @param why for a person
   * @param lease of whoever is in control
   */
  record Conflict(String why, Optional<Lease> lease) implements Answer {}

  /**
   * Nothing was done, for there is no such thing.
   *
   * @param why for a person
   */
  record Unknown(String why) implements Answer {}
}
