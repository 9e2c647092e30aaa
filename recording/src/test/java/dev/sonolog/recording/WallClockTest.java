package dev.sonolog.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.capture.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The wall clock as several sources see it that hear the same. */
class WallClockTest {
  private static final Instant BEGUN = Instant.parse("2026-10-25T00:00:00Z");
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final RestlessTime time = new RestlessTime();
  private final WallClock clock = new WallClock(time);

  /** Clocks that never tell the same difference twice. */
  private static final class RestlessTime implements TimeSource {
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong wall = new AtomicLong();

    @Override
    public Instant now() {
      return BEGUN.plusNanos(nanos.get() + wall.getAndAdd(37));
    }

    @Override
    public long nanos() {
      return nanos.get();
    }
  }

  @Test
  void whoeverAsksIsToldTheSame() {
    Instant first = clock.at(3 * SECOND + 1);
    for (int i = 0; i < 100; i++) {
      time.nanos.addAndGet(SECOND / 100);
      assertThat(clock.at(3 * SECOND + 1)).isEqualTo(first);
    }
    assertThat(clock.at(3 * SECOND + 2)).isEqualTo(first.plusNanos(1));
  }

  @Test
  void threadsThatAskAtOnceAreToldTheSame() throws InterruptedException {
    for (long round = 0; round < 200; round++) {
      long nanos = round * SECOND;
      time.nanos.set(nanos);
      Set<Instant> told = ConcurrentHashMap.newKeySet();
      CountDownLatch start = new CountDownLatch(1);
      Thread[] askers = new Thread[4];
      for (int i = 0; i < askers.length; i++) {
        askers[i] =
            Thread.ofPlatform()
                .start(
                    () -> {
                      start.countDown();
                      told.add(clock.at(nanos));
                    });
      }
      for (Thread asker : askers) {
        asker.join();
      }
      assertThat(told).hasSize(1);
    }
  }

  @Test
  void aStepOfTheWallClockIsFollowedAtOnce() {
    Instant before = clock.at(5);
    time.wall.addAndGet(Duration.ofHours(1).toNanos());
    Duration step = Duration.between(before, clock.at(5));
    assertThat(step).isCloseTo(Duration.ofHours(1), Duration.ofMillis(1));
    assertThat(clock.at(5)).isEqualTo(clock.at(5));
  }

  @Test
  void aSlowDifferenceIsFollowedWithTheNextPeriod() {
    Instant before = clock.at(0);
    time.wall.addAndGet(Duration.ofMillis(3).toNanos());
    assertThat(clock.at(0)).isEqualTo(before);
    Instant later = clock.at(SECOND);
    assertThat(Duration.between(before.plusSeconds(1), later))
        .isCloseTo(Duration.ofMillis(3), Duration.ofMillis(1));
  }

  @Test
  void whatIsLongPastIsToldByTheClocksOfNow() {
    for (long second = 0; second < 100; second++) {
      time.nanos.set(second * SECOND);
      assertThat(clock.at(second * SECOND)).isAfterOrEqualTo(BEGUN.plusSeconds(second));
    }
    assertThat(Duration.between(BEGUN, clock.at(0)).abs()).isLessThan(Duration.ofMillis(1));
    assertThat(clock.at(99 * SECOND)).isEqualTo(clock.at(99 * SECOND));
  }
}
