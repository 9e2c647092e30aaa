package dev.sonolog.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final List<Integer> SECONDS = List.of(1, 2, 5, 10, 30, 60, 60, 60);

  @Test
  void pausesGrowUpToAMinuteAndAreNeverQuiteTheSame() {
    Backoff backoff = backoff(Optional.empty());
    for (int seconds : SECONDS) {
      assertThat(backoff.next().toMillis()).isBetween(seconds * 800L, seconds * 1_200L);
    }
    assertThat(backoff.next()).isNotEqualTo(backoff.next());
  }

  @Test
  void aSourceThatWorkedBeginsAnew() {
    Backoff backoff = backoff(Optional.empty());
    SECONDS.forEach(_ -> backoff.next());
    backoff.reset();
    assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofMillis(1_200));
  }

  @Test
  void aFixedPauseIsKept() {
    Backoff backoff = backoff(Optional.of(Duration.ofSeconds(7)));
    SECONDS.forEach(_ -> assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(7)));
    assertThat(backoff.longest()).isEqualTo(Duration.ofSeconds(7));
  }

  private static Backoff backoff(Optional<Duration> pause) {
    return new Backoff(new RetrySettings(OptionalInt.empty(), pause), new Random(1));
  }
}
