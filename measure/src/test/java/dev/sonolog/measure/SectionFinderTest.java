package dev.sonolog.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.pcm.SampleFormat;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ISR's results, and a second way to compute them. */
class SectionFinderTest {
  private static final double QUIET = 0.003;
  private static final double LOUD = 0.1;

  /** Windows of a tenth of a second, all quiet. */
  private static double[] quiet(int windows) {
    double[] rms = new double[windows];
    Arrays.fill(rms, QUIET);
    return rms;
  }

  private static double[] loud(double[] rms, int from, int to, double level) {
    Arrays.fill(rms, from, to, level);
    return rms;
  }

  private static List<Section> find(double[] rms, double duration) {
    return plain(SectionFinder.find(rms, 0.1, duration, SectionSettings.USUAL));
  }

  /** What ISR tells of them. */
  private static List<Section> plain(List<Section> sections) {
    return sections.stream().map(it -> section(it.start(), it.end(), it.score())).toList();
  }

  private static Section section(double start, double end, double score) {
    return new Section(start, end, score, Double.NaN);
  }

  @Test
  void aSectionKnowsTheNoiseAroundItsStart() {
    double[] rms = loud(quiet(3_000), 100, 110, LOUD);
    Arrays.fill(rms, 1_500, 3_000, 0.02);
    loud(rms, 2_900, 2_910, 0.9);
    assertThat(SectionFinder.find(rms, 0.1, 300, SectionSettings.USUAL))
        .extracting(Section::noise)
        .startsWith(-50.5)
        .endsWith(-34.0);
    assertThat(
            SectionFinder.find(
                loud(new double[610], 300, 310, 0.1), 0.1, 61, SectionSettings.USUAL))
        .extracting(Section::noise)
        .containsExactly(-54.0);
  }

  @Test
  void aSectionIsAsLongAsItIsLoud() {
    assertThat(find(loud(quiet(600), 100, 110, LOUD), 60)).containsExactly(section(10, 11, 30.5));
  }

  @Test
  void whatIsShorterThanTheMinimumIsLeftOut() {
    assertThat(find(loud(quiet(600), 100, 104, LOUD), 60)).isEmpty();
    assertThat(find(loud(quiet(600), 100, 105, LOUD), 60)).containsExactly(section(10, 10.5, 30.5));
  }

  @Test
  void theStartOfAFileHasNoHistory() {
    double[] rms = loud(loud(quiet(600), 0, 3, 0.2), 3, 8, 0.05);
    assertThat(find(rms, 60)).containsExactly(section(0, 0.8, 36.5));
    assertThat(find(loud(quiet(600), 0, 10, LOUD), 60)).containsExactly(section(0, 1, 30.5));
  }

  @Test
  void whatIsOpenAtTheEndEndsWithTheFile() {
    assertThat(find(loud(quiet(600), 595, 600, LOUD), 60.04))
        .containsExactly(section(59.5, 60, 30.5));
    assertThat(find(loud(quiet(600), 580, 590, LOUD), 60)).containsExactly(section(58, 60, 30.5));
  }

  @Test
  void aGapOfTheMinimumMergesUnlessItsProductIsAHairLonger() {
    assertThat(find(loud(loud(quiet(600), 100, 110, LOUD), 130, 140, LOUD), 60))
        .containsExactly(section(10, 14, 30.5));
    assertThat(find(loud(loud(quiet(600), 139, 144, LOUD), 164, 169, LOUD), 60))
        .containsExactly(section(13.9, 16.9, 30.5));
    assertThat(find(loud(loud(quiet(600), 140, 145, LOUD), 165, 170, LOUD), 60))
        .containsExactly(section(14, 14.5, 30.5), section(16.5, 17, 30.5));
  }

  @Test
  void aSwellScoresByHowFastItRises() {
    double[] rms = quiet(1_200);
    for (int i = 400; i < 600; i++) {
      double rise = 0.3 * Math.min(i - 400, 100);
      rms[i] = DecimalRounding.round(QUIET * Math.pow(10, rise / 20), 5);
    }
    assertThat(find(rms, 120)).containsExactly(section(44.1, 60, 1.5));
  }

  @Test
  void theNoiseIsThatOfTheBlocksAround() {
    assertThat(find(loud(quiet(600), 0, 600, 0.05), 60)).isEmpty();
    assertThat(find(loud(quiet(600), 100, 400, LOUD), 60)).containsExactly(section(10, 40, 30.5));
    assertThat(find(loud(quiet(2_100), 300, 1_800, LOUD), 210))
        .containsExactly(section(30, 90, 30.5), section(120, 180, 0));
  }

