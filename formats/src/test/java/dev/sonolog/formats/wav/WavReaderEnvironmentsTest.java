package dev.sonolog.formats.wav;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.testing.Dump;
import dev.sonolog.formats.testing.Inputs;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** However the bytes arrive, a reader says the same. */
final class WavReaderEnvironmentsTest {
  private static final byte[] STREAM = everything();
  private static final List<String> GOLDEN = dump(new ByteArrayInputStream(STREAM));

  /** All that a reader meets: junk, chunks, a torn frame, an odd length, 64 bits, a broken end. */
  private static byte[] everything() {
    byte[] fmt = new WaveBytes().fmt(1, 2, 100, 4, 16).build();
    return WaveBytes.joined(
        new byte[30],
        WaveBytes.riff(
            WaveBytes.chunk("LIST", new byte[33]), fmt, WaveBytes.chunk("data", new byte[98])),
        WaveBytes.chunk("id3 ", new byte[11]),
        new byte[9],
        WaveBytes.riff(
            new WaveBytes().fmt(1, 1, 100, 3, 24).build(), WaveBytes.chunk("data", new byte[33])),
        WaveBytes.rf64(
            WaveBytes.chunk("ds64", WaveBytes.ds64(400, 80)),
            new WaveBytes().fmt(3, 2, 100, 8, 32).build(),
            WaveBytes.header("data", 0xFFFF_FFFF)),
        new byte[80],
        WaveBytes.riff(fmt, WaveBytes.header("data", 4_000)),
        new byte[83]);
  }

  private static List<String> dump(InputStream stream) {
    return Dump.of(new WavReader(new ByteInput(stream, WavReader.LOOK_AHEAD)));
  }

  @Test
  void theGoldenDumpIsWhatAPersonExpects() {
    assertThat(GOLDEN)
        .filteredOn(line -> !line.startsWith("frame"))
        .containsExactly(
            "damage @0 30 bytes: no WAV file begins in these bytes",
            "track PCM 100 Hz stereo",
            "damage @212 2 bytes: a frame of samples without its end",
            "damage @234 9 bytes: no WAV file begins in these bytes",
            "track PCM 100 Hz mono",
            "track PCM 100 Hz stereo",
            "track PCM 100 Hz stereo",
            "damage @605 3 bytes: a frame of samples without its end",
            "end");
    assertThat(Dump.shape(GOLDEN)).isEqualTo("dtfffddtfftftffde");
  }

  @Test
  void oneByteAtATime() {
    assertThat(dump(Inputs.chunks(STREAM, () -> 1))).isEqualTo(GOLDEN);
  }

  @Test
  void anyChunks() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int run = 0; run < 200; run++) {
      assertThat(dump(Inputs.chunks(STREAM, () -> 1 + random.nextInt(90))))
          .as("seed %s", seed)
          .isEqualTo(GOLDEN);
    }
  }

  @Test
  void oneFailureAtEachPosition() {
    for (int position = 0; position <= STREAM.length; position++) {
      assertThat(dump(Inputs.failingOnceAt(STREAM, position)))
          .as("failing at %s", position)
          .isEqualTo(GOLDEN);
    }
  }

  @Test
  void truncationAtEachByteLosesATornFrameAtMost() {
    byte[] healthy =
        WaveBytes.riff(
            new WaveBytes().fmt(1, 2, 100, 4, 16).build(), WaveBytes.chunk("data", new byte[200]));
    for (int length = 0; length <= healthy.length; length++) {
      List<String> dump = dump(new ByteArrayInputStream(Arrays.copyOf(healthy, length)));
      int data = Math.max(0, length - 44);
      String blocks = "f".repeat((data / 4 + 9) / 10);
      String expected =
          length == 0 ? "e" : length < 44 ? "de" : "t" + blocks + (data % 4 == 0 ? "e" : "de");
      assertThat(Dump.shape(dump)).as("%s bytes", length).isEqualTo(expected);
    }
  }
}
