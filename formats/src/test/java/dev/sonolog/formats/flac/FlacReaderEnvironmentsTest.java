package dev.sonolog.formats.flac;

import static dev.sonolog.formats.flac.FlacFrames.OTHER;
import static dev.sonolog.formats.flac.FlacFrames.USUAL;
import static dev.sonolog.formats.flac.FlacFrames.VARIABLE;
import static dev.sonolog.formats.flac.FlacFrames.joined;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.tags.Id3v2;
import dev.sonolog.formats.testing.Dump;
import dev.sonolog.formats.testing.Inputs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** However the bytes arrive, a reader says the same. */
final class FlacReaderEnvironmentsTest {
  private static final byte[] STREAM = everything();
  private static final List<String> GOLDEN = dump(new ByteArrayInputStream(STREAM), 20);

  /**
   * All that a reader meets: a join, tags, junk, lost bytes, heads, a short frame, a broken end.
   */
  private static byte[] everything() {
    byte[] usual = USUAL.stream(4);
    byte[] tag = Id3v2.write(300, Optional.empty(), OptionalLong.empty(), List.of());
    byte[] picture = FlacFrames.block(6, new byte[900]);
    return joined(
        Arrays.copyOfRange(USUAL.frame(9), 50, USUAL.length(9)),
        usual,
        tag,
        usual,
        new byte[90],
        Arrays.copyOf(usual, 2 * USUAL.length(0) + 70),
        usual,
        OTHER.head(FlacFrames.block(4, comment("ARTIST=Somebody", "TITLE=Song")), picture),
        OTHER.stream(5),
        OTHER.frame(5, 20),
        OTHER.stream(3),
        VARIABLE.stream(5),
        Arrays.copyOf(VARIABLE.frame(5), 40));
  }

  static byte[] comment(String... fields) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {1, 0, 0, 0, 'v', (byte) fields.length, 0, 0, 0});
    for (String field : fields) {
      out.writeBytes(new byte[] {(byte) field.length(), 0, 0, 0});
      out.writeBytes(field.getBytes(StandardCharsets.US_ASCII));
    }
    return out.toByteArray();
  }

  private static List<String> dump(InputStream stream, int limitBits) {
    return Dump.of(new FlacReader(new ByteInput(stream, 1 << limitBits)));
  }

  @Test
  void theGoldenDumpIsWhatAPersonExpects() {
    assertThat(GOLDEN)
        .filteredOn(line -> !line.startsWith("frame"))
        .containsExactly(
            "track FLAC 44100 Hz mono",
            "damage @1492 90 bytes: no whole frame is in these bytes",
            "damage @1858 70 bytes: no whole frame is in these bytes",
            "track FLAC 48000 Hz stereo",
            "title Somebody - Song",
            "track FLAC 48000 Hz stereo",
            "track FLAC 44100 Hz stereo",
            "damage @4736 40 bytes: no whole frame up to the end",
            "end");
    assertThat(Dump.shape(GOLDEN)).isEqualTo("tffffffffdffdffffttfffffftffftfffffde");
  }

  @Test
  void oneByteAtATime() {
    assertThat(dump(Inputs.chunks(STREAM, () -> 1), 18)).isEqualTo(GOLDEN);
  }

  @Test
  void anyChunks() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int run = 0; run < 200; run++) {
      assertThat(dump(Inputs.chunks(STREAM, () -> 1 + random.nextInt(900)), 18 + run % 3))
          .as("seed %s", seed)
          .isEqualTo(GOLDEN);
    }
  }

  @Test
  void oneFailureAtEachPosition() {
    for (int position = 0; position <= STREAM.length; position++) {
      assertThat(dump(Inputs.failingOnceAt(STREAM, position), 18))
          .as("failing at %s", position)
          .isEqualTo(GOLDEN);
    }
  }

  @Test
  void truncationAtEachByteLeavesAPrefixAndAtMostOneDamage() {
    byte[] healthy = USUAL.stream(4);
    int frame = USUAL.length(0);
    List<String> whole = dump(new ByteArrayInputStream(healthy), 18);
    for (int length = 0; length <= healthy.length; length++) {
      List<String> dump = dump(new ByteArrayInputStream(Arrays.copyOf(healthy, length)), 18);
      int frames = length / frame;
      int same = frames == 0 ? 0 : 1 + frames;
      assertThat(dump.subList(0, same)).as("%s bytes", length).isEqualTo(whole.subList(0, same));
      assertThat(Dump.shape(dump.subList(same, dump.size())))
          .as("%s bytes", length)
          .isEqualTo(length % frame == 0 ? "e" : "de");
    }
  }

  @Test
  void junkInFrontOfAnyLengthCostsNoFrame() {
    byte[] healthy = USUAL.stream(4);
    for (int length = 0; length <= 1_000; length++) {
      List<String> dump = dump(new ByteArrayInputStream(joined(new byte[length], healthy)), 18);
      assertThat(Dump.shape(dump))
          .as("%s bytes", length)
          .isEqualTo(length < 155 ? "tffffe" : "dtffffe");
    }
  }

  @Test
  void aLiveJoinAtAnyByteBeginsWithTheNextWholeFrameAndNoDamage() {
    byte[] stream = USUAL.stream(8);
    int frame = USUAL.length(0);
    for (int from = 0; from < 4 * frame; from++) {
      byte[] joined = Arrays.copyOfRange(stream, from, stream.length);
      List<String> dump = dump(new ByteArrayInputStream(joined), 18);
      String frames = "f".repeat(8 - (from + frame - 1) / frame);
      assertThat(Dump.shape(dump)).as("from %s", from).isEqualTo("t" + frames + "e");
    }
  }
}
