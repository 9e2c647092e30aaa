package dev.sonolog.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.capture.TimeSource;
import dev.sonolog.formats.SampleRate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A station that sends a second of audio each second, until it does something else. */
class RunTimelineTest {
  private static final int RATE = 48_000;
  private static final Instant BEGUN = Instant.parse("2026-10-25T00:00:00Z");

  private final StandingTime time = new StandingTime();
  private final RunTimeline timeline = new RunTimeline(new SampleRate(RATE), new WallClock(time));
  private long samples;

  /** Clocks that a test moves. */
  private static final class StandingTime implements TimeSource {
    private long nanos;
    private Duration pauseAfterNow = Duration.ZERO;

    @Override
    public Instant now() {
      Instant now = BEGUN.plusNanos(nanos);
      pass(pauseAfterNow);
      pauseAfterNow = Duration.ZERO;
      return now;
    }

    @Override
    public long nanos() {
      return nanos;
    }

    void pass(Duration duration) {
      nanos += duration.toNanos();
    }
  }

  private void hear(int seconds) {
    for (int i = 0; i < seconds; i++) {
      time.pass(Duration.ofSeconds(1));
      samples += RATE;
      timeline.observe(samples, time.nanos());
    }
  }

  @Test
  void aStartThatProvesToBeEarlierIsCorrectedOnce() {
    time.pass(Duration.ofSeconds(2));
    hear(1);
    timeline.tellUnlessSettling(0, 0);
    assertThat(timeline.at(0)).isEqualTo(BEGUN.plusSeconds(2));
    samples += 2 * RATE;
    hear(1);
    assertThat(timeline.difference()).isEqualTo(Optional.of(Duration.ofSeconds(-2)));
    assertThat(timeline.difference()).isEmpty();
  }

  @Test
  void aPauseBetweenTheReadingsOfTheClocksIsNoStep() {
    hear(1);
    time.pauseAfterNow = Duration.ofSeconds(1);
    assertThat(timeline.at(0)).isEqualTo(BEGUN);
  }

  @Test
  void aPauseOfTheStationIsToldOnceAndMakesWhatFollowsLate() {
    hear(20);
    timeline.tellUnlessSettling(0, 0);
    time.pass(Duration.ofSeconds(5));
    List<Duration> differences = new ArrayList<>();
    for (int second = 0; second < 60; second++) {
      hear(1);
      timeline.difference().ifPresent(differences::add);
    }
    assertThat(differences).containsExactly(Duration.ofSeconds(5));
    assertThat(timeline.at(samples)).isEqualTo(time.now());
  }

  @Test
  void aRunSettlesWithinMinutes() {
    assertThat(timeline.isSettling(60L * RATE)).isTrue();
    assertThat(timeline.isSettling(600L * RATE)).isFalse();
  }
}
