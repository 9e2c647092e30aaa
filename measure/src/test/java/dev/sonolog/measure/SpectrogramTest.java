package dev.sonolog.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.pcm.SampleFormat;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpectrogramTest {
  private static final int RATE = 48_000;

  /** A picture that can be asked. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Picture(SpectrogramSettings settings, int rate, byte[] cells) {
    int value(int column, int row) {
      return cells[row * settings.columns() + column] & 0xFF;
    }

    double level(int column, int row) {
      return settings.floor() + value(column, row) * (settings.ceiling() - settings.floor()) / 255;
    }

    int loudestRow(int column) {
      int loudest = 0;
      for (int row = 1; row < settings.rows(); row++) {
        loudest = value(column, row) > value(column, loudest) ? row : loudest;
      }
      return loudest;
    }

    /** The row in which a frequency lies, counted from the top. */
    int row(double hertz) {
      double highest = rate / 2.0;
      double share =
          settings.scale() == FrequencyScale.LINEAR
              ? hertz / highest
              : Math.log(hertz / 50) / Math.log(highest / 50);
      return settings.rows() - 1 - (int) (share * settings.rows());
    }
  }

  private static Picture picture(double[] wave, int rate, SpectrogramSettings settings) {
    return picture(wave, rate, settings, 0, wave.length);
  }

  private static Picture picture(
      double[] wave, int rate, SpectrogramSettings settings, long from, long to) {
    byte[] bytes = Wave.bytes(SampleFormat.FLOAT, wave);
    Spectrogram spectrogram =
        new Spectrogram(SampleFormat.FLOAT, 1, new SampleRate(rate), settings, from, to, 0);
    spectrogram.add(bytes, 0, bytes.length);
    return new Picture(settings, rate, spectrogram.finish());
  }

  private static SpectrogramSettings size(int columns, int rows, FrequencyScale scale) {
    return SpectrogramSettings.usual(columns, rows, scale);
  }

  /** Wherever it lies between two frequencies of the transform. */
  @ParameterizedTest
  @EnumSource
  void aFullScaleSineIsZeroDecibels(FrequencyScale scale) {
    for (double hertz : new double[] {70, 100, 440, 999.5, 1_000, 1_011.7, 5_555, 15_000}) {
      for (int rows : new int[] {16, 200, 512}) {
        double[] sine = Wave.sine(hertz, 0, 1, RATE, 33);
        Picture picture = picture(sine, RATE, size(20, rows, scale));
        for (int column = 1; column < 19; column++) {
          int row = picture.loudestRow(column);
          assertThat(picture.level(column, row)).isCloseTo(0, within(1.0));
        }
      }
    }
    Picture quiet = picture(Wave.sine(2_000, -60, 1, RATE), RATE, size(20, 300, scale));
    assertThat(quiet.level(10, quiet.row(2_000))).isCloseTo(-60, within(1.0));
  }

  @ParameterizedTest
  @EnumSource
  void twoTonesLieInTheirRowsAndColumns(FrequencyScale scale) {
    double[] wave = Wave.silence(4, RATE);
    double[] low = Wave.sine(440, -20, 2, RATE);
    double[] high = Wave.sine(7_000, -30, 2, RATE);
    for (int i = 0; i < low.length; i++) {
      wave[i] += low[i];
      wave[i + RATE] += high[i];
    }
    Picture picture = picture(wave, RATE, size(400, 256, scale));
    for (int column = 10; column < 390; column++) {
      boolean lowSounds = column < 200;
      boolean highSounds = column >= 100 && column < 300;
      if (Math.abs(column - 100) > 5 && Math.abs(column - 200) > 5 && Math.abs(column - 300) > 5) {
        assertLevel(picture, column, 440, lowSounds ? -20 : -100);
        assertLevel(picture, column, 7_000, highSounds ? -30 : -100);
        assertLevel(picture, column, 2_000, -100);
        assertLevel(picture, column, 15_000, -100);
      }
    }
  }

  /** The loudest of the row and its neighbours, for a tone may lie on the edge of its row. */
  private static void assertLevel(Picture picture, int column, double hertz, double level) {
    int row = picture.row(hertz);
    double loudest = -200;
    for (int i = row - 1; i <= row + 1; i++) {
      loudest = Math.max(loudest, picture.level(column, i));
    }
    assertThat(loudest).as(hertz + " Hz, column " + column).isCloseTo(level, within(1.0));
  }

  @ParameterizedTest
  @EnumSource
  void aChirpIsWhereItsFrequencyIs(FrequencyScale scale) {
    double seconds = 5;
    double[] chirp = Wave.silence(seconds, RATE);
    for (int i = 0; i < chirp.length; i++) {
      double t = (double) i / RATE;
      chirp[i] = 0.5 * Math.sin(2 * Math.PI * (200 * t + 1_900 * t * t));
    }
    Picture picture = picture(chirp, RATE, size(250, 128, scale));
    for (int column = 2; column < 248; column++) {
      double hertz = 200 + 3_800 * (column + 0.5) * seconds / 250;
      int expected = picture.row(hertz);
      int reach = Math.max(1, Math.abs(picture.row(hertz + 120) - picture.row(hertz - 120)));
      assertThat(picture.loudestRow(column)).isBetween(expected - reach, expected + reach);
      assertThat(picture.level(column, picture.loudestRow(column))).isCloseTo(-6, within(3.0));
    }
  }

  /** However wide a column is, a click of a millisecond is seen in it, and in no other. */
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 20})
  void aClickIsSeenAtAnyScale(int seconds) {
    for (int at = 0; at < 40; at++) {
      double[] wave = Wave.silence(seconds * 10, RATE);
      int middle = wave.length / 2 + 1_200 + at * 173;
      Arrays.fill(wave, middle, middle + 24, 0.9);
      Picture picture = picture(wave, RATE, size(10, 16, FrequencyScale.LINEAR));
      for (int column = 0; column < 10; column++) {
        assertThat(picture.value(column, 12) > 20).isEqualTo(column == 5);
      }
    }
  }

  @Test
  void spansThatMeetFitTogether() {
    double[] noise = Wave.whiteNoise(0.2, 8, RATE, 3);
    for (int columns : new int[] {16, 240, 1_500}) {
      SpectrogramSettings whole = size(columns, 64, FrequencyScale.LOGARITHMIC);
      SpectrogramSettings half = size(columns / 2, 64, FrequencyScale.LOGARITHMIC);
      Picture all = picture(noise, RATE, whole, RATE, 7L * RATE);
      Picture first = picture(noise, RATE, half, RATE, 4L * RATE);
      Picture second = picture(noise, RATE, half, 4L * RATE, 7L * RATE);
      for (int row = 0; row < 64; row++) {
        for (int column = 0; column < columns; column++) {
          Picture part = column < columns / 2 ? first : second;
          assertThat(all.value(column, row)).isEqualTo(part.value(column % (columns / 2), row));
        }
      }
    }
  }

  /** Any division of the frames, and any beginning that is early enough, gives the same. */
  @ParameterizedTest
  @EnumSource
  void howTheFramesComeIsTheSame(SampleFormat format) {
    double[] wave = Wave.redNoise(0.3, 2, 44_100, 8);
    byte[] bytes = Wave.bytes(format, wave);
    SampleRate rate = new SampleRate(44_100);
    SpectrogramSettings settings = size(100, 50, FrequencyScale.LOGARITHMIC);
    Spectrogram once = new Spectrogram(format, 2, rate, settings, 20_000, 30_000, 0);
    once.add(bytes, 0, bytes.length);
    byte[] expected = once.finish();
    Random random = new Random(5);
    for (int i = 0; i < 20; i++) {
      long begin = random.nextLong(Spectrogram.begin(20_000, rate) + 1);
      Spectrogram other = new Spectrogram(format, 2, rate, settings, 20_000, 30_000, begin);
      int stride = 2 * format.length();
      int at = (int) begin * stride;
      while (at < bytes.length) {
        int length = Math.min(bytes.length - at, stride * random.nextInt(6_000));
        other.add(bytes, at, length);
        at += length;
      }
      assertThat(other.isComplete()).isTrue();
      assertThat(other.finish()).isEqualTo(expected);
    }
  }

  @Test
  void planesAndFramesAreTheSame() {
    float[][] planes = new float[2][10_000];
    double[] both = new double[20_000];
    Random random = new Random(1);
    for (int i = 0; i < both.length; i++) {
      planes[i % 2][i / 2] = random.nextFloat() - 0.5f;
      both[i] = planes[i % 2][i / 2];
    }
    SpectrogramSettings settings = size(30, 50, FrequencyScale.LINEAR);
    SampleRate rate = new SampleRate(8_000);
    Spectrogram one = new Spectrogram(SampleFormat.FLOAT, 2, rate, settings, 500, 10_000, 0);
    byte[] bytes = Wave.bytes(SampleFormat.FLOAT, both);
    one.add(bytes, 0, bytes.length);
    Spectrogram other = new Spectrogram(SampleFormat.FLOAT, 2, rate, settings, 500, 10_000, 0);
    other.add(planes, 0, 4_000);
    other.add(planes, 4_000, 6_000);
    assertThat(other.finish()).isEqualTo(one.finish());
  }

  @Test
  void itIsTheMeanOfTheChannels() {
    double[] mono = Wave.sine(1_000, -6, 1, RATE);
    double[] left = new double[2 * mono.length];
    double[] opposite = new double[2 * mono.length];
    for (int i = 0; i < mono.length; i++) {
      left[2 * i] = mono[i];
      opposite[2 * i] = mono[i];
      opposite[2 * i + 1] = -mono[i];
    }
    assertThat(stereo(left)).isCloseTo(-12, within(1.0));
    assertThat(stereo(opposite)).isEqualTo(-100);
  }

  private static double stereo(double[] wave) {
    SpectrogramSettings settings = size(10, 40, FrequencyScale.LINEAR);
    Spectrogram spectrogram =
        new Spectrogram(SampleFormat.FLOAT, 2, new SampleRate(RATE), settings, 0, RATE, 0);
    byte[] bytes = Wave.bytes(SampleFormat.FLOAT, wave);
    spectrogram.add(bytes, 0, bytes.length);
    Picture picture = new Picture(settings, RATE, spectrogram.finish());
    return picture.level(5, picture.row(1_000));
  }

  @Test
  void whatIsMissingBehindIsSilent() {
    double[] noise = Wave.whiteNoise(0.3, 1, RATE, 3);
    Picture picture =
        picture(noise, RATE, size(40, 30, FrequencyScale.LINEAR), 0, 2L * noise.length);
    for (int row = 0; row < 30; row++) {
      assertThat(picture.level(18, row)).isGreaterThan(-70);
      assertThat(picture.value(22, row)).isZero();
      assertThat(picture.value(39, row)).isZero();
    }
    Picture nothing =
        picture(noise, RATE, size(40, 30, FrequencyScale.LINEAR), 10L * RATE, 11L * RATE);
    assertThat(nothing.cells()).containsOnly(0);
  }

  @Test
  void whatIsNoAudioIsSilent() {
    double[] wave = Wave.silence(1, RATE);
    wave[1_000] = Double.NaN;
    wave[2_000] = Double.POSITIVE_INFINITY;
    Picture picture = picture(wave, RATE, size(10, 10, FrequencyScale.LINEAR));
    assertThat(picture.cells()).containsOnly(0);
  }

  /** A few samples can be shown, at any rate, and more columns than samples. */
  @ParameterizedTest
  @ValueSource(ints = {1, 50, 99, 8_000, 384_000})
  void theSmallestAndStrangestCanBeShown(int rate) {
    double[] noise = Wave.whiteNoise(0.3, 300.0 / rate, rate, 3);
    for (FrequencyScale scale : FrequencyScale.values()) {
      Picture picture = picture(noise, rate, size(50, 20, scale), 100, 103);
      assertThat(picture.cells()).isNotEqualTo(new byte[1_000]);
    }
  }

  @Test
  void settingsOutsideTheirLimitsAreRefused() {
    assertThatThrownBy(() -> size(0, 1, FrequencyScale.LINEAR)).hasMessageContaining("1..2048");
    assertThatThrownBy(() -> size(1, 513, FrequencyScale.LINEAR)).hasMessageContaining("1..512");
    assertThatThrownBy(() -> new SpectrogramSettings(1, 1, FrequencyScale.LINEAR, 0, 0))
        .hasMessageContaining("-200..100");
    assertThatThrownBy(() -> new SpectrogramSettings(1, 1, FrequencyScale.LINEAR, Double.NaN, 0))
        .hasMessageContaining("-200..100");
    assertThatThrownBy(() -> picture(new double[5], RATE, size(1, 1, FrequencyScale.LINEAR), 5, 5))
        .hasMessageContaining("5 to 5");
  }
}
