package dev.sonolog.formats.adts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.Container;
import dev.sonolog.formats.mpeg.MpegContainer;
import dev.sonolog.formats.tags.Id3v2;
import dev.sonolog.formats.testing.Signal;
import dev.sonolog.formats.testing.Tools;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * ADTS and MPEG audio share their first bits, and all the others must be left to others: what two
 * containers say of the streams of real encoders, from the start and from any other byte on.
 */
final class SniffTest {
  private static final Container ADTS = new AdtsContainer();
  private static final Container MPEG = new MpegContainer();

  private static boolean sniffs(Container container, byte[] bytes) throws IOException {
    ByteInput input = new ByteInput(new ByteArrayInputStream(bytes), 1 << 20);
    boolean sniffed = container.sniff(input);
    assertThat(input.position()).isZero();
    return sniffed;
  }

  private static void assertSniffed(byte[] bytes, Optional<Container> expected, String what)
      throws IOException {
    List<String> found = new ArrayList<>();
    for (Container container : List.of(ADTS, MPEG)) {
      if (sniffs(container, bytes)) {
        found.add(container.name());
      }
    }
    assertThat(found).as(what).isEqualTo(expected.map(Container::name).stream().toList());
  }

  private static Optional<Container> container(String name) {
    return switch (name) {
      case "adts" -> Optional.of(ADTS);
      case "mpeg" -> Optional.of(MPEG);
      default -> Optional.empty();
    };
  }

  @ParameterizedTest
  @CsvSource({
    "adts, adts, -c:a aac -b:a 128k",
    "adts, adts, -c:a aac -b:a 24k -ac 1 -ar 8000",
    "adts, adts, -c:a aac -b:a 320k -ac 6",
    "mp3,  mpeg, -b:a 128k -write_xing 0",
    "mp3,  mpeg, -b:a 320k",
    "mp3,  mpeg, -b:a 32k -ac 1 -ar 22050 -write_xing 0",
    "mp2,  mpeg, -b:a 192k",
    "ogg,  none, -c:a libvorbis",
    "ogg,  none, -c:a libopus",
    "ogg,  none, -c:a flac",
    "flac, none, -c:a flac",
    "wav,  none, -c:a pcm_s16le",
    "ipod, none, -c:a aac",
    "mpegts, none, -c:a ac3"
  })
  void eachStreamIsSniffedByItsContainerAlone(
      String format, String owner, String options, @TempDir Path folder) throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    byte[] stream = encoded(folder, format, options);
    Optional<Container> expected = container(owner);
    assertSniffed(stream, expected, "whole");
    for (int i = 0; i < 40 && expected.isPresent(); i++) {
      int from = random.nextInt(stream.length / 2);
      byte[] joined = Arrays.copyOfRange(stream, from, stream.length);
      assertSniffed(joined, expected, "joined at " + from + ", seed " + seed);
    }
  }

  private static byte[] encoded(Path folder, String format, String options) throws Exception {
    Path file = folder.resolve("stream");
    List<Object> command =
        new ArrayList<>(List.of("ffmpeg", "-v", "error", "-i", Signal.hard(folder, 6)));
    command.addAll(List.of((Object[]) options.split(" ", -1)));
    command.addAll(List.of("-f", format, file));
    Tools.run(folder, command.toArray());
    return Files.readAllBytes(file);
  }

  @Test
  void tagsAndJunkInFrontAreAllowed() throws IOException {
    byte[] stream = AdtsFrames.USUAL.stream(10);
    byte[] tag = Id3v2.write(9_000, Optional.empty(), OptionalLong.empty(), List.of());
    assertSniffed(AdtsFrames.joined(tag, stream), Optional.of(ADTS), "tag");
    assertSniffed(AdtsFrames.joined(new byte[100_000], stream), Optional.of(ADTS), "junk");
    assertSniffed(AdtsFrames.joined(new byte[200_000], stream), Optional.empty(), "much junk");
    assertSniffed(AdtsFrames.USUAL.stream(1), Optional.of(ADTS), "one frame");
    assertSniffed(new byte[0], Optional.empty(), "nothing");
  }

  /** What one kind carries inside of its frames is none of the other's business. */
  @Test
  void theFramesThatStandFirstDecide() throws IOException {
    byte[] mpeg = mpegAudio(40);
    byte[] adts = AdtsFrames.USUAL.stream(20);
    assertSniffed(AdtsFrames.joined(mpeg, adts), Optional.of(MPEG), "MPEG audio first");
    assertSniffed(AdtsFrames.joined(adts, mpeg), Optional.of(ADTS), "ADTS first");
    byte[] outer = AdtsFrames.USUAL.frame(8_000, 1);
    System.arraycopy(mpeg, 0, outer, 100, 7_000);
    byte[] carrying = AdtsFrames.joined(outer, outer, outer, outer, outer);
    assertSniffed(carrying, Optional.of(ADTS), "MPEG audio within ADTS");
  }

  private static byte[] mpegAudio(int frames) {
    byte[] stream = new byte[frames * 417];
    for (int i = 0; i < frames; i++) {
      System.arraycopy(new byte[] {-1, (byte) 0xFB, (byte) 0x90, 0}, 0, stream, i * 417, 4);
    }
    return stream;
  }

  /** Whoever listens to a slow station must not wait until the search for something else ends. */
  @Test
  void theOtherKindIsRefusedAtItsFirstFrames() throws IOException {
    byte[] adts = AdtsFrames.USUAL.stream(1_000);
    ByteInput input = new ByteInput(new ByteArrayInputStream(adts), 1 << 20);
    assertThat(MPEG.sniff(input)).isFalse();
    assertThat(input.buffered()).isLessThan(5_000);
    ByteInput other = new ByteInput(new ByteArrayInputStream(mpegAudio(1_000)), 1 << 20);
    assertThat(ADTS.sniff(other)).isFalse();
    assertThat(other.buffered()).isLessThan(5_000);
  }
}
