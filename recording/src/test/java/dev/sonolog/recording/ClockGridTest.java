package dev.sonolog.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockGridTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource({
    "60,   2026-05-23T20:17:00Z, 2026-05-23T21:00:00Z",
    "60,   2026-05-23T21:00:00Z, 2026-05-23T22:00:00Z",
    "30,   2026-05-23T20:17:00Z, 2026-05-23T20:30:00Z",
    "7,    2026-05-23T21:55:00Z, 2026-05-23T22:00:00Z",
    "7,    2026-05-23T22:00:00Z, 2026-05-23T22:07:00Z",
    "45,   2026-05-23T21:20:00Z, 2026-05-23T22:00:00Z",
    "90,   2026-05-23T22:00:00Z, 2026-05-23T23:30:00Z",
    "1440, 2026-05-23T22:00:00Z, 2026-05-24T22:00:00Z",
    "0.5,  2026-05-23T20:17:29Z, 2026-05-23T20:17:30Z",
  })
  void stepsCountFromLocalMidnight(double minutes, Instant after, Instant next) {
    assertThat(grid(minutes, BERLIN).next(after)).isEqualTo(next);
  }

  @Test
  void theRepeatedHourHasItsGridTimesTwice() {
    assertThat(from("2026-10-24T23:30:00Z", 60, BERLIN, 4))
        .containsExactly(
            Instant.parse("2026-10-25T00:00:00Z"), // 02:00 summer time
            Instant.parse("2026-10-25T01:00:00Z"), // 02:00 winter time
            Instant.parse("2026-10-25T02:00:00Z"), // 03:00
            Instant.parse("2026-10-25T03:00:00Z"));
  }

  @Test
  void theSkippedHourHasNoGridTimes() {
    assertThat(from("2026-03-29T00:10:00Z", 30, BERLIN, 3))
        .containsExactly(
            Instant.parse("2026-03-29T00:30:00Z"), // 01:30 winter time
            Instant.parse("2026-03-29T01:00:00Z"), // 03:00 summer time
            Instant.parse("2026-03-29T01:30:00Z"));
  }

  @Test
  void aStepThatDoesNotFitTheSkippedHourGoesOnWithLocalTime() {
    assertThat(from("2026-03-29T00:50:00Z", 7, BERLIN, 2))
        .containsExactly(
            Instant.parse("2026-03-29T00:52:00Z"), // 01:52
            Instant.parse("2026-03-29T00:59:00Z")); // 01:59
    assertThat(grid(7, BERLIN).next(Instant.parse("2026-03-29T00:59:00Z")))
        .isEqualTo(Instant.parse("2026-03-29T01:02:00Z")); // 03:02
  }

  @Test
  void aSkippedMidnightIsStillTheStartOfTheDay() {
    // In Santiago the clock goes from 24:00 straight to 01:00 in September.
    ZoneId santiago = ZoneId.of("America/Santiago");
    assertThat(grid(1440, santiago).next(Instant.parse("2026-09-05T12:00:00Z")))
        .isEqualTo(Instant.parse("2026-09-06T04:00:00Z"));
  }

  @Test
  void halfHourZonesKeepTheirOwnHours() {
    assertThat(grid(60, ZoneId.of("Asia/Kolkata")).next(Instant.parse("2026-05-23T10:00:00Z")))
        .isEqualTo(Instant.parse("2026-05-23T10:30:00Z"));
  }

  @Test
  void everyGridInstantOfAYearIsAMultipleOfTheStepInLocalTime() {
    ClockGrid grid = grid(45, BERLIN);
    Instant at = Instant.parse("2025-12-31T23:00:00Z");
    Instant end = Instant.parse("2026-12-31T23:00:00Z");
    while (at.isBefore(end)) {
      Instant next = grid.next(at);
      assertThat(next).isAfter(at);
      assertThat(next.atZone(BERLIN).toLocalTime().toSecondOfDay() % 2700).isZero();
      at = next;
    }
  }

  @Test
  void aStepBeyondADayOrOfNothingIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> grid(1441, BERLIN));
    assertThatIllegalArgumentException().isThrownBy(() -> grid(0, BERLIN));
  }

  private static List<Instant> from(String start, double minutes, ZoneId zone, int count) {
    List<Instant> instants = new ArrayList<>();
    Instant at = Instant.parse(start);
    for (int i = 0; i < count; i++) {
      at = grid(minutes, zone).next(at);
      instants.add(at);
    }
    return instants;
  }

  private static ClockGrid grid(double minutes, ZoneId zone) {
    return new ClockGrid(Duration.ofMillis(Math.round(minutes * 60_000)), zone);
  }
}
