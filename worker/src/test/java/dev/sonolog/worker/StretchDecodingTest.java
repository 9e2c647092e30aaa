package dev.sonolog.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("judged")
class StretchDecodingTest {
  @TempDir private Path folder;

  @BeforeAll
  static void load() throws IOException {
    Libraries.load();
  }

  private static byte[] samples(Path path, boolean several) throws AvException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (AudioFile file = AudioFile.open(path);
        Decoding decoding =
            several
                ? new StretchDecoding(file, PacketMemory.of(file).orElseThrow())
                : new StraightDecoding(file)) {
      decoding.decode(frame -> write(frame, out), count -> {});
    }
    return out.toByteArray();
  }

  private static void write(AVFrame frame, ByteArrayOutputStream out) {
    if (avutil.av_sample_fmt_is_planar(frame.format()) == 0) {
      int width = frame.ch_layout().nb_channels() * avutil.av_get_bytes_per_sample(frame.format());
      byte[] packed = new byte[frame.nb_samples() * width];
      frame.data(0).get(packed);
      out.writeBytes(packed);
      return;
    }
    int channels = frame.ch_layout().nb_channels();
    byte[] packed = new byte[frame.nb_samples() * channels * Float.BYTES];
    byte[] plane = new byte[frame.nb_samples() * Float.BYTES];
    for (int channel = 0; channel < channels; channel++) {
      frame.extended_data(channel).get(plane);
      for (int i = 0; i < plane.length; i++) {
        int at = i / Float.BYTES * channels + channel;
        packed[at * Float.BYTES + i % Float.BYTES] = plane[i];
      }
    }
    out.writeBytes(packed);
  }

  /** Bit rates from the one whose reservoir reaches furthest back to the one that has none. */
  @ParameterizedTest
  @CsvSource({
    "a.mp3, -b:a 128k",
    "b.mp3, -b:a 32k",
    "c.mp3, -b:a 320k -ar 44100",
    "d.mp3, -b:a 8k -ar 24000 -ac 1",
    "e.mp3, -b:a 8k -ar 8000 -ac 1",
    "f.mp3, -q:a 6 -ac 1",
    "a.flac, -sample_fmt s16",
    "b.flac, -sample_fmt s32 -bits_per_raw_sample 24 -ac 1",
    "c.flac, -ar 8000 -frame_size 16 -sample_fmt s16",
    "d.oga, -c:a flac -sample_fmt s16",
  })
  void stretchesGiveTheSamplesOfOneGo(String name, String options) throws Exception {
    Path file = Material.make(folder, name, 35, options.split(" "));
    byte[] straight = samples(file, false);
    assertThat(straight.length).isGreaterThanOrEqualTo(35 * 8_000 * 2);
    assertThat(Arrays.equals(samples(file, true), straight)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"a.mp3, -b:a 64k", "a.flac, -sample_fmt s16"})
  void damagedFilesHaveTheSameLength(String name, String options) throws Exception {
    Path file = damaged(name, options);
    assertThat(samples(file, true).length).isEqualTo(samples(file, false).length);
  }

  @Test
  void ofDamagedFlacEachFrameIsTheSame() throws Exception {
    Path file = damaged("a.flac", "-sample_fmt s16");
    assertThat(Arrays.equals(samples(file, true), samples(file, false))).isTrue();
  }

  private Path damaged(String name, String options) throws Exception {
    Path file = Material.make(folder, name, 35, options.split(" "));
    byte[] bytes = Files.readAllBytes(file);
    Random random = new Random(4);
    for (int i = 0; i < 300; i++) {
      bytes[9_000 + random.nextInt(bytes.length - 9_000)] = (byte) random.nextInt();
    }
    return Files.write(file, bytes);
  }
}
