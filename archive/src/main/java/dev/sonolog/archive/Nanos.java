package dev.sonolog.archive;

import java.time.Duration;
import java.time.Instant;

/**
 * How the catalogue stores an instant: nanoseconds since 1970-01-01T00:00:00Z in 64 bits. That
 * covers 1677-09-21 to 2262-04-11, sorts as a number, loses nothing, and can be added to in SQL.
 */
final class Nanos {
  private static final long PER_SECOND = 1_000_000_000L;
  private static final Duration A_CENTURY = Duration.ofDays(36_525);

  private Nanos() {}

  /**
   * @throws ArithmeticException if the instant cannot be stored
   */
  static long of(Instant instant) {
    long seconds = instant.getEpochSecond();
    boolean negative = seconds < 0 && instant.getNano() > 0;
    return negative
        ? Math.addExact(Math.multiplyExact(seconds + 1, PER_SECOND), instant.getNano() - PER_SECOND)
        : Math.addExact(Math.multiplyExact(seconds, PER_SECOND), instant.getNano());
  }

  /** Whether the catalogue can hold an instant, and what follows for a century. */
  static boolean isStorable(Instant instant) {
    return !instant.isBefore(Instant.EPOCH.minus(A_CENTURY))
        && instant.isBefore(instant(Long.MAX_VALUE).minus(A_CENTURY));
  }

  /** The nearest instant that can be stored: for the ends of a span that was asked for. */
  static long clamped(Instant instant) {
    try {
      return of(instant);
    } catch (ArithmeticException _) {
      return instant.isAfter(Instant.EPOCH) ? Long.MAX_VALUE : Long.MIN_VALUE;
    }
  }

  static Instant instant(long nanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, PER_SECOND), Math.floorMod(nanos, PER_SECOND));
  }
}
