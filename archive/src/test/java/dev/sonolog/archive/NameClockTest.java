package dev.sonolog.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameClockTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final NameWords WORDS =
      new NameWords(Optional.of("Späti 24/7"), Optional.of("Set 2"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%Y%m%d_%H%M%S",
        "%Y/%m/%d/rec_%Y%m%d_%H%M%S",
        "%Y/%m/%d/%{source} %H.%M.%S",
        "%{station}-%y%j-%H%M%S",
        "%d %B %Y, %I.%M.%S %p",
        "%F_%H-%M-%S",
        "%-d.%-m.%Y %-H-%M-%S",
        "%e %b %Y %k %M %S",
        "%s",
        "%A/%Y-%m-%dT%H%M%S%z",
        "%{show}_%Y%m%d_%H%M%S",
        "%Y%m%d - %{take} - %H%M%S",
        "%{source}/%Y%m%d_%H%M%S_%{label}",
      })
  void whatAPatternMadeIsReadBack(String text) {
    FileNamePattern pattern = new FileNamePattern(text);
    NameClock clock = NameClock.of(pattern).orElseThrow();
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 2_000; i++) {
      Instant start = Instant.ofEpochSecond(random.nextLong(1_000_000_000L, 2_500_000_000L));
      ZonedDateTime local = start.atZone(BERLIN);
      NameWords words = random.nextBoolean() ? WORDS : NameWords.NONE;
      String name = pattern.name(local, "Radio 1", Optional.of("R-1 20"), words, "mp3");
      assertThat(clock.read(name, BERLIN)).as(name).contains(start);
      String numbered = name.replace(".mp3", "-2.mp3");
      assertThat(clock.read(numbered, BERLIN)).as(numbered).contains(start);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"99990101_000000", "22000101_000000", "18000101_000000"})
  void yearsThatNobodyRecordedInAreNoTimes(String name) {
    assertThat(NameClock.of(FileNamePattern.DEFAULT).orElseThrow().read(name, BERLIN)).isEmpty();
  }

  @Test
  void bothPassesOfTheHourThatComesTwiceAreToldApart() {
    NameClock clock = NameClock.of(FileNamePattern.DEFAULT).orElseThrow();
    Instant first = Instant.parse("2026-10-25T00:30:00Z");
    for (Instant start : new Instant[] {first, first.plus(1, ChronoUnit.HOURS)}) {
      String name =
          FileNamePattern.DEFAULT.name(
              start.atZone(BERLIN), "r", Optional.empty(), NameWords.NONE, "flac");
      assertThat(clock.read(name, BERLIN)).as(name).contains(start);
    }
    assertThat(clock.read("20261025_023000.flac", BERLIN)).contains(first);
    assertThat(clock.read("20260329_023000.flac", BERLIN))
        .as("a time that never came")
        .contains(Instant.parse("2026-03-29T01:30:00Z"));
  }

  @ParameterizedTest
  @CsvSource({
    "20260523_220000.wav, 2026-05-23T22:00:00Z",
    "old/20260523_22-31-30_22-32-30.flac, 2026-05-23T22:31:30Z",
    "2026-05-23T22.00.05.mp3, 2026-05-23T22:00:05Z",
    "Radio 2026-05-23 22h00.mp3, 2026-05-23T22:00:00Z",
    "news_20260523T2200-copy.ogg, 2026-05-23T22:00:00Z",
    "20260523-220000-evening show.mp3, 2026-05-23T22:00:00Z",
  })
  void namesThatOtherProgramsMakeAreRead(String name, Instant start) {
    assertThat(NameClock.usual().read(name, ZoneOffset.UTC)).contains(start);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "interview.wav",
        "20261323_220000.wav",
        "1234567890123456.mp3",
        "20260523.mp3",
        "take 12.flac",
        "20260523_220000/loud.mp3",
        "20260523_996000.mp3"
      })
  void aNameWithoutATimeSaysNothing(String name) {
    assertThat(NameClock.usual().read(name, ZoneOffset.UTC)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"show", "%H%M", "%Y%m%d", "%{source}/%d", "%I.%M %d.%m.%Y"})
  void aPatternThatNamesNoDayOrMinuteIsNoClock(String pattern) {
    assertThat(NameClock.of(new FileNamePattern(pattern))).isEmpty();
  }
}
