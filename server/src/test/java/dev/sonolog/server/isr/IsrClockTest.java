package dev.sonolog.server.isr;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsrClockTest {
  @ParameterizedTest
  @CsvSource({
    "20260523_220000.flac, 2026-05-23T22:00:00",
    "20260523_220000, 2026-05-23T22:00:00",
    "2026523_220000.wav, 2026-05-23T22:00:00",
    "20260523_22000.wav, 2026-05-23T22:00:00",
    "20260523_123.wav, 2026-05-23T01:02:03",
    "20261231_235959.MP3, 2026-12-31T23:59:59",
    "20240229_000000.ogg, 2024-02-29T00:00:00",
    "2026111_000000.ogg, 2026-11-01T00:00:00"
  })
  void aNameTellsItsTimeAsPythonReadsIt(String name, LocalDateTime time) {
    assertThat(IsrClock.start(name)).contains(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "20260523_220060.wav",
        "20260523_220061.wav",
        "20260523_240000.wav",
        "20260523_226000.wav",
        "20260230_000000.wav",
        "20230229_000000.wav",
        "20261300_000000.wav",
        "00000101_000000.wav",
        "20260523-220000.wav",
        "20260523_220000-2.wav",
        "x20260523_220000.wav",
        "20260523_220000 .wav",
        "20260523_220000.part.wav",
        ".wav",
        "news.mp3",
        ""
      })
  void anyOtherNameTellsNone(String name) {
    assertThat(IsrClock.start(name)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "20260523_220000.flac, 1890, 1950, 20260523_22-31-30_22-32-30.flac",
    "20260523_235900.wav, 59.9, 60.2, 20260523_23-59-59_00-00-00.wav",
    "20260523_235900.wav, 59.9999996, 61, 20260524_00-00-00_00-00-01.wav",
    "20260523_235900.wav, 59.9999994, 61, 20260523_23-59-59_00-00-01.wav",
    "20261231_235959.opus, 1, 86401, 20270101_00-00-00_00-00-00.opus",
    "x.mp3, 740.9, 750.2, x_cut_740s-750s.mp3",
    "a.b.aac, 0, 0.5, a.b_cut_0s-0s.aac",
    "none, 1, 2, none_cut_1s-2s"
  })
  void aCutIsCalledByTheClockElseByItsSeconds(
      String name, double start, double end, String called) {
    assertThat(IsrClock.cutName(name, start, end)).isEqualTo(called);
  }

  @Test
  void namesAreTheSameInEveryLanguage() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(IsrClock.cutName("x.mp3", 12, 34)).isEqualTo("x_cut_12s-34s.mp3");
      assertThat(IsrClock.shown(LocalDateTime.of(2026, 5, 23, 22, 0)))
          .isEqualTo("2026-05-23 22:00:00");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void aTimeIsShownWithoutFractions() {
    assertThat(IsrClock.shown(LocalDateTime.of(2026, 5, 3, 2, 1, 0, 999_000_000)))
        .isEqualTo("2026-05-03 02:01:00");
  }
}
