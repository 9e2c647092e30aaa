package dev.sonolog.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.pcm.SampleFormat;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowLevelsTest {
  private static final SampleRate RATE = new SampleRate(48_000);
  private static final int WINDOW = WindowLevels.WINDOW;

  private static byte[] noise(SampleFormat format, int channels, int frames, long seed) {
    Random random = new Random(seed);
    byte[] bytes = new byte[frames * channels * format.length()];
    random.nextBytes(bytes);
    return bytes;
  }

  private static WindowLevels measured(SampleFormat format, int channels, byte[] bytes) {
    WindowLevels levels = new WindowLevels(format, channels, RATE);
    levels.add(bytes, 0, bytes.length);
    return levels;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void sixteenBitsGiveTheExactRootMeanSquareRounded(int channels) {
    byte[] bytes = noise(SampleFormat.S16, channels, 3 * WINDOW + 1_234, 7);
    WindowLevels levels = measured(SampleFormat.S16, channels, bytes);
    assertThat(levels.levels()).isEqualTo(exact(bytes, channels));
    assertThat(levels.windowSeconds()).isEqualTo(0.1);
    assertThat(levels.duration()).isEqualTo((3 * WINDOW + 1_234) / 48_000.0);
  }

  /** Whole numbers until the root, which is taken of a double as ISR does. */
  private static double[] exact(byte[] bytes, int channels) {
    List<Double> levels = new ArrayList<>();
    int frames = bytes.length / 2 / channels;
    for (int from = 0; from < frames; from += WINDOW) {
      int to = Math.min(frames, from + WINDOW);
      BigInteger squares = BigInteger.ZERO;
      for (int frame = from; frame < to; frame++) {
        int sum = 0;
        for (int at = frame * channels * 2; at < (frame + 1) * channels * 2; at += 2) {
          sum += (short) ((bytes[at] & 0xFF) | bytes[at + 1] << 8);
        }
        squares = squares.add(BigInteger.valueOf((long) sum * sum));
      }
      BigDecimal power =
          new BigDecimal(squares)
              .divide(BigDecimal.valueOf((long) channels * channels), MathContext.DECIMAL128)
              .divide(BigDecimal.valueOf(to - from), MathContext.DECIMAL128);
      double level = Math.sqrt(power.doubleValue()) / 32_768;
      levels.add(new BigDecimal(level).setScale(5, RoundingMode.HALF_EVEN).doubleValue());
    }
    return levels.stream().mapToDouble(it -> it).toArray();
  }

  @ParameterizedTest
  @EnumSource(
      value = SampleFormat.class,
      names = {"S24", "S32"})
  void moreBitsOfTheSameSoundGiveTheSame(SampleFormat format) {
    byte[] narrow = noise(SampleFormat.S16, 2, 2 * WINDOW, 8);
    int length = format.length();
    byte[] wide = new byte[narrow.length / 2 * length];
    for (int i = 0; i < narrow.length / 2; i++) {
      System.arraycopy(narrow, 2 * i, wide, length * (i + 1) - 2, 2);
    }
    assertThat(measured(format, 2, wide).levels())
        .isEqualTo(measured(SampleFormat.S16, 2, narrow).levels());
  }

  @ParameterizedTest
  @EnumSource(SampleFormat.class)
  void anyChunksGiveTheSameAndWhatGrowsIsMeasuredAsItWillBe(SampleFormat format) {
    Random random = new Random(9);
    byte[] bytes = noise(format, 3, 3 * WINDOW + 77, 10);
    double[] whole = measured(format, 3, bytes).levels();
    WindowLevels levels = new WindowLevels(format, 3, RATE);
    int stride = 3 * format.length();
    for (int done = 0; done < bytes.length; ) {
      int length = Math.min(bytes.length - done, stride * random.nextInt(3_000));
      levels.add(bytes, done, length);
      done += length;
      int full = done / stride / WINDOW;
      assertThat(Arrays.copyOf(levels.levels(), full)).isEqualTo(Arrays.copyOf(whole, full));
    }
    assertThat(levels.levels()).isEqualTo(whole).hasSize(4);
  }

  @Test
  void nothingHasNoLevelsAndSilenceIsZero() {
    assertThat(measured(SampleFormat.S16, 2, new byte[0]).levels()).isEmpty();
    assertThat(measured(SampleFormat.S16, 2, new byte[400]).levels()).containsExactly(0);
  }

  @Test
  void whatIsNoWholeFrameIsRefused() {
    WindowLevels levels = new WindowLevels(SampleFormat.S24, 2, RATE);
    assertThatThrownBy(() -> levels.add(new byte[7], 0, 7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("6 bytes");
    assertThatThrownBy(() -> new WindowLevels(SampleFormat.S16, 0, RATE))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
