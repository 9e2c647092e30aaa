package dev.sonolog.libretime;

import java.time.Instant;

/**
 * The two clocks that what is watched is measured by. The wall clock may jump; nothing is timed by
 * it.
 */
public interface WatchTime {
  /** The computer's. */
  WatchTime SYSTEM =
      new WatchTime() {
        @Override
        public Instant now() {
          return Instant.now();
        }

        @Override
        public long nanos() {
          return System.nanoTime();
        }
      };

  /** The wall clock. */
  Instant now();

  /** The monotonic clock, in nanoseconds from anywhere. */
  long nanos();
}