  @Test
  void belowTheLeastNoiseEverythingIsNoise() {
    assertThat(find(loud(new double[610], 300, 310, 0.004), 61)).isEmpty();
    assertThat(find(loud(new double[610], 300, 310, 0.01), 61))
        .containsExactly(section(30, 31, 14));
  }

  @Test
  void windowsAreAsLongAsTheRateMakesThem() {
    double[] rms = loud(quiet(1_000), 200, 210, LOUD);
    assertThat(
            plain(
                SectionFinder.find(
                    rms, 4_800 / 44_100.0, 4_800_000 / 44_100.0, SectionSettings.USUAL)))
        .containsExactly(section(21.8, 22.9, 30.5));
  }

  @ParameterizedTest
  @CsvSource({
    "8000, 50, 1",
    "16000, 100, 2",
    "22050, 138, 2",
    "32000, 200, 3",
    "44100, 276, 5",
    "48000, 300, 5",
    "88200, 551, 9",
    "96000, 600, 10",
    "192000, 1200, 20"
  })
  void blocksAndOnsetsAreAsManyWindowsAsIsrCounts(int hertz, int block, int onset) {
    assertThat(SectionFinder.blockWindows(4_800.0 / hertz)).isEqualTo(block);
    assertThat(SectionFinder.onsetWindows(4_800.0 / hertz)).isEqualTo(onset);
    samplesHaveTheSectionsOfAPlainReading(hertz);
  }

  /** From samples on, by a second way each: exact decimals, and the plain detector. */
  private static void samplesHaveTheSectionsOfAPlainReading(int hertz) {
    Random random = new Random(hertz);
    int channels = 1 + random.nextInt(2);
    int frames = 70 * hertz + random.nextInt(hertz);
    ByteBuffer bytes = ByteBuffer.allocate(2 * channels * frames).order(ByteOrder.LITTLE_ENDIAN);
    int height = 60;
    for (int i = 0; i < frames; i++) {
      if (random.nextInt(hertz) == 0) {
        height = random.nextBoolean() ? 60 : 1 << (7 + random.nextInt(8));
      }
      for (int channel = 0; channel < channels; channel++) {
        bytes.putShort((short) (random.nextInt(2 * height) - height));
      }
    }
    WindowLevels levels = new WindowLevels(SampleFormat.S16, channels, new SampleRate(hertz));
    levels.add(bytes.array(), 0, bytes.capacity());
    double[] plain = plainLevels(bytes.flip().asShortBuffer(), channels);
    assertThat(levels.levels()).isEqualTo(plain);
    double window = 4_800.0 / hertz;
    double duration = (double) frames / hertz;
    List<Section> found =
        SectionFinder.find(levels.levels(), window, duration, SectionSettings.USUAL);
    assertThat(found)
        .isNotEmpty()
        .isEqualTo(PlainDetector.find(plain, window, duration, SectionSettings.USUAL));
  }

  private static double[] plainLevels(ShortBuffer samples, int channels) {
    List<Double> levels = new ArrayList<>();
    while (samples.hasRemaining()) {
      int frames = Math.min(4_800, samples.remaining() / channels);
      double squares = 0;
      for (int i = 0; i < frames; i++) {
        double sum = 0;
        for (int channel = 0; channel < channels; channel++) {
          sum += samples.get();
        }
        squares += sum / channels * (sum / channels);
      }
      double level = Math.sqrt(squares / frames) / 32_768;
      levels.add(new BigDecimal(level).setScale(5, RoundingMode.HALF_EVEN).doubleValue());
    }
    return levels.stream().mapToDouble(it -> it).toArray();
  }

