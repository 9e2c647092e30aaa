package dev.sonolog.studio;

import dev.sonolog.capture.TimeSource;
import java.time.Duration;
import java.time.Instant;

/** Clocks that a test drives; the wall clock may be set apart from the monotonic one. */
final class StepTime implements TimeSource {
  static final Instant BEGIN = Instant.parse("2026-05-23T20:00:00Z");

  private Instant wall = BEGIN;
  private long nanos = 5_000_000_000L;

  @Override
  public synchronized Instant now() {
    return wall;
  }

  @Override
  public synchronized long nanos() {
    return nanos;
  }

  synchronized void pass(Duration duration) {
    wall = wall.plus(duration);
    nanos += duration.toNanos();
  }

  void pass(long seconds) {
    pass(Duration.ofSeconds(seconds));
  }

  /** Somebody sets the computer's clock. */
  synchronized void set(Instant instant) {
    wall = instant;
  }
}
