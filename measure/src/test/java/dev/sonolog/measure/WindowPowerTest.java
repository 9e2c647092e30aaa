package dev.sonolog.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.pcm.SampleFormat;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowPowerTest {
  private static final int WINDOW = WindowLevels.WINDOW;
  private static final SampleRate RATE = new SampleRate(48_000);

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void wholeNumbersGiveTheBitsOfFloatingPointNumbers(int channels) {
    Random random = new Random(15);
    for (int round = 0; round < 300; round++) {
      int frames = round % 3 == 0 ? WINDOW : 1 + random.nextInt(WINDOW);
      byte[] bytes = new byte[2 * channels * frames];
      random.nextBytes(bytes);
      assertSamePower(channels, bytes, frames);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void theLoudestAndTheQuietestWindowsAreTheSameToo(int channels) {
    byte[] bytes = new byte[2 * channels * WINDOW];
    assertSamePower(channels, bytes, WINDOW);
    bytes[0] = 1;
    assertSamePower(channels, bytes, WINDOW);
    for (int i = 0; i < bytes.length; i += 2) {
      bytes[i] = 0;
      bytes[i + 1] = Byte.MIN_VALUE;
    }
    assertSamePower(channels, bytes, WINDOW);
  }

  private static void assertSamePower(int channels, byte[] bytes, int frames) {
    WindowPower whole = new WholeNumberPower(channels);
    WindowPower mean = new MeanPower(SampleFormat.S16, channels);
    for (WindowPower each : new WindowPower[] {whole, mean}) {
      each.add(bytes, 0, frames / 2);
      each.add(bytes, frames / 2 * 2 * channels, frames - frames / 2);
    }
    assertThat(Double.doubleToRawLongBits(whole.power()))
        .isEqualTo(Double.doubleToRawLongBits(mean.power()));
  }

  @Test
  void planesGiveWhatFramesGive() {
    int frames = 2 * WINDOW + 99;
    Random random = new Random(16);
    float[][] planes = new float[3][frames];
    double[] wave = new double[3 * frames];
    for (int i = 0; i < wave.length; i++) {
      wave[i] = (float) random.nextGaussian();
      planes[i % 3][i / 3] = (float) wave[i];
    }
    byte[] bytes = Wave.bytes(SampleFormat.FLOAT, wave);
    WindowLevels interleaved = new WindowLevels(SampleFormat.FLOAT, 3, RATE);
    interleaved.add(bytes, 0, bytes.length);
    WindowLevels planar = new WindowLevels(SampleFormat.FLOAT, 3, RATE);
    planar.add(planes, 0, 5_000);
    planar.add(planes, 5_000, frames - 5_000);
    assertThat(planar.levels()).isEqualTo(interleaved.levels());
    assertThatThrownBy(() -> new WindowLevels(SampleFormat.S16, 1, RATE).add(planes, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatIsNoAudioIsSilenceInPlanesToo() {
    float[] plane = new float[WINDOW];
    Arrays.fill(plane, 0.5f);
    plane[0] = Float.NaN;
    plane[1] = Float.POSITIVE_INFINITY;
    plane[2] = -3e30f;
    WindowLevels levels = new WindowLevels(SampleFormat.FLOAT, 1, RATE);
    levels.add(new float[][] {plane}, 0, WINDOW);
    assertThat(levels.levels()).containsExactly(0.49984);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void twoPartsMakeAWhole(int channels) {
    byte[] bytes = new byte[2 * channels * (3 * WINDOW + 1_000)];
    new Random(17).nextBytes(bytes);
    int border = 2 * channels * WINDOW;
    int end = 2 * channels * (3 * WINDOW + 10);
    WindowLevels levels = measured(channels, Arrays.copyOf(bytes, border));
    levels.append(measured(channels, Arrays.copyOfRange(bytes, border, end)));
    levels.add(bytes, end, bytes.length - end);
    assertThat(levels.levels()).isEqualTo(measured(channels, bytes).levels());
    assertThat(levels.frames()).isEqualTo(3 * WINDOW + 1_000);
    assertThatThrownBy(() -> levels.append(measured(channels, new byte[0])))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("15400");
  }

  private static WindowLevels measured(int channels, byte[] bytes) {
    WindowLevels levels = new WindowLevels(SampleFormat.S16, channels, RATE);
    levels.add(bytes, 0, bytes.length);
    return levels;
  }
}
