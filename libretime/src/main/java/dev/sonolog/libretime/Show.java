package dev.sonolog.libretime;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * A show that stands in LibreTime's calendar, once. Names are as people wrote them, in whatever
 * script.
 *
 * @param instance which one of the calendar's; the identity
 * @param show what it is an instance of; 0 where that was not said
 * @param name may be empty
 * @param ends after {@code starts}
 * @param marked whether LibreTime's own, long gone recorder would have recorded it
 */
public record Show(
    long instance,
    long show,
    String name,
    String description,
    Instant starts,
    Instant ends,
    boolean marked) {
  public Show {
    Objects.requireNonNull(name);
    Objects.requireNonNull(description);
    Objects.requireNonNull(starts);
    Objects.requireNonNull(ends);
  }

  /** How long it is planned to be. */
  public Duration length() {
    return Duration.between(starts, ends);
  }

  /** Whether it is planned to be on air then. */
  public boolean isOnAirAt(Instant at) {
    return !at.isBefore(starts) && at.isBefore(ends);
  }

  boolean overlaps(Show other) {
    return starts.isBefore(other.ends) && other.starts.isBefore(ends);
  }
}
