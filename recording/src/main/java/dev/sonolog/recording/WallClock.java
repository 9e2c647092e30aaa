package dev.sonolog.recording;

import dev.sonolog.capture.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Says which instant of the wall clock one of the monotonic clock is, to the last bit the same to
 * all who ask: sources that hear the same samples are cut at the same sample. It learns how the
 * clocks differ {@value #PERIODS_PER_SECOND} times a second, from whoever asks first, and within
 * such a period only anew when somebody set the wall clock or the machine slept. One for all
 * sources; any thread.
 */
final class WallClock {
  private static final int PERIODS_PER_SECOND = 10;
  private static final long PERIOD = Duration.ofSeconds(1).toNanos() / PERIODS_PER_SECOND;

  /** As many as the samples may wait that several sources take from one card, and more. */
  private static final int KEPT = 30 * PERIODS_PER_SECOND;

  /** A smaller step of the wall clock is followed with the next period. */
  private static final long STEP = Duration.ofMillis(100).toNanos();

  /** Two readings of clocks that are no further apart count as one. */
  private static final long AT_ONCE = Duration.ofMillis(1).toNanos();

  /** How often the clocks are read at most. */
  private static final int READINGS = 5;

  private final TimeSource time;
  private final AtomicReferenceArray<@Nullable Period> periods = new AtomicReferenceArray<>(KEPT);

  /** Both clocks at once. */
  record Reading(Instant now, long nanos) {
    /** What the wall clock says at another moment, unless somebody sets it. */
    Instant at(long otherNanos) {
      return now.plusNanos(otherNanos - nanos);
    }
  }

  private record Period(long number, Reading reading) {}

  WallClock(TimeSource time) {
    this.time = time;
  }

  /** The instant of a moment of the monotonic clock. */
  Instant at(long nanos) {
    return reading(Math.floorDiv(nanos, PERIOD)).at(nanos);
  }

  private Reading reading(long number) {
    Reading now = read();
    int place = (int) Math.floorMod(number, (long) KEPT);
    Period known = periods.get(place);
    while (known == null || known.number < number || isOutdated(known, now)) {
      Period fresh = new Period(number, now);
      if (periods.compareAndSet(place, known, fresh)) {
        return now;
      }
      known = periods.get(place);
    }
    return known.number == number ? known.reading : now;
  }

  private static boolean isOutdated(Period known, Reading now) {
    Duration step = Duration.between(known.reading.at(now.nanos), now.now);
    return step.abs().toNanos() > STEP;
  }

  /**
   * The two clocks cannot be read at once. A thread that lost the processor in between reads them
   * again, or its pause would be taken for a step of one of them.
   */
  Reading read() {
    long before = time.nanos();
    Instant now = time.now();
    long took = time.nanos() - before;
    for (int i = 1; i < READINGS && took > AT_ONCE; i++) {
      before = time.nanos();
      now = time.now();
      took = time.nanos() - before;
    }
    return new Reading(now, before + took / 2);
  }
}
