package dev.sonolog.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.wav.WavMark;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SectionListTest {
  private static final Instant FROM = Instant.parse("2026-05-23T20:00:00Z");
  private static final TimedSection SECTION =
      new TimedSection(
          FROM.plusMillis(754_500), FROM.plusMillis(760_200), 30.5, -48.2, OptionalDouble.of(-3.4));

  private final Locale before = Locale.getDefault();

  /** One that writes numbers otherwise. */
  @BeforeEach
  void german() {
    Locale.setDefault(Locale.GERMANY);
  }

  @AfterEach
  void restore() {
    Locale.setDefault(before);
  }

  private static SectionList list(List<TimedSection> sections) {
    return new SectionList(
        "Radio \"1\"", FROM, FROM.plusSeconds(3_600), ZoneId.of("Europe/Berlin"), sections);
  }

  private static String as(SectionFormat format) throws IOException {
    return list(List.of(SECTION)).as(format, "radio.wav");
  }

  @Test
  void peopleReadLocalTimes() throws IOException {
    assertThat(as(SectionFormat.TEXT))
        .isEqualTo("2026-05-23 22:12:34.5+02:00       5.7 s   30.5 dB\n");
  }

  @Test
  void commaSeparatedValuesHaveAHeadAndQuotedNames() throws IOException {
    assertThat(as(SectionFormat.CSV))
        .isEqualTo(
            "source,from,to,start,end,score,peak_dbfs,noise_dbfs\r\n"
                + "\"Radio \"\"1\"\"\",2026-05-23T22:12:34.5+02:00,2026-05-23T22:12:40.2+02:00,"
                + "754.500,760.200,30.5,-3.4,-48.2\r\n");
  }

  @Test
  void audacityReadsLabels() throws IOException {
    assertThat(as(SectionFormat.AUDACITY))
        .isEqualTo("754.500000\t760.200000\t2026-05-23 22:12:34.5+02:00 30.5 dB\n");
  }

  @Test
  void jsonHasBothKindsOfTimes() throws IOException {
    JsonNode json = JsonMapper.shared().readTree(as(SectionFormat.JSON));
    assertThat(json.at("/source").asString()).isEqualTo("Radio \"1\"");
    assertThat(json.at("/from").asString()).isEqualTo("2026-05-23T22:00:00+02:00");
    assertThat(json.at("/sections/0/start").asDouble()).isEqualTo(754.5);
    assertThat(json.at("/sections/0/to").asString()).isEqualTo("2026-05-23T22:12:40.2+02:00");
    assertThat(json.at("/sections/0/score").asDouble()).isEqualTo(30.5);
    assertThat(json.at("/sections/0/peakDbfs").asDouble()).isEqualTo(-3.4);
    assertThat(json.at("/sections/0/noiseDbfs").asDouble()).isEqualTo(-48.2);
  }

  @Test
  void aCueSheetBeginsAtZero() throws IOException {
    assertThat(as(SectionFormat.CUE))
        .isEqualTo(
            """
            REM DATE 2026
            REM START 2026-05-23T22:00:00+02:00
            TITLE "Radio '1'"
            FILE "radio.wav" WAVE
              TRACK 01 AUDIO
                TITLE "until the first section"
                INDEX 01 00:00:00
              TRACK 02 AUDIO
                TITLE "2026-05-23 22:12:34.5+02:00, 30.5 dB"
                INDEX 01 12:34:37
            """);
  }

  @Test
  void aCueSheetHoldsNinetyEightSections() throws IOException {
    assertThat(list(Collections.nCopies(98, SECTION)).as(SectionFormat.CUE, "x.wav"))
        .contains("TRACK 99");
    assertThatThrownBy(() -> list(Collections.nCopies(99, SECTION)).as(SectionFormat.CUE, "x.wav"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("99 sections");
  }

  @Test
  void marksStandWhereAFileHoldsTheSections() throws IOException {
    SampleRate rate = new SampleRate(1_000);
    TimedSection before =
        new TimedSection(FROM, FROM.plusSeconds(10), 20, -50, OptionalDouble.empty());
    TimedSection begun =
        new TimedSection(
            FROM.plusSeconds(5), FROM.plusSeconds(25), 21, -50, OptionalDouble.empty());
    TimedSection whole =
        new TimedSection(
            FROM.plusSeconds(30), FROM.plusMillis(31_500), 12.44, -50, OptionalDouble.empty());
    TimedSection cut =
        new TimedSection(
            FROM.plusSeconds(39), FROM.plusSeconds(50), 22, -50, OptionalDouble.empty());
    TimedSection behind =
        new TimedSection(
            FROM.plusSeconds(40), FROM.plusSeconds(50), 23, -50, OptionalDouble.empty());
    assertThat(
            list(List.of(before, begun, whole, cut, behind))
                .marks(FROM.plusSeconds(10), rate, 30_000))
        .containsExactly(
            new WavMark(0, 15_000, "section 2, 21.0 dB"),
            new WavMark(20_000, 1_500, "section 3, 12.4 dB"),
            new WavMark(29_000, 1_000, "section 4, 22.0 dB"));
    assertThat(as(SectionFormat.AUDACITY)).contains(" 30.5 dB");
    assertThat(list(List.of(SECTION)).marks(FROM, rate, Long.MAX_VALUE))
        .containsExactly(new WavMark(754_500, 5_700, "section 1, 30.5 dB"));
  }
}
