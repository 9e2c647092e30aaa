package dev.sonolog.formats.adts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.formats.InspectedSegment;
import dev.sonolog.formats.testing.Cut;
import dev.sonolog.formats.testing.Signal;
import dev.sonolog.formats.testing.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The bodies of the segments put together are the stream that was cut nowhere, ffmpeg plays each
 * alone, and behind one more frame exactly what it plays of the uncut stream.
 */
@Tag("judged")
final class ExactCutTest {
  private static final int SECONDS = 8;

  /** Of each of seventeen streams: more than two hundred in all. */
  private static final int CUTS = 13;

  private static final int APART = 4;

  @TempDir static Path folder;
  private static Path signal;

  @BeforeAll
  static void makeTheSignal() throws Exception {
    signal = Signal.hard(folder, SECONDS);
  }

  @ParameterizedTest
  @EnumSource
  void segmentsOneAfterTheOtherAreTheUncutStream(Material material, @TempDir Path own)
      throws Exception {
    long seed = new Random().nextLong();
    System.out.println(material + ": seed " + seed);
    byte[] stream = Files.readAllBytes(material.encode(own, signal));
    List<AdtsFrame> frames = Cutter.frames(stream);
    Cut cut = Cutter.cut(frames, Cut.places(new Random(seed), CUTS, frames.size(), APART));
    assertThat(cut.segments()).hasSize(CUTS + 1);
    assertThat(cut.bodies()).as("seed %s", seed).isEqualTo(stream);
    for (int i = 0; i < cut.segments().size(); i++) {
      InspectedSegment found = new AdtsContainer().inspect(cut.segments().get(i));
      assertThat(found.sealed()).isTrue();
      assertThat(found.damages()).isEmpty();
      assertThat(found.samples()).isEqualTo(cut.samples().get(i));
    }
    checkPlayed(own, cut, frames, seed);
    if (material.withoutNoiseGenerator()) {
      checkExactBehindOneFrame(own, cut, frames, played(own, stream), seed);
    }
  }

  private static byte[] played(Path own, byte[] stream) throws Exception {
    return Tools.ffmpeg(own, Files.write(own.resolve("stored.aac"), stream));
  }

