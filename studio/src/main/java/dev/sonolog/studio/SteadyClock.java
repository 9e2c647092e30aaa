package dev.sonolog.studio;

import dev.sonolog.capture.TimeSource;
import java.time.Duration;
import java.time.Instant;

/**
 * The wall clock as it would be if nobody had set it since the program started: for what is written
 * as an instant and must not end early or late when the computer's clock is put right. Any thread.
 */
final class SteadyClock {
  private final TimeSource time;
  private final Instant start;
  private final long startNanos;

  SteadyClock(TimeSource time) {
    this.time = time;
    this.start = time.now();
    this.startNanos = time.nanos();
  }

  Instant now() {
    return start.plus(Duration.ofNanos(time.nanos() - startNanos));
  }
}
