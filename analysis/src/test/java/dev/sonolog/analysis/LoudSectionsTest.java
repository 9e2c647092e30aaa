package dev.sonolog.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.jobs.LevelData;
import dev.sonolog.measure.Section;
import dev.sonolog.measure.SectionFinder;
import dev.sonolog.measure.SectionSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Files of a minute each, quiet but for what a test says, in windows of a tenth of a second. */
class LoudSectionsTest {
  private static final Instant START = Instant.parse("2026-05-23T22:00:00Z");
  private static final double WINDOW = 0.1;

  private static Levels.Windows minute(int... loud) {
    double[] levels = new double[600];
    Arrays.fill(levels, 0.003);
    for (int i = 0; i < loud.length; i += 2) {
      Arrays.fill(levels, loud[i], loud[i + 1], 0.1);
    }
    return new Levels.Windows(levels, WINDOW, 60);
  }

  private static List<TimedSection> found(Levels.Windows first, Levels.Windows second) {
    LoudSections sections = new LoudSections(SectionSettings.USUAL);
    sections.add(START, first);
    sections.add(START.plusSeconds(60), second);
    return sections.sections();
  }

  private static TimedSection section(double from, double to) {
    return new TimedSection(at(from), at(to), 30.5, -50.5, OptionalDouble.empty());
  }

  private static Instant at(double seconds) {
    return START.plus(Duration.ofMillis(Math.round(seconds * 1_000)));
  }

  @Test
  void aFileAloneHasTheSectionsThatIsrFinds() {
    Levels.Windows file = minute(0, 10, 100, 110, 130, 140, 300, 303, 595, 600);
    LoudSections sections = new LoudSections(SectionSettings.USUAL);
    sections.add(START, file);
    List<Section> plain =
        SectionFinder.find(file.levels(), WINDOW, file.duration(), SectionSettings.USUAL);
    assertThat(sections.sections())
        .isEqualTo(
            plain.stream()
                .map(
                    it ->
                        new TimedSection(
                            at(it.start()),
                            at(it.end()),
                            it.score(),
                            it.noise(),
                            OptionalDouble.empty()))
                .toList())
        .hasSize(3);
  }

  @Test
  void whatCrossesABorderIsOneSection() {
    assertThat(found(minute(590, 600), minute(0, 10))).containsExactly(section(59, 61));
  }

  @Test
  void whatIsTooShortOnEachSideMayBeLongEnoughOnBoth() {
    assertThat(found(minute(597, 600), minute(0, 3))).containsExactly(section(59.7, 60.3));
    assertThat(found(minute(598, 600), minute(0, 2))).isEmpty();
    assertThat(found(minute(597, 600), minute())).isEmpty();
  }

  @Test
  void quietAcrossABorderEndsASectionWhenItIsLongEnough() {
    assertThat(found(minute(580, 590), minute(5, 15))).hasSize(1);
    assertThat(found(minute(560, 570), minute(5, 15))).hasSize(2);
    assertThat(found(minute(580, 590), minute(25, 35))).hasSize(2);
  }

  @Test
  void aSectionThatCrossesABorderHasTheHigherPeakOfBoth() {
    LoudSections sections = new LoudSections(SectionSettings.USUAL);
    sections.add(START, noise(50, 12_000));
    sections.add(START.plusSeconds(60), noise(0, -20_000));
    assertThat(sections.sections())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.from()).isBetween(at(49), at(50));
              assertThat(it.to()).isBetween(at(70), at(71));
              assertThat(it.peak()).hasValue(-4.3);
              assertThat(it.noise()).isEqualTo(-50.3);
            });
  }

  /** Borders of sections are told in tenths of a second, which are no whole windows. */
  @Test
  void aPeakInFrontOfTheBorderThatIsToldCounts() {
    for (int hertz : new int[] {44_100, 96_000}) {
      int window = 4_800;
      short[] samples = new short[70 * hertz];
      for (int i = 0; i < samples.length; i++) {
        samples[i] = (short) (i % 2 == 0 ? 100 : -100);
      }
      int at = (int) (21.76 * hertz) / window * window;
      Arrays.fill(samples, at + 1, at + 600, Short.MAX_VALUE);
      LoudSections sections = new LoudSections(new SectionSettings(12, 2, 0));
      sections.add(START, new Noise(new SampleRate(hertz), 1, samples).measured());
      assertThat(sections.sections())
          .singleElement()
          .satisfies(it -> assertThat(it.peak().getAsDouble()).hasToString("0.0"));
    }
  }

  /** A minute at 8 kHz, quiet but for ten seconds. */
  private static LevelData noise(int from, int loud) {
    short[] samples = new short[60 * 8_000];
    for (int i = 0; i < samples.length; i++) {
      boolean isLoud = i >= from * 8_000 && i < (from + 10) * 8_000;
      samples[i] = (short) (isLoud && i % 2 == 0 ? loud : i % 2 == 0 ? 100 : -100);
    }
    return new Noise(new SampleRate(8_000), 1, samples).measured();
  }

  @Test
  void aGapInTheTimelineEndsASection() {
    LoudSections sections = new LoudSections(SectionSettings.USUAL);
    sections.add(START, minute(590, 600));
    sections.add(START.plusSeconds(61), minute(0, 10));
    assertThat(sections.sections()).containsExactly(section(59, 60), section(61, 62));
  }

  @Test
  void aSectionMayCrossManyFiles() {
    LoudSections sections = new LoudSections(SectionSettings.USUAL);
    sections.add(START, minute(590, 600));
    double[] short1 = {0.1, 0.1};
    sections.add(START.plusSeconds(60), new Levels.Windows(short1, WINDOW, 0.2));
    sections.add(START.plusMillis(60_200), minute(0, 10));
    assertThat(sections.sections())
        .extracting(TimedSection::from, TimedSection::to)
        .containsOnly(org.assertj.core.groups.Tuple.tuple(at(59), at(61.2)));
  }
}
