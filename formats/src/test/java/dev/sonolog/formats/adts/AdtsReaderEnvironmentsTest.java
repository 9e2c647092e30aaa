package dev.sonolog.formats.adts;

import static dev.sonolog.formats.adts.AdtsFrames.LENGTH;
import static dev.sonolog.formats.adts.AdtsFrames.joined;
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
final class AdtsReaderEnvironmentsTest {
  private static final byte[] STREAM = everything();
  private static final List<String> GOLDEN =
      dump(new ByteArrayInputStream(STREAM), AdtsReader.LOOK_AHEAD);

  /** All that a reader meets: a join, tags, junk, lost bytes, changes of format, a broken end. */
  private static byte[] everything() {
    byte[] usual = AdtsFrames.USUAL.stream(6);
    byte[] tag = Id3v2.write(700, Optional.empty(), OptionalLong.empty(), List.of());
    return joined(
        Arrays.copyOfRange(usual, 200, LENGTH),
        usual,
        tag,
        usual,
        new byte[90],
        Arrays.copyOf(usual, 3 * LENGTH + 200),
        usual,
        AdtsFrames.LOW.stream(6),
        AdtsFrames.OWN_CHANNELS.stream(5),
        AdtsFrames.BLOCKS_WITH_CRC.stream(5),
        Arrays.copyOf(usual, 1_000));
  }

  private static List<String> dump(InputStream stream, int limit) {
    return Dump.of(new AdtsReader(new ByteInput(stream, limit)));
  }

  @Test
  void theGoldenDumpIsWhatAPersonExpects() {
    assertThat(GOLDEN)
        .filteredOn(line -> !line.startsWith("frame"))
        .containsExactly(
            "track AAC 44100 Hz stereo",
            "damage @4400 90 bytes: no frame begins in these bytes",
            "damage @5390 200 bytes: a frame is broken off",
            "track AAC 22050 Hz mono",
            "track AAC 48000 Hz 3 channels",
            "track AAC 48000 Hz stereo",
            "track AAC 44100 Hz stereo",
            "damage @13090 100 bytes: the last frame is cut off, 100 of 300 bytes",
            "end");
    assertThat(GOLDEN).filteredOn(line -> line.contains(" 3072 samples ")).hasSize(5);
  }

  @Test
  void oneByteAtATime() {
    assertThat(dump(Inputs.chunks(STREAM, () -> 1), AdtsReader.LOOK_AHEAD)).isEqualTo(GOLDEN);
  }

  @Test
  void anyChunks() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int run = 0; run < 200; run++) {
      int limit = AdtsReader.LOOK_AHEAD << (run % 4);
      assertThat(dump(Inputs.chunks(STREAM, () -> 1 + random.nextInt(900)), limit))
          .as("seed %s", seed)
          .isEqualTo(GOLDEN);
    }
  }

  @Test
  void oneFailureAtEachPosition() {
    for (int position = 0; position <= STREAM.length; position++) {
      assertThat(dump(Inputs.failingOnceAt(STREAM, position), AdtsReader.LOOK_AHEAD))
          .as("failing at %s", position)
          .isEqualTo(GOLDEN);
    }
  }

  @Test
  void truncationAtEachByteLeavesAPrefixAndAtMostOneDamage() {
    byte[] healthy = AdtsFrames.USUAL.stream(6);
    List<String> whole = dump(new ByteArrayInputStream(healthy), AdtsReader.LOOK_AHEAD);
    for (int length = 0; length <= healthy.length; length++) {
      byte[] cut = Arrays.copyOf(healthy, length);
      List<String> dump = dump(new ByteArrayInputStream(cut), AdtsReader.LOOK_AHEAD);
      boolean found = length == LENGTH || length >= LENGTH + AdtsHeader.LENGTH;
      int same = found ? 1 + length / LENGTH : 0;
      assertThat(dump.subList(0, same)).as("%s bytes", length).isEqualTo(whole.subList(0, same));
      assertThat(Dump.shape(dump.subList(same, dump.size())))
          .as("%s bytes", length)
          .isEqualTo(length % LENGTH == 0 ? "e" : "de");
    }
  }

  @Test
  void junkInFrontOfAnyLengthCostsNoFrame() {
    byte[] healthy = AdtsFrames.USUAL.stream(6);
    for (int length = 0; length <= 10_000; length += length < 600 ? 1 : 97) {
      String shape = length < AdtsHeader.MAX_FRAME_LENGTH ? "tffffffe" : "dtffffffe";
      byte[] stream = joined(new byte[length], healthy);
      List<String> dump = dump(new ByteArrayInputStream(stream), AdtsReader.LOOK_AHEAD);
      assertThat(Dump.shape(dump)).as("%s bytes", length).isEqualTo(shape);
    }
  }
}
