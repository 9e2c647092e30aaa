package dev.sonolog.formats.ogg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.formats.Codec;
import dev.sonolog.formats.InspectedSegment;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.testing.Cut;
import dev.sonolog.formats.testing.MemoryFile;
import dev.sonolog.formats.testing.SampleTags;
import dev.sonolog.formats.testing.Signal;
import dev.sonolog.formats.testing.Tools;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Segments of FLAC in Ogg, played one after the other by two decoders, are the uncut stream. */
final class FlacInOggTest {
  private static final int CUTS = 9;

  private static Path encoded(Path folder, String how) throws Exception {
    Path wav = Signal.hard(folder, 8);
    Path file = folder.resolve("stream.ogg");
    List<Object> command = new ArrayList<>(List.of(how.split(" ")));
    boolean ffmpeg = how.startsWith("ffmpeg");
    command.addAll(ffmpeg ? 1 : command.size(), ffmpeg ? List.of("-i", wav) : List.of(wav));
    command.addAll(ffmpeg ? List.of(file) : List.of("-o", file));
    Tools.run(folder, command.toArray());
    return file;
  }

  /** What flac decodes of a stream that an encoder made without an MD5. */
  private static byte[] uncut(Path folder, Path file) throws Exception {
    Path raw = folder.resolve("uncut.raw");
    Tools.run(
        folder,
        "flac",
        "-d",
        "-s",
        "-f",
        "--ogg",
        "--force-raw-format",
        "--endian=little",
        "--sign=signed",
        "-o",
        raw,
        file);
    return Files.readAllBytes(raw);
  }

  /** What flac decodes; it checks the MD5, and has nothing to say. */
  private static byte[] flac(Path folder, Path file) throws Exception {
    Path raw = folder.resolve("flac.raw");
    String said =
        Tools.run(
            folder,
            "flac",
            "-d",
            "-s",
            "-w",
            "-f",
            "--ogg",
            "--force-raw-format",
            "--endian=little",
            "--sign=signed",
            "-o",
            raw,
            file);
    assertThat(said).isBlank();
    return Files.readAllBytes(raw);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "flac -s --ogg -5",
        "flac -s --ogg -8 -b 1152",
        "flac -s --ogg -0 --lax -b 600",
        "ffmpeg -v error -c:a flac",
        "ffmpeg -v error -ar 48000 -ac 1 -sample_fmt s32 -c:a flac"
      })
  void segmentsOneAfterTheOtherAreTheUncutStream(String how, @TempDir Path folder)
      throws Exception {
    long seed = new Random().nextLong();
    System.out.println(how + ": seed " + seed);
    Path stream = encoded(folder, how);
    List<StreamElement> elements = OggCutter.elements(Files.readAllBytes(stream));
    int packets = OggCutter.packets(elements).size();
    Set<Integer> places = Cut.places(new Random(seed), CUTS, packets, 3);
    Cut cut = OggCutter.cut(elements, places);
    ByteArrayOutputStream ffmpeg = new ByteArrayOutputStream();
    ByteArrayOutputStream flac = new ByteArrayOutputStream();
    List<Path> files = cut.store(folder, ".ogg");
    for (int i = 0; i < files.size(); i++) {
      InspectedSegment found = OggCutter.CONTAINER.inspect(cut.segments().get(i));
      assertThat(found.sealed()).isTrue();
      assertThat(found.damages()).isEmpty();
      assertThat(found.tags()).contains(SampleTags.of(i));
      assertThat(found.format().codec()).isEqualTo(Codec.OGG_FLAC);
      assertThat(found.samples()).isEqualTo(cut.samples().get(i));
      ffmpeg.writeBytes(OggJudges.ffmpeg(folder, files.get(i)));
      flac.writeBytes(flac(folder, files.get(i)));
    }
    assertThat(ffmpeg.toByteArray())
        .as("ffmpeg, seed %s", seed)
        .isEqualTo(OggJudges.ffmpeg(folder, stream));
    assertThat(flac.toByteArray()).as("flac, seed %s", seed).isEqualTo(uncut(folder, stream));
    OggJudges.assertClean(folder, files, true);
  }

  private static List<Long> fingerprints(byte[] stream) throws Exception {
    return OggCutter.packets(OggCutter.elements(stream)).stream()
        .map(StreamElement.Packet::fingerprint)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"flac -s --ogg -8 -b 1152", "ffmpeg -v error -c:a flac"})
  void storedFramesHaveTheFingerprintsOfReceivedOnes(String how, @TempDir Path folder)
      throws Exception {
    byte[] stream = Files.readAllBytes(encoded(folder, how));
    List<Long> received = fingerprints(stream);
    assertThat(received).doesNotHaveDuplicates();
    List<StreamElement> elements = OggCutter.elements(stream);
    List<MemoryFile> segments = OggCutter.cut(elements, Set.of(9, 30)).segments();
    List<Long> stored = new ArrayList<>();
    for (MemoryFile segment : segments) {
      stored.addAll(fingerprints(segment.content()));
    }
    assertThat(stored).isEqualTo(received);
    byte[] last = segments.getLast().content();
    MemoryFile part = new MemoryFile(Arrays.copyOf(last, last.length * 9 / 10));
    OggCutter.CONTAINER.repair(part);
    List<Long> repaired = fingerprints(part.content());
    assertThat(repaired).isNotEmpty().isEqualTo(received.subList(30, 30 + repaired.size()));
  }

  @Test
  void onePacketRemovedByHandIsHeard(@TempDir Path folder) throws Exception {
    Path stream = encoded(folder, "flac -s --ogg -5");
    List<StreamElement> fewer = new ArrayList<>(OggCutter.elements(Files.readAllBytes(stream)));
    fewer.remove(20);
    Path file = OggCutter.cut(fewer, Set.of()).store(folder, ".ogg").getFirst();
    assertThat(OggJudges.ffmpeg(folder, file).length)
        .isEqualTo(OggJudges.ffmpeg(folder, stream).length - 4_096 * 2 * Float.BYTES);
  }

  @Test
  void aPartCutOffAnywhereIsRepairedAndPlays(@TempDir Path folder) throws Exception {
    Path stream = encoded(folder, "flac -s --ogg -5");
    List<StreamElement> elements = OggCutter.elements(Files.readAllBytes(stream));
    byte[] whole = OggCutter.cut(elements, Set.of()).segments().getFirst().content();
    byte[] pcm = OggJudges.ffmpeg(folder, stream);
    for (int length = 60_000; length < 100_000; length += 7_777) {
      MemoryFile file = new MemoryFile(Arrays.copyOf(whole, length));
      InspectedSegment found = OggCutter.CONTAINER.repair(file);
      assertThat(found.sealed()).isTrue();
      Path repaired = Files.write(folder.resolve("repaired.ogg"), file.content());
      byte[] played = OggJudges.ffmpeg(folder, repaired);
      assertThat(played.length).isEqualTo(found.samples() * 2 * Float.BYTES);
      assertThat(played).isEqualTo(Arrays.copyOf(pcm, played.length));
      assertThat(flac(folder, repaired)).isNotEmpty();
    }
  }
}
