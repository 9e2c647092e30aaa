package dev.sonolog.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.pcm.PcmBlock;
import dev.sonolog.formats.pcm.SampleFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LevelMeterTest {
  private static final int RATE = 48_000;

  @ParameterizedTest
  @ValueSource(ints = {1000, 8000, 11_025, 22_050, 44_100, 48_000, 96_001, 768_000})
  void aReadingIsGivenTwentyTimesInASecondOfAudio(int rate) {
    Measured measured = Measured.of(rate, Wave.sine(100, -20, 2.02, rate));

    assertThat(measured.readings()).hasSize(41);
    for (int i = 0; i < 40; i++) {
      assertThat(measured.readings().get(i).position()).isEqualTo((i + 1L) * rate / 20);
    }
    assertThat(measured.readings().stream().mapToLong(LevelReading::samples).sum())
        .isEqualTo(measured.last().position())
        .isEqualTo(Wave.samples(2.02, rate));
  }

  @ParameterizedTest
  @EnumSource
  void anyChunksGiveTheSameReadings(SampleFormat format) {
    long seed = 20260101L + format.length();
    System.out.println("chunks by seed " + seed);
    Random random = new Random(seed);
    double[] left = Wave.redNoise(1, 1.234, 44_100, seed);
    double[] right = Wave.sine(3000, 0, 1.234, 44_100);
    byte[] bytes = Wave.bytes(format, Wave.interleave(left, right));
    List<LevelReading> whole = readings(format, bytes, () -> bytes.length);
    int frame = 2 * format.length();

    assertThat(readings(format, bytes, () -> frame)).isEqualTo(whole);
    assertThat(readings(format, bytes, () -> frame * random.nextInt(3000))).isEqualTo(whole);
    assertThat(whole).hasSize(25);
  }

  private static List<LevelReading> readings(
      SampleFormat format, byte[] bytes, IntSupplier lengths) {
    LevelMeter meter = new LevelMeter(format, 2, new SampleRate(44_100), MeterSettings.all());
    List<LevelReading> readings = new ArrayList<>();
    for (int at = 0; at < bytes.length; ) {
      int length = Math.min(lengths.getAsInt(), bytes.length - at);
      meter.add(bytes, at, length, readings::add);
      at += length;
    }
    meter.finish(readings::add);
    return readings;
  }

  @ParameterizedTest
  @EnumSource
  void eachFormatOfASignalHasTheSameLevels(SampleFormat format) {
    double[] wave = Wave.redNoise(0.3, 4, RATE, 7);
    Measured floats = Measured.of(RATE, wave, wave);
    Measured measured = Measured.of(MeterSettings.all(), format, RATE, wave, wave);
    ChannelLevel expected = floats.last().channels().getFirst();
    ChannelLevel level = measured.last().channels().getFirst();

    assertThat(level.peak()).isCloseTo(expected.peak(), within(0.002));
    assertThat(level.rms()).isCloseTo(expected.rms(), within(0.002));
    assertThat(measured.truePeak()).isCloseTo(floats.truePeak(), within(0.002));
    assertThat(measured.loudness().integrated())
        .isCloseTo(floats.loudness().integrated(), within(0.001));
  }

  @ParameterizedTest
  @EnumSource
  void theChannelsAreInTheirOrder(SampleFormat format) {
    double[][] channels = new double[32][];
    for (int i = 0; i < channels.length; i++) {
      channels[i] = Wave.sine(1000, -1 - i, 0.05, RATE);
    }
    LevelReading reading = Measured.of(MeterSettings.levels(), format, RATE, channels).last();

    for (int i = 0; i < channels.length; i++) {
      assertThat(reading.channels().get(i).peak()).isCloseTo(-1 - i, within(0.05));
      assertThat(reading.channels().get(i).rms()).isCloseTo(-4.01 - i, within(0.05));
    }
    assertThat(reading.channels().getFirst().truePeak()).isEmpty();
    assertThat(reading.loudness()).isEmpty();
  }

  @Test
  void aFullScaleSquareWaveHasNoDecibelsAndIsClipped() {
    double[] square = new double[RATE];
    for (int i = 0; i < square.length; i++) {
      square[i] = i / 100 % 2 == 0 ? 1 : -1;
    }
    ChannelLevel level =
        Measured.of(MeterSettings.all(), SampleFormat.S24, RATE, square)
            .last()
            .channels()
            .getFirst();

    assertThat(level.peak()).isZero();
    assertThat(level.rms()).isCloseTo(0, within(1e-6));
    assertThat(level.clips()).isOne();
    assertThat(level.truePeak().orElseThrow().highest()).isBetween(0.5, 3.0);
  }

  @Test
  void silenceIsNegativeInfinityEverywhere() {
    Measured measured = Measured.of(RATE, new double[RATE * 4], new double[RATE * 4]);
    ChannelLevel level = measured.last().channels().getFirst();
    double none = Double.NEGATIVE_INFINITY;

    assertThat(measured.loudness()).isEqualTo(new LoudnessReading(none, none, none, 0, none, none));
    assertThat(level.zero()).isTrue();
    assertThat(level.peak()).isEqualTo(none);
    assertThat(level.rms()).isEqualTo(none);
    assertThat(level.fallingPeak()).isEqualTo(none);
    assertThat(level.heldPeak()).isEqualTo(none);
    assertThat(measured.truePeak()).isEqualTo(none);
  }

  @Test
  void whatIsNoAudioIsCountedAndMeasuredAsZero() {
    double[] wave = Wave.sine(1000, -20, 2, RATE);
    double[] clean = wave.clone();
    float[] broken = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 3e38f, -2e6f};
    for (int i = 0; i < broken.length; i++) {
      wave[1000 + i * 37] = broken[i];
      clean[1000 + i * 37] = 0;
    }
    Measured measured = Measured.of(RATE, wave);

    assertThat(measured.last().channels().getFirst().broken()).isEqualTo(5);
    assertThat(measured.loudness()).isEqualTo(Measured.of(RATE, clean).loudness());
    assertThat(measured.truePeak()).isEqualTo(Measured.of(RATE, clean).truePeak());
  }

  @Test
  void theLoudestFloatsThatAreAudioGiveNumbers() {
    double[] wave = Wave.sine(1000, 119.9, 4, RATE);
    Measured measured = Measured.of(RATE, wave);

    assertThat(measured.truePeak()).isCloseTo(119.9, within(0.1));
    assertThat(measured.loudness().integrated()).isCloseTo(116.9, within(0.2));
  }

  @Test
  void anEndedSoundLeavesNoTraceInLaterWindows() {
    double[] wave = Wave.join(Wave.sine(1000, 0, 1, RATE), Wave.silence(10, RATE));

    assertThat(Measured.of(RATE, wave).loudness().shortTerm()).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void aPeakFallsByTwentyDecibelsIn1700Milliseconds() {
    double[] wave = Wave.join(Wave.sine(1000, -6, 0.05, RATE), Wave.silence(3, RATE));
    List<LevelReading> readings = Measured.of(RATE, wave).readings();

    assertThat(falling(readings, 0)).isCloseTo(-6, within(0.01));
    assertThat(falling(readings, 34)).isCloseTo(-26, within(0.01));
  }

  private static double falling(List<LevelReading> readings, int index) {
    return readings.get(index).channels().getFirst().fallingPeak();
  }

  @Test
  void aPeakIsHeldAndThenFollowsTheFallingOne() {
    double[] wave = Wave.join(Wave.sine(1000, -6, 0.05, RATE), Wave.silence(3, RATE));
    MeterSettings settings = MeterSettings.levels().withHold(Duration.ofSeconds(1));
    List<LevelReading> readings = Measured.of(settings, SampleFormat.FLOAT, RATE, wave).readings();

    assertThat(readings.get(20).channels().getFirst().heldPeak()).isCloseTo(-6, within(0.01));
    assertThat(readings.get(21).channels().getFirst().heldPeak()).isEqualTo(falling(readings, 21));
    assertThat(readings.get(50).channels().getFirst().heldPeak()).isEqualTo(falling(readings, 50));
  }

  @Test
  void clipsAreRunsOfSamplesAtFullScale() {
    double[] wave = new double[RATE];
    Arrays.fill(wave, 100, 102, 1);
    Arrays.fill(wave, 200, 203, 1);
    Arrays.fill(wave, 2399, 2402, -1);
    Arrays.fill(wave, 5000, 9000, 1);
    List<LevelReading> readings =
        Measured.of(MeterSettings.levels(), SampleFormat.S16, RATE, wave).readings();

    assertThat(readings.get(0).channels().getFirst().newClips()).isEqualTo(1);
    assertThat(readings.get(1).channels().getFirst().newClips()).isEqualTo(1);
    assertThat(readings.getLast().channels().getFirst().clips()).isEqualTo(3);
    assertThat(
            Measured.of(MeterSettings.levels().withClipRun(1), SampleFormat.S16, RATE, wave)
                .last()
                .channels()
                .getFirst()
                .clips())
        .isEqualTo(4);
  }

  @Test
  void aNewProgrammeBeginsWithWhatFollows() {
    LevelMeter meter =
        new LevelMeter(SampleFormat.FLOAT, 1, new SampleRate(RATE), MeterSettings.all());
    List<LevelReading> readings = new ArrayList<>();
    meter.add(block(Wave.sine(1000, 1, 5, RATE)), readings::add);
    meter.beginProgramme();
    meter.add(block(Wave.sine(1000, -20, 5, RATE)), readings::add);
    LevelReading last = readings.getLast();
    LoudnessReading loudness = last.loudness().orElseThrow();

    assertThat(loudness.integrated()).isCloseTo(-23, within(0.1));
    assertThat(loudness.highestMomentary()).isCloseTo(-23, within(0.1));
    assertThat(loudness.highestShortTerm()).isCloseTo(-23, within(0.1));
    assertThat(loudness.range()).isCloseTo(0, within(0.1));
    assertThat(last.channels().getFirst().clips()).isZero();
    assertThat(last.channels().getFirst().highestPeak()).isCloseTo(-20, within(0.1));
    assertThat(last.position()).isEqualTo(10 * RATE);
  }

  private static PcmBlock block(double[] wave) {
    return new PcmBlock(Wave.bytes(SampleFormat.FLOAT, wave), wave.length, wave.length * 4L);
  }

  @Test
  void theWeightsOfChannelsCanBeGiven() {
    double[] tone = Wave.sine(997, -20, 2, RATE);
    MeterSettings settings = MeterSettings.all().withWeights(List.of(1.0, 0.0));

    assertThat(Measured.of(settings, SampleFormat.FLOAT, RATE, tone, tone).loudness().integrated())
        .isCloseTo(-23, within(0.02));
  }

  @Test
  void whatCannotBeMeasuredIsRefused() {
    LevelMeter meter =
        new LevelMeter(SampleFormat.S16, 2, new SampleRate(RATE), MeterSettings.levels());

    assertThatThrownBy(() -> meter.add(new byte[6], 0, 6, reading -> {}))
        .hasMessage("6 bytes are no whole frames of 4 bytes");
    assertThatThrownBy(() -> meter.add(new byte[8], 4, 8, reading -> {}))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(
            () ->
                new LevelMeter(SampleFormat.S16, 33, new SampleRate(RATE), MeterSettings.levels()))
        .hasMessage("33 channels are outside 1..32");
    assertThatThrownBy(
            () -> new LevelMeter(SampleFormat.S16, 1, new SampleRate(999), MeterSettings.levels()))
        .hasMessage("Levels of 999 Hz cannot be measured; 1000 Hz is the least");
    meter.finish(reading -> {});
    assertThatThrownBy(() -> meter.add(new byte[4], 0, 4, reading -> {}))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theIntegratedLoudnessOfManyDaysNeedsNoMoreMemoryAndStaysRight() {
    LoudnessHistogram histogram = new LoudnessHistogram();
    for (int i = 0; i < 10_000_000; i++) {
      histogram.add(i % 2 == 0 ? 0.01 : 0.00001);
    }
    assertThat(histogram.gatedLoudness(10)).isCloseTo(-20.691, within(0.0001));
    assertThat(histogram.spread(40, 0.1, 0.95)).isCloseTo(30, within(0.011));
  }
}
