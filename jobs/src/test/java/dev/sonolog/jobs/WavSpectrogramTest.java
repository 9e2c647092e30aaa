package dev.sonolog.jobs;

import static dev.sonolog.jobs.WavMeasuringTest.wav;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.UnsupportedFormatException;
import dev.sonolog.formats.pcm.SampleFormat;
import dev.sonolog.measure.FrequencyScale;
import dev.sonolog.measure.Spectrogram;
import dev.sonolog.measure.SpectrogramSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WavSpectrogramTest {
  private static final SampleRate RATE = new SampleRate(48_000);
  private static final SpectrogramSettings SETTINGS =
      SpectrogramSettings.usual(90, 40, FrequencyScale.LINEAR);

  @TempDir private Path folder;

  private static SpectrogramOrder order(Path file, long from, long to) {
    return new SpectrogramOrder(
        new InputPart.Samples(file, from, OptionalLong.of(to), Optional.empty()), SETTINGS);
  }

  private static byte[] drawn(Path file, long from, long to) throws IOException {
    return WavSpectrogram.draw(order(file, from, to), step -> {}).cells();
  }

  private static byte[] plain(SampleFormat format, byte[] samples, long from, long to) {
    Spectrogram spectrogram = new Spectrogram(format, 3, RATE, SETTINGS, from, to, 0);
    spectrogram.add(samples, 0, samples.length);
    return spectrogram.finish();
  }

  @ParameterizedTest
  @EnumSource(SampleFormat.class)
  void aSpanIsDrawnAsItsSamplesAre(SampleFormat format) throws IOException {
    byte[] samples = new byte[3 * format.length() * 150_001];
    new Random(3).nextBytes(samples);
    for (int i = 3; format == SampleFormat.FLOAT && i < samples.length; i += 4) {
      samples[i] = (byte) ((samples[i] & 0x80) | 0x3D); // between full scale and nothing
    }
    Path file = Files.write(folder.resolve("a.wav"), wav(format, 3, samples, samples.length));
    for (long[] span :
        new long[][] {
          {0, 150_001}, {0, 9}, {70_000, 90_000}, {149_000, 300_000}, {400_000, 500_000}
        }) {
      assertThat(drawn(file, span[0], span[1])).isEqualTo(plain(format, samples, span[0], span[1]));
    }
    assertThat(drawn(file, 70_000, 90_000)).isNotEqualTo(drawn(file, 70_001, 90_000));
  }

  @Test
  void aFileThatStillGrowsIsDrawnAsFarAsItIs() throws IOException {
    byte[] samples = new byte[6 * 20_000 + 5];
    new Random(3).nextBytes(samples);
    Path file = Files.write(folder.resolve("a.wav"), wav(SampleFormat.S16, 3, samples, 0));
    assertThat(drawn(file, 0, 40_000)).isEqualTo(plain(SampleFormat.S16, samples, 0, 40_000));
  }

  /** An hour in front of the span costs nothing. */
  @Test
  void onlyTheSpanIsRead() throws IOException {
    byte[] samples = new byte[60 << 20];
    Path file =
        Files.write(folder.resolve("a.wav"), wav(SampleFormat.S16, 2, samples, samples.length));
    List<Message.Progress> steps = new ArrayList<>();
    var _ = WavSpectrogram.draw(order(file, 10_000_000, 10_100_000), steps::add);
    assertThat(steps).isEmpty();
    var _ = WavSpectrogram.draw(order(file, 0, 15_000_000), steps::add);
    assertThat(steps).hasSize(3);
  }

  @Test
  void whatIsNoWavIsRefused() throws IOException {
    Path file =
        Files.write(folder.resolve("a.wav"), "ID3 and so on".getBytes(StandardCharsets.US_ASCII));
    assertThatThrownBy(() -> drawn(file, 0, 5)).isInstanceOf(UnsupportedFormatException.class);
    Path many = Files.write(folder.resolve("b.wav"), wav(SampleFormat.S16, 33, new byte[66], 66));
    assertThatThrownBy(() -> drawn(many, 0, 5))
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessageContaining("33 channels");
  }
}
