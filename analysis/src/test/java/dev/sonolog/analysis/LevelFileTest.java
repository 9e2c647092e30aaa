package dev.sonolog.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.pcm.SampleFormat;
import dev.sonolog.jobs.LevelData;
import dev.sonolog.measure.PeakLevel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LevelFileTest {
  static LevelData data(long frames, int channels) {
    Random random = new Random(frames);
    double[] windows = new double[(int) Math.ceilDiv(frames, 4_800L)];
    Arrays.setAll(windows, _ -> Math.rint(random.nextDouble() * 1e5) / 1e5);
    short[] peaks = new short[(int) Math.ceilDiv(frames, 256L) * 2 * channels];
    for (int i = 0; i < peaks.length; i++) {
      peaks[i] = (short) random.nextInt();
    }
    return new LevelData(
        "flac",
        SampleFormat.S24,
        channels,
        new SampleRate(44_100),
        frames,
        3,
        windows,
        new PeakLevel(channels, 256, peaks));
  }

  private static byte[] written(LevelData data) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LevelFile.write("1000 ab", data, out);
    return out.toByteArray();
  }

  @Test
  void whatWasWrittenIsReadBack() throws IOException {
    LevelData data = data(100_000, 2);
    LevelData read = LevelFile.read(new ByteArrayInputStream(written(data)));
    assertThat(read.codec()).isEqualTo("flac");
    assertThat(read.format()).isEqualTo(SampleFormat.S24);
    assertThat(read.rate()).isEqualTo(data.rate());
    assertThat(read.frames()).isEqualTo(100_000);
    assertThat(read.brokenPackets()).isEqualTo(3);
    assertThat(read.windows()).isEqualTo(data.windows());
    assertThat(read.peaks().sameAs(data.peaks())).isTrue();
    LevelFile.Windows windows = LevelFile.readWindows(new ByteArrayInputStream(written(data)));
    assertThat(windows.content()).isEqualTo("1000 ab");
    assertThat(windows.windows()).isEqualTo(data.windows());
  }

  @Test
  void aByteThatRottedOrIsMissingIsNoticedWhereverItIs() throws IOException {
    byte[] bytes = written(data(10_000, 1));
    for (int at = 0; at < bytes.length; at++) {
      byte[] rotten = bytes.clone();
      rotten[at] ^= 0x41;
      assertThatThrownBy(() -> LevelFile.read(new ByteArrayInputStream(rotten)))
          .as("byte " + at)
          .isInstanceOf(IOException.class);
      byte[] cut = Arrays.copyOf(bytes, at);
      assertThatThrownBy(() -> LevelFile.read(new ByteArrayInputStream(cut)))
          .as("of " + at + " bytes")
          .isInstanceOf(IOException.class);
    }
  }
}