  @Test
  void nothingHasNoSections() {
    assertThat(find(new double[0], 0)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {8_000, 16_000, 22_050, 32_000, 44_100, 48_000, 88_200, 96_000, 192_000})
  void randomRecordingsGiveWhatThePlainReferenceGives(int rate) {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    double window = 4_800.0 / rate;
    int found = 0;
    for (int round = 0; round < 60; round++) {
      double[] rms = recording(random);
      double duration = (rms.length - random.nextDouble()) * window;
      SectionSettings settings =
          new SectionSettings(
              random.nextInt(30), random.nextInt(40) / 10.0, random.nextInt(20) / 10.0);
      List<Section> sections = SectionFinder.find(rms, window, duration, settings);
      assertThat(sections).isEqualTo(PlainDetector.find(rms, window, duration, settings));
      found += sections.size();
    }
    assertThat(found).isGreaterThan(20);
  }

  private static double[] recording(Random random) {
    double[] rms = new double[random.nextInt(4_000)];
    double noise = 0.001 + 0.02 * random.nextDouble();
    int until = 0;
    double level = noise;
    for (int i = 0; i < rms.length; i++) {
      if (i >= until) {
        until = i + 1 + random.nextInt(60);
        level = random.nextInt(3) == 0 ? noise * (1 + 40 * random.nextDouble()) : noise;
      }
      rms[i] = DecimalRounding.round(Math.min(1, level * (0.7 + 0.6 * random.nextDouble())), 5);
    }
    return rms;
  }

  @Test
  void settingsThatMeanNothingAreRefused() {
    for (double value : List.of(-1.0, Double.NaN, Double.POSITIVE_INFINITY)) {
      assertThatThrownBy(() -> new SectionSettings(value, 2, 0.5))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("margin");
    }
  }

  /** The rules one after the other, with lists and no state but what they name. */
  private static final class PlainDetector {
    static List<Section> find(
        double[] rms, double window, double duration, SectionSettings settings) {
      List<Double> levels = new ArrayList<>();
      for (double each : rms) {
        levels.add(20 * StrictMath.log10(Math.max(each, 1e-6)));
      }
      List<Double> noise = noise(levels, (int) Math.max(1, Math.rint(30 / window)));
      List<Integer> loud = new ArrayList<>();
      for (int i = 0; i < rms.length; i++) {
        if (levels.get(i) >= noise.get(i) + settings.margin()) {
          loud.add(i);
        }
      }
      List<Section> sections = new ArrayList<>();
      int onset = (int) Math.max(1, Math.rint(0.5 / window));
      for (int first = 0, next; first < loud.size(); first = next) {
        next = first + 1;
        while (next < loud.size() && !isParted(loud, next, window, settings.minGap())) {
          next++;
        }
        List<Integer> members = loud.subList(first, next);
        boolean last = next == loud.size() && !endsBefore(members, rms.length, window, settings);
        add(members, last, levels, noise, onset, window, duration, settings, sections);
      }
      return sections;
    }

    private static boolean isParted(List<Integer> loud, int next, double window, double gap) {
      int before = loud.get(next - 1);
      for (int quiet = before + 1; quiet < loud.get(next); quiet++) {
        if (quiet * window - before * window > gap) {
          return true;
        }
      }
      return false;
    }

    private static boolean endsBefore(
        List<Integer> members, int windows, double window, SectionSettings settings) {
      double last = members.getLast() * window;
      return members.getLast() < windows - 1 && (windows - 1) * window - last > settings.minGap();
    }

    private static void add(
        List<Integer> members,
        boolean last,
        List<Double> levels,
        List<Double> noise,
        int onset,
        double window,
        double duration,
        SectionSettings settings,
        List<Section> sections) {
      double start = members.getFirst() * window;
      double end = members.getLast() * window + window;
      double peak = 0;
      double rise = 0;
      for (int i : members) {
        peak = Math.max(peak, levels.get(i) - noise.get(i));
        double before = i >= onset ? levels.get(i - onset) : noise.get(i);
        rise = Math.max(rise, levels.get(i) - before);
      }
      if (end - start >= settings.minDuration() - 1e-9) {
        sections.add(
            new Section(
                DecimalRounding.round(start, 1),
                DecimalRounding.round(last ? duration : end, 1),
                DecimalRounding.round(Math.max(0, Math.min(peak, rise)), 1),
                DecimalRounding.round(noise.get(members.getFirst()), 1)));
      }
    }

    private static List<Double> noise(List<Double> levels, int block) {
      List<Double> floors = new ArrayList<>();
      for (int from = 0; from < levels.size(); from += block) {
        List<Double> sorted = levels.subList(from, Math.min(levels.size(), from + block));
        floors.add(sorted.stream().sorted().skip(sorted.size() * 20L / 100).findFirst().get());
      }
      List<Double> noise = new ArrayList<>();
      for (int i = 0; i < levels.size(); i++) {
        int at = i / block;
        double least = Double.POSITIVE_INFINITY;
        for (int b = Math.max(0, at - 2); b <= Math.min(floors.size() - 1, at + 2); b++) {
          least = Math.min(least, floors.get(b));
        }
        noise.add(Math.max(least, 20 * StrictMath.log10(0.002)));
      }
      return noise;
    }
  }
}
