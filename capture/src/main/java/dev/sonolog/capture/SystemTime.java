package dev.sonolog.capture;

import java.time.Instant;

/** The computer's own clocks. */
final class SystemTime implements TimeSource {
  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }
}
