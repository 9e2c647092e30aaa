package dev.sonolog.formats.mpeg;

import static dev.sonolog.formats.mpeg.MpegFrames.joined;
import static dev.sonolog.formats.mpeg.MpegFrames.stream;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.tags.Id3v2;
import dev.sonolog.formats.testing.Dump;
import dev.sonolog.formats.testing.Inputs;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** However the bytes arrive, a reader says the same. */
final class MpegReaderEnvironmentsTest {
  private static final byte[] STREAM = everything();
  private static final List<String> GOLDEN =
      dump(new ByteArrayInputStream(STREAM), MpegReader.LOOK_AHEAD);

  /** All that a reader meets: a join, tags, junk, lost bytes, changes of format, a broken end. */
  private static byte[] everything() {
    byte[] usual = stream(MpegFrames.usual(), 6);
    byte[] tag = Id3v2.write(700, Optional.empty(), OptionalLong.empty(), List.of());
    byte[] lost = Arrays.copyOf(usual, 3 * 417 + 200);
    byte[] low = stream(MpegFrames.low(), 6);
    return joined(
        Arrays.copyOfRange(usual, 300, 417),
        usual,
        tag,
        usual,
        new byte[90],
        lost,
        usual,
        low,
        stream(MpegFrames.layerTwo(), 5),
        Arrays.copyOf(usual, 1_000));
  }

  private static List<String> dump(InputStream stream, int limit) {
    return Dump.of(new MpegReader(new ByteInput(stream, limit)));
  }

  @Test
  void theGoldenDumpIsWhatAPersonExpects() {
    assertThat(GOLDEN)
        .filteredOn(line -> !line.startsWith("frame"))
        .containsExactly(
            "track MP3 44100 Hz stereo",
            "damage @5821 90 bytes: no frame begins in these bytes",
            "damage @7162 200 bytes: a frame is broken off",
            "track MP3 22050 Hz mono",
            "track MP2 48000 Hz stereo",
            "track MP3 44100 Hz stereo",
            "damage @14826 166 bytes: the last frame is cut off, 166 of 417 bytes",
            "end");
  }

  @Test
  void oneByteAtATime() {
    assertThat(dump(Inputs.chunks(STREAM, () -> 1), MpegReader.LOOK_AHEAD)).isEqualTo(GOLDEN);
  }

  @Test
  void anyChunks() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int run = 0; run < 200; run++) {
      assertThat(dump(Inputs.chunks(STREAM, () -> 1 + random.nextInt(900)), 1 << (14 + run % 5)))
          .as("seed %s", seed)
          .isEqualTo(GOLDEN);
    }
  }

  @Test
  void oneFailureAtEachPosition() {
    for (int position = 0; position <= STREAM.length; position++) {
      assertThat(dump(Inputs.failingOnceAt(STREAM, position), MpegReader.LOOK_AHEAD))
          .as("failing at %s", position)
          .isEqualTo(GOLDEN);
    }
  }

  @Test
  void truncationAtEachByteLeavesAPrefixAndAtMostOneDamage() {
    byte[] healthy = stream(MpegFrames.usual(), 6);
    List<String> whole = dump(new ByteArrayInputStream(healthy), MpegReader.LOOK_AHEAD);
    for (int length = 0; length <= healthy.length; length++) {
      byte[] cut = Arrays.copyOf(healthy, length);
      List<String> dump = dump(new ByteArrayInputStream(cut), MpegReader.LOOK_AHEAD);
      int frames = length >= 417 + 4 || length == 417 ? length / 417 : 0;
      boolean headers = length >= 2 * 417 || length == 417 || length >= 417 + 4;
      int same = headers ? 1 + frames : 0;
      assertThat(dump.subList(0, same)).as("%s bytes", length).isEqualTo(whole.subList(0, same));
      boolean whole417 = length % 417 == 0;
      assertThat(Dump.shape(dump.subList(same, dump.size()))).isEqualTo(whole417 ? "e" : "de");
    }
  }

  @Test
  void junkInFrontOfAnyLengthCostsNoFrame() {
    byte[] healthy = stream(MpegFrames.usual(), 6);
    for (int length = 0; length <= 4_000; length++) {
      byte[] junk = new byte[length];
      String shape = length < MpegHeader.MAX_FRAME_LENGTH ? "tffffffe" : "dtffffffe";
      List<String> dump =
          dump(new ByteArrayInputStream(joined(junk, healthy)), MpegReader.LOOK_AHEAD);
      assertThat(Dump.shape(dump)).as("%s bytes", length).isEqualTo(shape);
    }
  }
}
