package dev.sonolog.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The minimum requirements of EBU Tech 3341, table 1, at 48 kHz. Missing are tests 7 and 8, whose
 * signals are recorded programmes and cannot be made here.
 */
class Tech3341Test {
  private static final int RATE = 48_000;
  private static final Offset<Double> TENTH = within(0.1);

  @ParameterizedTest
  @ValueSource(doubles = {-23, -33})
  void tests1And2ASteadyToneHasItsLevel(double level) {
    double[] tone = tone(level, 20);
    Measured measured = Measured.of(RATE, tone, tone);

    assertThat(measured.loudness().momentary()).isCloseTo(level, TENTH);
    assertThat(measured.loudness().shortTerm()).isCloseTo(level, TENTH);
    assertThat(measured.loudness().integrated()).isCloseTo(level, TENTH);
  }

  @Test
  void test3TheRelativeGateLeavesOutQuietEnds() {
    assertIntegrated(Wave.join(tone(-36, 10), tone(-23, 60), tone(-36, 10)));
  }

  @Test
  void test4TheAbsoluteGateLeavesOutSilentEnds() {
    assertIntegrated(
        Wave.join(tone(-72, 10), tone(-36, 10), tone(-23, 60), tone(-36, 10), tone(-72, 10)));
  }

  @Test
  void test5WhatIsWithinTheGatesIsAveraged() {
    assertIntegrated(Wave.join(tone(-26, 20), tone(-20, 20.1), tone(-26, 20)));
  }

  private static void assertIntegrated(double[] wave) {
    assertThat(Measured.of(RATE, wave, wave).loudness().integrated()).isCloseTo(-23, TENTH);
  }

  @Test
  void test6SurroundChannelsWeighMore() {
    double[] front = tone(-28, 20);
    double[] centre = tone(-24, 20);
    double[] surround = tone(-30, 20);
    double[] effects = tone(-20, 20);

    Measured five = Measured.of(RATE, front, front, centre, surround, surround);
    Measured six = Measured.of(RATE, front, front, centre, effects, surround, surround);

    assertThat(five.loudness().integrated()).isCloseTo(-23, TENTH);
    assertThat(six.loudness().integrated()).isCloseTo(-23, TENTH);
  }

  @Test
  void test9TheShortTermLoudnessIsSteadyOverItsOwnPeriod() {
    double[] wave = Wave.repeat(5, tone(-20, 1.34), tone(-30, 1.66));

    assertThat(Measured.of(RATE, wave, wave).shortTerm(3)).allMatch(s -> Math.abs(s + 23) <= 0.1);
  }

  @Test
  void test10TheHighestShortTermLoudnessIsFoundWhereverATonesBegins() {
    for (int i = 0; i < 20; i++) {
      double[] wave = Wave.join(silence(0.15 * i), tone(-23, 3), silence(1));
      assertThat(Measured.of(RATE, wave, wave).loudness().highestShortTerm())
          .describedAs("segment %d", i)
          .isCloseTo(-23, TENTH);
    }
  }

  @Test
  void test11TheHighestShortTermLoudnessFollowsTonesThatGetLouder() {
    List<double[]> parts = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      parts.add(Wave.join(silence(0.15 * i), tone(-38 + i, 3), silence(3 - 0.15 * i)));
    }
    double[] wave = Wave.join(parts.toArray(new double[0][]));
    Measured measured = Measured.of(RATE, wave, wave);
    for (int i = 0; i < 20; i++) {
      int reading = (i + 1) * 6 * LevelReading.PER_SECOND - 1;
      LoudnessReading loudness = measured.readings().get(reading).loudness().orElseThrow();
      assertThat(loudness.highestShortTerm()).isCloseTo(-38 + i, TENTH);
    }
  }

  @Test
  void test12TheMomentaryLoudnessIsSteadyOverItsOwnPeriod() {
    double[] wave = Wave.repeat(25, tone(-20, 0.18), tone(-30, 0.22));

    assertThat(Measured.of(RATE, wave, wave).momentary(1)).allMatch(m -> Math.abs(m + 23) <= 0.1);
  }

  @Test
  void test13TheHighestMomentaryLoudnessIsFoundWhereverAToneBegins() {
    for (int i = 0; i < 20; i++) {
      double[] wave = Wave.join(silence(0.02 * i), tone(-23, 0.4), silence(1));
      assertThat(Measured.of(RATE, wave, wave).loudness().highestMomentary())
          .describedAs("segment %d", i)
          .isCloseTo(-23, TENTH);
    }
  }

  @Test
  void test14TheHighestMomentaryLoudnessFollowsTonesThatGetLouder() {
    List<double[]> parts = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      parts.add(Wave.join(silence(0.02 * i), tone(-38 + i, 0.4), silence(0.4 - 0.02 * i)));
    }
    double[] wave = Wave.join(parts.toArray(new double[0][]));
    Measured measured = Measured.of(RATE, wave, wave);
    for (int i = 0; i < 20; i++) {
      int reading = (int) Math.round((i + 1) * 0.8 * LevelReading.PER_SECOND) - 1;
      LoudnessReading loudness = measured.readings().get(reading).loudness().orElseThrow();
      assertThat(loudness.highestMomentary()).isCloseTo(-38 + i, TENTH);
    }
  }

  /** Amplitudes are 0.50 and 1.41 of full scale; the tones rise and fall as broadcast tones do. */
  @ParameterizedTest
  @CsvSource({
    "15, 4, 0.0, 0.50, -6",
    "16, 4, 45.0, 0.50, -6",
    "17, 6, 60.0, 0.50, -6",
    "18, 8, 67.5, 0.50, -6",
    "19, 4, 45.0, 1.41, 3"
  })
  void tests15To19TonesBetweenTheSamples(
      int test, int part, double phase, double amplitude, double expected) {
    double level = Decibels.ofAmplitude(amplitude);
    double[] wave = Wave.faded(Wave.sine((double) RATE / part, level, 2, RATE, phase), RATE / 100);

    assertTruePeak("test " + test, wave, expected);
  }

  /**
   * One louder crest at four places between the samples. The wave is our own: it has the expected
   * peak and the offsets of tests 20 to 23, not the published waveform.
   */
  @ParameterizedTest
  @CsvSource({"20, 0", "21, 1", "22, 2", "23, 3"})
  void tests20To23ASingleCrestBetweenTheSamples(int test, int offset) {
    double[] wave = new double[RATE];
    for (int i = 0; i < wave.length; i++) {
      wave[i] = crest((i - RATE / 2) + (offset - 1.5) / 4);
    }
    assertTruePeak("test " + test, wave, 0);
  }

  /**
   * A tone at a sixth of the rate at half of full scale and, in the middle, a band-limited pulse.
   */
  private static double crest(double sample) {
    double pulse = Math.pow(sinc(sample / 4), 2);
    double tone = Math.cos(2 * Math.PI * sample / 6);
    return 0.5 * tone + 0.5 * pulse * Math.cos(2 * Math.PI * sample / 4);
  }

  private static double sinc(double x) {
    return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
  }

  private static void assertTruePeak(String test, double[] wave, double expected) {
    assertThat(Measured.of(RATE, wave, wave).truePeak())
        .describedAs(test)
        .isBetween(expected - 0.4, expected + 0.2);
  }

  private static double[] tone(double level, double seconds) {
    return Wave.sine(1000, level, seconds, RATE);
  }

  private static double[] silence(double seconds) {
    return Wave.silence(seconds, RATE);
  }
}