  /** What ffmpeg plays of each file alone, all in one process; it must complain of none. */
  private static List<byte[]> played(Path own, List<Path> files) throws Exception {
    List<Object> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-y"));
    files.forEach(file -> command.addAll(List.of("-i", file)));
    for (int i = 0; i < files.size(); i++) {
      command.addAll(List.of("-map", i + ":a", "-f", "f32le", own.resolve(i + ".pcm")));
    }
    Tools.decode(own, command.toArray());
    List<byte[]> played = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      played.add(Files.readAllBytes(own.resolve(i + ".pcm")));
    }
    return played;
  }

  /** The bytes of PCM that one frame is decoded to. */
  private static int decoded(AdtsHeader header) {
    return 1_024 * header.channels() * Float.BYTES;
  }

  /** ffmpeg finds every frame in each file alone. */
  private static void checkPlayed(Path own, Cut cut, List<AdtsFrame> frames, long seed)
      throws Exception {
    int decoded = decoded(frames.getFirst().header());
    List<byte[]> played = played(own, cut.store(own, ".aac"));
    for (int i = 0; i < played.size(); i++) {
      assertThat(played.get(i).length)
          .as("bytes of segment %s, seed %s", i, seed)
          .isEqualTo((int) (cut.samples().get(i) / 1_024) * decoded);
    }
  }

  /** As {@code missingPreRoll} says: a decoder that was given 1024 samples more is exact. */
  private static void checkExactBehindOneFrame(
      Path own, Cut cut, List<AdtsFrame> frames, byte[] whole, long seed) throws Exception {
    int decoded = decoded(frames.getFirst().header());
    assertThat(whole.length).isEqualTo(frames.size() * decoded);
    List<byte[]> played = played(own, withTheFrameBefore(own, cut, frames));
    for (int i = 1; i < cut.segments().size(); i++) {
      byte[] pcm = played.get(i - 1);
      int start = cut.firsts().get(i) * decoded;
      int length = (int) (cut.samples().get(i) / 1_024) * decoded;
      assertThat(Arrays.copyOfRange(pcm, decoded, pcm.length))
          .as("segment %s, seed %s", i, seed)
          .isEqualTo(Arrays.copyOfRange(whole, start, start + length));
    }
  }

  /** Of each segment but the first. */
  private static List<Path> withTheFrameBefore(Path own, Cut cut, List<AdtsFrame> frames)
      throws Exception {
    List<Path> files = new ArrayList<>();
    for (int i = 1; i < cut.segments().size(); i++) {
      byte[] before = frames.get(cut.firsts().get(i) - 1).bytes();
      byte[] body = AdtsFrames.joined(before, cut.segments().get(i).body());
      files.add(Files.write(own.resolve("behind-" + i + ".aac"), body));
    }
    return files;
  }

  /** Without the frame before, the first 1024 samples are others, and only those. */
  @Test
  void thePreRollIsNeededAndIsNoLonger(@TempDir Path own) throws Exception {
    byte[] stream = Files.readAllBytes(Material.STEREO_128.encode(own, signal));
    List<AdtsFrame> frames = Cutter.frames(stream);
    byte[] whole = played(own, stream);
    Cut cut = Cutter.cut(frames, Set.of(100));
    byte[] alone = played(own, cut.segments().get(1).content());
    int decoded = decoded(frames.getFirst().header());
    byte[] expected = Arrays.copyOfRange(whole, 100 * decoded, whole.length);
    assertThat(Arrays.copyOf(alone, decoded)).isNotEqualTo(Arrays.copyOf(expected, decoded));
    assertThat(Arrays.copyOfRange(alone, decoded, alone.length))
        .isEqualTo(Arrays.copyOfRange(expected, decoded, expected.length));
    AdtsMuxer muxer = new AdtsMuxer(frames.getFirst().header().trackHeader());
    assertThat(muxer.missingPreRoll()).isEqualTo(1_024);
  }

  @Test
  void oneFrameRemovedByHandIsSeenAndHeard(@TempDir Path own) throws Exception {
    byte[] stream = Files.readAllBytes(Material.STEREO_128.encode(own, signal));
    List<AdtsFrame> fewer = new ArrayList<>(Cutter.frames(stream));
    AdtsFrame removed = fewer.remove(200);
    Cut cut = Cutter.cut(fewer, Set.of(100, 300));
    assertThat(cut.bodies()).isNotEqualTo(stream);
    assertThat(cut.bodies().length).isEqualTo(stream.length - removed.bytes().length);
    byte[] whole = played(own, stream);
    byte[] pcm = played(own, cut.bodies());
    int decoded = decoded(removed.header());
    assertThat(pcm.length).isEqualTo(whole.length - decoded);
    assertThat(Arrays.copyOfRange(pcm, 200 * decoded, 201 * decoded))
        .isNotEqualTo(Arrays.copyOfRange(whole, 200 * decoded, 201 * decoded));
  }

  /** ffmpeg says the channels of an unusual layout in a stream's first frame and never again. */
  @Test
  void channelsThatOneFrameSaysAreSaidInEachSegment(@TempDir Path own) throws Exception {
    Path file = own.resolve("stream.aac");
    String layout = "pan=2.1|FL=FL|FR=FR|LFE=FL";
    Tools.run(
        own,
        "ffmpeg",
        "-v",
        "error",
        "-i",
        signal,
        "-af",
        layout,
        "-b:a",
        "192k",
        "-aac_pns",
        "0",
        "-c:a",
        "aac",
        file);
    byte[] stream = Files.readAllBytes(file);
    List<AdtsFrame> frames = Cutter.frames(stream);
    assertThat(frames.stream().filter(it -> it.header().programConfig().isPresent())).hasSize(1);
    assertThat(frames.getFirst().header().format()).hasToString("AAC 44100 Hz 3 channels");
    Cut cut = Cutter.cut(frames, Set.of(40, 60, 100, 200));
    int config = 7;
    assertThat(cut.bodies().length).isEqualTo(stream.length + 4 * config);
    byte[] whole = played(own, stream);
    int decoded = decoded(frames.getFirst().header());
    for (int i = 0; i < cut.segments().size(); i++) {
      byte[] alone = played(own, cut.segments().get(i).content());
      int start = cut.firsts().get(i) * decoded;
      assertThat(Arrays.copyOfRange(alone, decoded, alone.length))
          .as("segment %s", i)
          .isEqualTo(Arrays.copyOfRange(whole, start + decoded, start + alone.length));
      assertThat(new AdtsContainer().inspect(cut.segments().get(i)).format().channels())
          .isEqualTo(3);
    }
  }

  /** HE-AAC as it is sent: frames of the core's rate, whatever is behind the core in them. */
  @Test
  void framesOfHeAacAreCutAsTheirCore() throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    byte[][] parts = new byte[400][];
    for (int i = 0; i < parts.length; i++) {
      AdtsFrames kind = i < 200 ? AdtsFrames.LOW : new AdtsFrames(1, 1, 7, 1, 1, 1);
      parts[i] = kind.frame(20 + random.nextInt(700), i);
    }
    byte[] stream = AdtsFrames.joined(parts);
    List<AdtsFrame> frames = Cutter.frames(stream);
    assertThat(frames).as("seed %s", seed).hasSize(parts.length);
    Cut cut = Cutter.cut(frames, Cut.places(random, 60, frames.size(), 2));
    assertThat(cut.bodies()).as("seed %s", seed).isEqualTo(stream);
    assertThat(cut.samples().stream().mapToLong(Long::longValue).sum()).isEqualTo(400 * 1_024);
    assertThat(Cutter.track(stream).format()).hasToString("AAC 22050 Hz mono");
  }
}
