package dev.sonolog.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PowerSpectrumTest {
  /** The definition, in double precision. */
  private static double[] plain(float[] samples, int from, float[] weights) {
    int length = weights.length;
    double[] powers = new double[length / 2 + 1];
    for (int k = 0; k < powers.length; k++) {
      double re = 0;
      double im = 0;
      for (int n = 0; n < length; n++) {
        double angle = -2 * Math.PI * ((long) k * n % length) / length;
        re += (double) samples[from + n] * weights[n] * Math.cos(angle);
        im += (double) samples[from + n] * weights[n] * Math.sin(angle);
      }
      powers[k] = re * re + im * im;
    }
    return powers;
  }

  private static float[] numbers(int count, Random random) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = 2 * random.nextFloat() - 1;
    }
    return numbers;
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 8, 16, 32, 64, 128, 256, 512, 1_024, 2_048, 4_096})
  void itIsThePlainTransform(int length) {
    Random random = new Random(length);
    float[] samples = numbers(length + 7, random);
    float[] weights = numbers(length, random);
    PowerSpectrum spectrum = new PowerSpectrum(length);
    float[] powers = new float[spectrum.bins()];
    for (int from : new int[] {0, 7, 3}) {
      spectrum.of(samples, from, weights, powers);
      double[] expected = plain(samples, from, weights);
      assertThat(powers).hasSameSizeAs(expected);
      for (int k = 0; k < expected.length; k++) {
        assertThat(Math.sqrt(powers[k])).isCloseTo(Math.sqrt(expected[k]), within(3e-7 * length));
      }
    }
  }

  /** What is far from a full-scale tone is quieter than anything that is shown. */
  @Test
  void aToneLeavesNothingWhereItIsNot() {
    int length = 2_048;
    float[] tone = new float[length];
    float[] weights = new float[length];
    for (int i = 0; i < length; i++) {
      tone[i] = (float) Math.sin(2 * Math.PI * 300 * i / length);
      weights[i] = 1;
    }
    PowerSpectrum spectrum = new PowerSpectrum(length);
    float[] powers = new float[spectrum.bins()];
    spectrum.of(tone, 0, weights, powers);
    assertThat(Decibels.ofPower(powers[300])).isCloseTo(20 * Math.log10(1_024), within(0.001));
    for (int k = 0; k < powers.length; k++) {
      if (k != 300) {
        assertThat(Decibels.ofPower(powers[k] / powers[300])).isLessThan(-120);
      }
    }
  }

  @Test
  void lengthsThatAreNoPowersOfTwoAreRefused() {
    for (int length : new int[] {0, 1, 2, 3, 6, 2_000}) {
      assertThatThrownBy(() -> new PowerSpectrum(length)).hasMessageContaining("" + length);
    }
  }
}
