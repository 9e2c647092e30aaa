package dev.sonolog.capture;

import java.time.Duration;
import java.time.Instant;

/**
 * The two clocks that a recorder lives by, which must never be mixed: the wall clock names what was
 * recorded, the monotonic clock measures how long things took. Injected, so that tests can run
 * through a night in seconds.
 */
public interface TimeSource {
  /** The computer's clocks. */
  static TimeSource system() {
    return new SystemTime();
  }

  /** The wall clock. It may jump. */
  Instant now();

  /** The monotonic clock in nanoseconds from an arbitrary origin. It never jumps. */
  long nanos();

  /** The real time that a wait of {@code duration} on these clocks takes. */
  default Duration realWait(Duration duration) {
    return duration;
  }
}
