package dev.sonolog.formats.ogg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.formats.InspectedSegment;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.testing.Cut;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two decoders play the segments one after the other, and must put out the samples of the stream
 * that was cut nowhere.
 */
@Tag("judged")
final class OggExactCutTest {
  private static final int SECONDS = 10;
  private static final int CUTS = 9;

  @TempDir static Path folder;
  private static Path signal;

  @BeforeAll
  static void makeTheSignal() throws Exception {
    signal = Signal.hard(folder, SECONDS);
  }

  @ParameterizedTest
  @EnumSource
  void segmentsOneAfterTheOtherAreTheUncutStream(OggMaterial material, @TempDir Path own)
      throws Exception {
    long seed = new Random().nextLong();
    System.out.println(material + ": seed " + seed);
    Path stream = material.encode(own, signal);
    List<StreamElement> elements = OggCutter.elements(Files.readAllBytes(stream));
    List<OggPacket> packets = OggCutter.packets(elements);
    Set<Integer> places = Cut.places(new Random(seed), CUTS, packets.size(), 3);
    Cut cut = OggCutter.cut(elements, places);
    List<Path> files = cut.store(own, material.extension());

    int channels = OggCutter.header(elements).format().channels();
    ByteArrayOutputStream ffmpeg = new ByteArrayOutputStream();
    ByteArrayOutputStream reference = new ByteArrayOutputStream();
    for (int i = 0; i < files.size(); i++) {
      String what = material + ", segment " + i + ", seed " + seed;
      InspectedSegment found = OggCutter.CONTAINER.inspect(cut.segments().get(i));
      assertThat(found.sealed()).as(what).isTrue();
      assertThat(found.damages()).as(what).isEmpty();
      assertThat(found.samples()).as(what).isEqualTo(cut.samples().get(i));
      int frames = Math.toIntExact(found.samples()) * channels;
      byte[] byFfmpeg = OggJudges.ffmpeg(own, files.get(i));
      assertThat(byFfmpeg.length).as(what).isEqualTo(frames * Float.BYTES);
      ffmpeg.writeBytes(byFfmpeg);
      byte[] byReference = OggJudges.reference(own, files.get(i), material.vorbis());
      int sample = OggJudges.referenceSample(material.vorbis());
      assertThat(byReference.length).as(what).isEqualTo(frames * sample);
      reference.writeBytes(byReference);
    }
    String what = material + ", seed " + seed;
    assertSame(material, what, OggJudges.ffmpeg(own, stream), ffmpeg.toByteArray());
    assertSame(
        material,
        what,
        OggJudges.reference(own, stream, material.vorbis()),
        reference.toByteArray());
    OggJudges.assertClean(own, files, material.vorbis());
  }

  private static void assertSame(OggMaterial material, String what, byte[] whole, byte[] joined) {
    assertThat(joined.length).as(what).isEqualTo(whole.length);
    if (material.tolerance() == 0) {
      assertThat(Arrays.equals(joined, whole)).as(what).isTrue();
    } else {
      float difference = OggJudges.difference(joined, whole);
      System.out.println(what + ": greatest difference " + difference);
      assertThat(difference).as(what).isLessThan(material.tolerance());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"VORBIS_Q5", "OPUS_96_MUSIC"})
  void onePacketRemovedByHandIsHeard(OggMaterial material, @TempDir Path own) throws Exception {
    Path stream = material.encode(own, signal);
    List<StreamElement> elements = new ArrayList<>(OggCutter.elements(Files.readAllBytes(stream)));
    elements.remove(200);
    Cut cut = OggCutter.cut(elements, Set.of(100, 300));
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (Path file : cut.store(own, material.extension())) {
      joined.writeBytes(OggJudges.ffmpeg(own, file));
    }
    byte[] whole = OggJudges.ffmpeg(own, stream);
    assertThat(joined.size()).isLessThan(whole.length);
    assertThat(OggJudges.difference(whole, joined.toByteArray())).isGreaterThan(0.05f);
  }

  /**
   * Going to a time within a segment leads to the sample of that time. FFmpeg drops as many samples
   * as the pre-skip counts wherever it starts, so that of Opus it plays less, but the right end.
   */
  @ParameterizedTest
  @EnumSource(names = {"VORBIS_Q5", "OPUS_96_MUSIC"})
  void ffmpegGoesToTheRightPlace(OggMaterial material, @TempDir Path own) throws Exception {
    List<StreamElement> elements =
        OggCutter.elements(Files.readAllBytes(material.encode(own, signal)));
    Path file = OggCutter.cut(elements, Set.of(130)).store(own, material.extension()).get(1);
    byte[] all = OggJudges.ffmpeg(own, file);
    int second = OggCutter.header(elements).format().rate().hertz() * 2 * Float.BYTES;
    for (int seconds : new int[] {2, 4}) {
      byte[] rest =
          Tools.decode(
              own, "ffmpeg", "-v", "error", "-ss", seconds, "-i", file, "-f", "f32le", "-");
      int wanted = all.length - seconds * second;
      if (material.vorbis()) {
        assertThat(rest.length).as("at %s s", seconds).isEqualTo(wanted);
      }
      assertThat(rest.length).as("at %s s", seconds).isBetween(wanted - 2 * second, wanted);
      byte[] later = Arrays.copyOfRange(rest, second, rest.length);
      byte[] expected = Arrays.copyOfRange(all, all.length - later.length, all.length);
      assertThat(OggJudges.difference(later, expected)).isLessThan(1e-4f);
    }
  }
}
