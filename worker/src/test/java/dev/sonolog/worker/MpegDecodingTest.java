package dev.sonolog.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("judged")
class MpegDecodingTest {
  @TempDir private Path folder;

  @BeforeAll
  static void load() throws IOException {
    Libraries.load();
  }

  private static byte[] samples(Path path, boolean several) throws AvException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (AudioFile file = AudioFile.open(path);
        Decoding decoding = several ? new MpegDecoding(file) : new StraightDecoding(file)) {
      decoding.decode(frame -> write(frame, out), count -> {});
    }
    return out.toByteArray();
  }

  private static void write(AVFrame frame, ByteArrayOutputStream out) {
    for (int channel = 0; channel < frame.ch_layout().nb_channels(); channel++) {
      byte[] plane = new byte[frame.nb_samples() * 4];
      frame.extended_data(channel).get(plane);
      out.writeBytes(plane);
    }
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
  })
  void stretchesGiveTheSamplesOfOneGo(String name, String options) throws Exception {
    Path file = Material.make(folder, name, 35, options.split(" "));
    byte[] straight = samples(file, false);
    assertThat(straight.length).isGreaterThanOrEqualTo(35 * 8_000 * 4);
    assertThat(Arrays.equals(samples(file, true), straight)).isTrue();
  }

  @Test
  void damagedFilesHaveTheSameLength() throws Exception {
    Path file = Material.make(folder, "a.mp3", 35, "-b:a", "64k");
    byte[] bytes = Files.readAllBytes(file);
    Random random = new Random(4);
    for (int i = 0; i < 300; i++) {
      bytes[2_000 + random.nextInt(bytes.length - 2_000)] = (byte) random.nextInt();
    }
    Files.write(file, bytes);
    assertThat(samples(file, true).length).isEqualTo(samples(file, false).length);
  }
}
