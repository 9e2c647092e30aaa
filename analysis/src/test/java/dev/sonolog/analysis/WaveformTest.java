package dev.sonolog.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.jobs.LevelData;
import dev.sonolog.measure.PeakLevel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WaveformTest {
  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  static byte[] written(Waveform waveform, WaveformFormat format, PeakBits bits)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    waveform.write(format, bits, out);
    return out.toByteArray();
  }

  @Test
  void aZoomOfWholeBucketsShowsExactlyTheSamples() throws Exception {
    for (int channels = 1; channels <= 6; channels++) {
      Noise noise = Noise.of(random, 48_000, channels, 20_000 + random.nextInt(20_000));
      int zoom = 256 * (1 + random.nextInt(9));
      Waveform waveform = Waveform.of(noise.measured(), zoom);
      assertThat(waveform.length()).isEqualTo(Math.ceilDiv(noise.frames(), zoom));
      for (int column = 0; column < waveform.length(); column++) {
        for (int channel = 0; channel < channels; channel++) {
          long from = (long) column * zoom;
          assertThat(waveform.peaks().lowest(column, channel))
              .as("seed %d, %d channels, zoom %d, column %d", seed, channels, zoom, column)
              .isEqualTo((short) noise.lowest(channel, from, from + zoom));
          assertThat(waveform.peaks().highest(column, channel))
              .as("seed %d, %d channels, zoom %d, column %d", seed, channels, zoom, column)
              .isEqualTo((short) noise.highest(channel, from, from + zoom));
        }
      }
    }
  }

  @Test
  void anyOtherZoomShowsTheSamplesWithinABucket() throws Exception {
    for (int round = 0; round < 60; round++) {
      int channels = 1 + random.nextInt(6);
      Noise noise = Noise.of(random, 44_100, channels, 1 + random.nextInt(30_000));
      int zoom = 256 + random.nextInt(round % 2 == 0 ? 300 : 5_000);
      Waveform waveform = Waveform.of(noise.measured(), zoom);
      assertThat(waveform.length()).isEqualTo(Math.ceilDiv(noise.frames(), zoom));
      BitSet all = new BitSet();
      all.set(0, noise.frames());
      new Within(waveform, noise, all).check("seed " + seed + ", zoom " + zoom);
    }
  }

  @Test
  void aZoomBelowTheFinestLevelIsRefusedWithTheLeast() {
    LevelData data = Noise.of(random, 48_000, 1, 1_000).measured();
    assertThatThrownBy(() -> Waveform.of(data, 255))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("255")
        .hasMessageContaining("begin at 256");
  }

  @Test
  void aFileWithoutSamplesHasNoPixels() throws Exception {
    assertThat(Waveform.of(Noise.of(random, 48_000, 2, 0).measured(), 256).length()).isZero();
  }

  // --- written

  @ParameterizedTest
  @EnumSource
  void bothFormatsSayTheSame(PeakBits bits) throws Exception {
    Waveform waveform = Waveform.of(Noise.of(random, 44_100, 3, 200_000).measured(), 300);
    WaveformData data = WaveformData.of(written(waveform, WaveformFormat.DAT, bits));
    assertThat(data.bits()).isEqualTo(bits.count());
    assertThat(data.rate()).isEqualTo(44_100);
    assertThat(data.zoom()).isEqualTo(300);
    assertThat(data.length()).isEqualTo(667);
    assertThat(data.channels()).isEqualTo(3);
    JsonNode json = JsonMapper.shared().readTree(written(waveform, WaveformFormat.JSON, bits));
    assertThat(json.propertyNames())
        .containsExactly(
            "version", "channels", "sample_rate", "samples_per_pixel", "bits", "length", "data");
    assertThat(json.at("/version").asInt()).isEqualTo(2);
    assertThat(json.at("/bits").asInt()).isEqualTo(bits.count());
    assertThat(json.at("/sample_rate").asInt()).isEqualTo(44_100);
    assertThat(json.at("/samples_per_pixel").asInt()).isEqualTo(300);
    assertThat(json.at("/channels").asInt()).isEqualTo(3);
    assertThat(json.at("/length").asInt()).isEqualTo(667);
    int[] values = JsonMapper.shared().treeToValue(json.at("/data"), int[].class);
    assertThat(values).isEqualTo(data.values()).hasSize(667 * 6);
  }

  @Test
  void theBytesAreThoseOfTheDescription() throws Exception {
    short[] values = {-32_768, 32_767, -1, 1, 0, 0, -256, 256};
    Waveform waveform = new Waveform(new SampleRate(8_000), new PeakLevel(2, 512, values));
    assertThat(written(waveform, WaveformFormat.DAT, PeakBits.SIXTEEN))
        .isEqualTo(
            bytes(
                2, 0, 0, 0, 0, 0, 0, 0, 0x40, 0x1F, 0, 0, 0, 2, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 0,
                0x80, 0xFF, 0x7F, 0xFF, 0xFF, 1, 0, 0, 0, 0, 0, 0, 0xFF, 0, 1));
    assertThat(written(waveform, WaveformFormat.DAT, PeakBits.EIGHT))
        .isEqualTo(
            bytes(
                2, 0, 0, 0, 1, 0, 0, 0, 0x40, 0x1F, 0, 0, 0, 2, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 0x80,
                0x7F, 0xFF, 1, 0, 0, 0xFF, 1));
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
