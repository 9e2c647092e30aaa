package dev.sonolog.formats.mpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.formats.InspectedSegment;
import dev.sonolog.formats.testing.Cut;
import dev.sonolog.formats.testing.Signal;
import dev.sonolog.formats.testing.Tools;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two decoders that know nothing of each other play the segments one after the other, and must put
 * out the samples of the stream that was cut nowhere.
 */
@Tag("judged")
final class ExactCutTest {
  private static final int SECONDS = 10;
  private static final int CUTS = 13;

  /**
   * One unit in the last place of a 24-bit sample, which mpg123's synthesis differs by at low
   * rates.
   */
  private static final float ONE_ULP = 1.2e-7f;

  private static final int FLOAT = 4;

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
    Path stream = material.encode(own, signal);
    List<MpegFrame> frames = Cutter.frames(Files.readAllBytes(stream));
    Set<Integer> places = Cut.places(new Random(seed), CUTS, frames.size(), 8);
    Cut cut = Cutter.cut(frames, places);
    List<Path> files = cut.store(own, ".mp3");

    assertThat(played(own, files, cut, frames.getFirst().header()))
        .as("ffmpeg, seed %s", seed)
        .isEqualTo(expected(Tools.ffmpegRaw(own, stream), cut, frames));
    assertSame(
        expected(Tools.mpg123Raw(own, stream), cut, frames),
        Tools.mpg123(own, files),
        tolerance(frames.getFirst().header()),
        "mpg123, seed " + seed);
    for (int i = 0; i < files.size(); i++) {
      InspectedSegment found = new MpegContainer().inspect(cut.segments().get(i));
      assertThat(found.sealed()).isTrue();
      assertThat(found.samples()).isEqualTo(cut.samples().get(i));
      if (found.samples() >= 12L * frames.getFirst().samples()) { // mp3val's least
        assertThat(Tools.run(own, "mp3val", files.get(i))).doesNotContain("WARNING", "ERROR");
      }
    }
  }

  private static float tolerance(MpegHeader header) {
    boolean stereo = header.channels() == 2;
    return stereo && header.version() == MpegHeader.Version.MPEG_1 ? 0 : ONE_ULP;
  }

  /** What ffmpeg plays of each file alone; each has its right length. */
  private static byte[] played(Path own, List<Path> files, Cut cut, MpegHeader header)
      throws Exception {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < files.size(); i++) {
      byte[] pcm = Tools.ffmpeg(own, files.get(i));
      assertThat(pcm.length)
          .as("bytes of segment %s", i)
          .isEqualTo(Math.toIntExact(cut.samples().get(i) * header.channels() * FLOAT));
      all.writeBytes(pcm);
    }
    return all.toByteArray();
  }

  private static byte[] expected(byte[] raw, Cut cut, List<MpegFrame> frames) {
    MpegHeader header = frames.getFirst().header();
    int frame = header.samples() * header.channels() * FLOAT;
    assertThat(raw.length).isEqualTo(frames.size() * frame);
    return Arrays.copyOfRange(raw, cut.firsts().getFirst() * frame, raw.length);
  }

  private static void assertSame(byte[] expected, byte[] actual, float tolerance, String what) {
    assertThat(actual.length).as(what).isEqualTo(expected.length);
    assertThat(difference(expected, actual)).as(what).isLessThanOrEqualTo(tolerance);
  }

  private static float difference(byte[] one, byte[] other) {
    FloatBuffer left = ByteBuffer.wrap(one).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    FloatBuffer right = ByteBuffer.wrap(other).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    float most = Math.abs(left.remaining() - right.remaining());
    while (left.hasRemaining() && right.hasRemaining()) {
      most = Math.max(most, Math.abs(left.get() - right.get()));
    }
    return most;
  }

  /** What a stop soon after a cut leaves. Programs guess the format of a file this short. */
  @ParameterizedTest
  @EnumSource
  void segmentsOfOneToThreeFramesArePlayed(Material material, @TempDir Path own) throws Exception {
    List<MpegFrame> frames = Cutter.frames(Files.readAllBytes(material.encode(own, signal)));
    Set<Integer> places = new TreeSet<>();
    for (int place = 20; places.size() < 36; place += 1 + places.size() % 3) {
      places.add(place);
    }
    Cut cut = Cutter.cut(frames, places);
    List<Path> files = cut.store(own, ".mp3");
    MpegHeader header = frames.getFirst().header();
    List<Object> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-xerror"));
    files.forEach(file -> command.addAll(List.of("-i", file)));
    for (int i = 0; i < files.size(); i++) {
      command.addAll(List.of("-map", i + ":a", "-f", "f32le", own.resolve(i + ".pcm")));
    }
    assertThat(Tools.decode(own, command.toArray())).isEmpty();
    for (int i = 0; i < files.size(); i++) {
      assertThat(Files.size(own.resolve(i + ".pcm")))
          .as("bytes of segment %s", i)
          .isEqualTo(cut.samples().get(i) * header.channels() * FLOAT);
    }
  }

  @Test
  void oneFrameRemovedByHandIsHeard(@TempDir Path own) throws Exception {
    Path stream = Material.CBR_128_JOINT.encode(own, signal);
    List<MpegFrame> frames = Cutter.frames(Files.readAllBytes(stream));
    List<MpegFrame> fewer = new ArrayList<>(frames);
    fewer.remove(200);
    Cut cut = Cutter.cut(fewer, Set.of(100, 300));
    byte[] pcm = Tools.mpg123(own, cut.store(own, ".mp3"));
    byte[] expected = expected(Tools.mpg123Raw(own, stream), cut, frames);
    assertThat(pcm.length).isEqualTo(expected.length - 1_152 * 2 * FLOAT);
    assertThat(difference(expected, pcm)).isGreaterThan(ONE_ULP);
  }

  @ParameterizedTest
  @EnumSource(names = {"CBR_128_JOINT", "LSF_64_AT_22", "MPEG_2_5_8_AT_8"})
  void aReservoirThatIsLostIsHeard(Material material, @TempDir Path own) throws Exception {
    Path stream = material.encode(own, signal);
    List<MpegFrame> frames = Cutter.frames(Files.readAllBytes(stream));
    int place = 100;
    while (frames.get(place - PreRoll.frames(frames.get(0).header())).mainDataBegin() == 0) {
      place++;
    }
    Cut cut = Cutter.cut(frames, Set.of(place));
    byte[] second = cut.segments().get(1).content();
    int headLength = new MpegContainer().inspect(cut.segments().get(1)).headLength();
    MpegHeader reservoir = MpegHeader.parse(ByteBuffer.wrap(second).getInt(headLength)).get();
    Arrays.fill(
        second,
        headLength + reservoir.mainDataOffset(),
        headLength + reservoir.frameLength(),
        (byte) 0);
    Path broken = Files.write(own.resolve("broken.mp3"), second);
    byte[] raw = expected(Tools.mpg123Raw(own, stream), cut, frames);
    byte[] whole = Tools.mpg123(own, List.of(cut.store(own, ".mp3").get(1)));
    byte[] without = silent(own, broken);
    byte[] tail = Arrays.copyOfRange(raw, raw.length - whole.length, raw.length);
    assertThat(difference(tail, whole)).isLessThanOrEqualTo(ONE_ULP);
    assertThat(difference(tail, without)).isGreaterThan(1_000 * ONE_ULP);
  }

  /** What mpg123 plays, whatever it complains of. */
  private static byte[] silent(Path own, Path file) throws IOException, InterruptedException {
    Path raw = own.resolve("raw.pcm");
    Tools.run(own, "mpg123", "-q", "-e", "f32", "-O", raw, file);
    return Files.readAllBytes(raw);
  }
}
