package dev.sonolog.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.UnsupportedFormatException;
import dev.sonolog.formats.pcm.SampleFormat;
import dev.sonolog.measure.PeakPyramid;
import dev.sonolog.measure.SummaryMeter;
import dev.sonolog.measure.SummarySettings;
import dev.sonolog.measure.WindowLevels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WavMeasuringTest {
  private static final int RATE = 48_000;

  @TempDir private Path folder;

  /**
   * A file with a canonical head.
   *
   * @param said the length of the samples that the head gives
   */
  static byte[] wav(SampleFormat format, int channels, byte[] samples, int said) {
    int frame = channels * format.length();
    ByteBuffer out = ByteBuffer.allocate(44 + samples.length).order(ByteOrder.LITTLE_ENDIAN);
    out.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(said == 0 ? 0 : said + 36);
    out.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    out.putShort((short) (format == SampleFormat.FLOAT ? 3 : 1)).putShort((short) channels);
    out.putInt(RATE).putInt(RATE * frame).putShort((short) frame);
    out.putShort((short) format.bits()).put("data".getBytes(StandardCharsets.US_ASCII));
    return out.putInt(said).put(samples).array();
  }

  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(3).nextBytes(bytes);
    return bytes;
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("a.wav"), bytes);
  }

  private static void assertMeasured(
      LevelData data, SampleFormat format, int channels, byte[] samples) {
    WindowLevels windows = new WindowLevels(format, channels, new SampleRate(RATE));
    windows.add(samples, 0, samples.length);
    PeakPyramid peaks = new PeakPyramid(format, channels);
    peaks.add(samples, 0, samples.length);
    assertThat(data.windows()).isEqualTo(windows.levels());
    assertThat(data.peaks().sameAs(peaks.base())).isTrue();
    assertThat(data.format()).isEqualTo(format);
    assertThat(data.frames()).isEqualTo(samples.length / format.length() / channels);
  }

  @ParameterizedTest
  @EnumSource(SampleFormat.class)
  void allOfAFileIsMeasured(SampleFormat format) throws IOException {
    byte[] samples = noise(3 * format.length() * 150_001);
    LevelData data =
        WavMeasuring.measure(file(wav(format, 3, samples, samples.length)), step -> {});
    assertMeasured(data, format, 3, samples);
  }

  @ParameterizedTest
  @EnumSource(SampleFormat.class)
  void aFileIsSummarisedAsItsSamplesAre(SampleFormat format) throws IOException {
    byte[] samples = noise(2 * format.length() * 100_001);
    SummarySettings settings = SummarySettings.usual();
    SummaryMeter meter = new SummaryMeter(format, 2, new SampleRate(RATE), settings);
    meter.add(samples, 0, samples.length);
    Path file = file(wav(format, 2, samples, samples.length));
    assertThat(meter.finish()).hasValue(WavMeasuring.summarise(file, settings, step -> {}));
  }

  @Test
  void aFileWithoutAFrameHasNoSummary() throws IOException {
    Path file = file(wav(SampleFormat.S16, 2, new byte[0], 0));
    assertThatThrownBy(() -> WavMeasuring.summarise(file, SummarySettings.usual(), step -> {}))
        .isInstanceOf(JobFailedException.class);
  }

  @Test
  void aFileThatStillGrowsIsMeasuredAsFarAsItIs() throws IOException {
    byte[] samples = noise(4 * 10_000 + 3);
    Path file = file(wav(SampleFormat.S16, 2, samples, 0));
    LevelData data = WavMeasuring.measure(file, step -> {});
    assertMeasured(data, SampleFormat.S16, 2, Arrays.copyOf(samples, 40_000));
  }

  @Test
  void progressIsToldAndItsExceptionEndsTheWork() throws IOException {
    byte[] samples = new byte[40 << 20];
    Path file = file(wav(SampleFormat.S16, 2, samples, samples.length));
    List<Message.Progress> steps = new ArrayList<>();
    long frames = WavMeasuring.measure(file, steps::add).frames();
    assertThat(steps).hasSize(2).allMatch(step -> step.expected().orElseThrow() == frames);
    assertThatThrownBy(
            () ->
                WavMeasuring.measure(
                    file,
                    step -> {
                      throw new IllegalStateException("enough");
                    }))
        .hasMessage("enough");
  }

  @Test
  void whatIsNoWavIsRefused() throws IOException {
    Path file = file("ID3 and so on".getBytes(StandardCharsets.US_ASCII));
    assertThatThrownBy(() -> WavMeasuring.measure(file, step -> {}))
        .isInstanceOf(UnsupportedFormatException.class);
    Path many = file(wav(SampleFormat.S16, 33, new byte[66], 66));
    assertThatThrownBy(() -> WavMeasuring.measure(many, step -> {}))
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessageContaining("33 channels");
  }
}
