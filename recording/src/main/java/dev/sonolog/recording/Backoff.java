package dev.sonolog.recording;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The pause before the next try: growing, with jitter, so that a thousand listeners of a station
 * that fell over do not come back at once. Owned by one supervisor.
 */
final class Backoff {
  private static final List<Integer> SECONDS = List.of(1, 2, 5, 10, 30, 60);
  private static final double JITTER = 0.2;

  private final RetrySettings settings;
  private final RandomGenerator random;
  private int failures;

  Backoff(RetrySettings settings, RandomGenerator random) {
    this.settings = settings;
    this.random = random;
  }

  /** The source worked: the next failure is a first one. */
  void reset() {
    failures = 0;
  }

  /** Counts one more failure in a row and says how long to wait after it. */
  Duration next() {
    int step = Math.min(failures, SECONDS.size() - 1);
    failures++;
    return settings.pause().orElseGet(() -> withJitter(SECONDS.get(step)));
  }

  /** The longest pause that failures alone cause, for what will not get better soon. */
  Duration longest() {
    return settings.pause().orElseGet(() -> withJitter(SECONDS.getLast()));
  }

  private Duration withJitter(int seconds) {
    double factor = 1 + JITTER * (2 * random.nextDouble() - 1);
    return Duration.ofMillis(Math.round(seconds * 1000 * factor));
  }
}
