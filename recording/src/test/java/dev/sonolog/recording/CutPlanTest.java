package dev.sonolog.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.recording.CutPlan.Decision;
import dev.sonolog.recording.CutPlan.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CutPlanTest {
  private static final Instant TEN = Instant.parse("2026-05-23T10:00:00Z");
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final CutPlan HOURLY =
      new CutPlan(
          Optional.of(new ClockGrid(Duration.ofHours(1), ZoneOffset.UTC)),
          Optional.empty(),
          Optional.empty());

  @Test
  void cutsBeforeTheFirstPacketAtOrAfterTheHour() {
    assertThat(HOURLY.decide(TEN.minusMillis(50), TEN.minusMillis(24), SHORT, 0, Optional.empty()))
        .isEqualTo(new Decision.Continue());
    assertThat(HOURLY.decide(TEN.minusMillis(24), TEN.plusMillis(2), SHORT, 0, Optional.empty()))
        .isEqualTo(new Decision.Cut(Reason.CLOCK));
    assertThat(HOURLY.decide(TEN.minusMillis(26), TEN, SHORT, 0, Optional.empty()))
        .isEqualTo(new Decision.Cut(Reason.CLOCK));
  }

  @Test
  void doesNotCutTwiceAtTheSameHour() {
    assertThat(HOURLY.decide(TEN, TEN.plusMillis(26), SHORT, 0, Optional.empty()))
        .isEqualTo(new Decision.Continue());
  }

  @Test
  void aClockThatWasSetForwardAcrossTheHourCuts() {
    assertThat(
            HOURLY.decide(TEN.plusSeconds(1800), TEN.plusSeconds(5400), SHORT, 0, Optional.empty()))
        .isEqualTo(new Decision.Cut(Reason.CLOCK));
  }

  @Test
  void aClockThatWasSetBackDoesNotCut() {
    assertThat(
            HOURLY.decide(
                TEN.plusSeconds(1800), TEN.minusSeconds(1800), SHORT, 0, Optional.empty()))
        .isEqualTo(new Decision.Continue());
  }

  @Test
  void neverGoesBeyondTheLargestFile() {
    CutPlan plan = new CutPlan(Optional.empty(), Optional.empty(), Optional.of(1_000L));
    assertThat(plan.decide(TEN, TEN.plusMillis(26), SHORT, 1_000, Optional.empty()))
        .isEqualTo(new Decision.Continue());
    assertThat(plan.decide(TEN, TEN.plusMillis(26), SHORT, 1_001, Optional.empty()))
        .isEqualTo(new Decision.Cut(Reason.SIZE));
  }

  @Test
  void neverGoesBeyondTheLongestFile() {
    CutPlan plan =
        new CutPlan(Optional.empty(), Optional.of(Duration.ofMinutes(5)), Optional.empty());
    Instant at = TEN.plusSeconds(300);
    assertThat(plan.decide(at.minusMillis(26), at, Duration.ofMinutes(5), 0, Optional.empty()))
        .isEqualTo(new Decision.Continue());
    assertThat(
            plan.decide(
                at.minusMillis(26), at, Duration.ofMinutes(5).plusMillis(1), 0, Optional.empty()))
        .isEqualTo(new Decision.Cut(Reason.LENGTH));
  }

  @Test
  void aRequestIsMetByTheFirstPacketAtOrAfterItsInstant() {
    Instant asked = TEN.plusSeconds(10);
    assertThat(
            HOURLY.decide(
                asked.minusMillis(30), asked.minusMillis(4), SHORT, 0, Optional.of(asked)))
        .isEqualTo(new Decision.Continue());
    assertThat(
            HOURLY.decide(asked.minusMillis(4), asked.plusMillis(22), SHORT, 0, Optional.of(asked)))
        .isEqualTo(new Decision.Cut(Reason.REQUEST));
  }
}
