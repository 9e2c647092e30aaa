package dev.sonolog.formats.flac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.formats.InspectedSegment;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.testing.Cut;
import dev.sonolog.formats.testing.MemoryFile;
import dev.sonolog.formats.testing.Tools;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two decoders that know nothing of each other play the segments one after the other, and must put
 * out the samples of the stream that was cut nowhere. Twenty kinds of streams, ten cuts each.
 */
@Tag("judged")
final class ExactCutTest {
  private static final int SECONDS = 3;
  private static final int CUTS = 10;

  /** Of more bits ffmpeg 5.1 puts out no sample, without a word. */
  private static final int MOST_BITS_OF_FFMPEG = 24;

  @ParameterizedTest
  @EnumSource
  void segmentsOneAfterTheOtherAreTheUncutStream(Material material, @TempDir Path folder)
      throws Exception {
    long seed = new Random().nextLong();
    System.out.println(material + ": seed " + seed);
    Path stream = material.encode(folder, SECONDS);
    byte[] bytes = Files.readAllBytes(stream);
    List<FlacFrame> frames = Cutter.frames(bytes);
    int cuts = Math.min(CUTS, frames.size() - 1);
    Set<Integer> places = Cutter.places(new Random(seed), cuts, frames.size());
    Cut cut = Cutter.cut(Cutter.header(bytes), frames, places);
    List<Path> files = cut.store(folder, ".flac");

    assertThat(played(folder, files, Judges::flac))
        .as("flac, seed %s", seed)
        .isNotEmpty()
        .isEqualTo(Judges.flac(folder, stream));
    if (material.bitDepth() <= MOST_BITS_OF_FFMPEG) {
      assertThat(played(folder, files, Judges::ffmpeg))
          .as("ffmpeg, seed %s", seed)
          .isNotEmpty()
          .isEqualTo(Judges.ffmpeg(folder, stream));
    }
    for (int i = 0; i < files.size(); i++) {
      Judges.test(folder, files.get(i));
      checkHead(folder, files.get(i), cut.samples().get(i));
      InspectedSegment found = new FlacContainer().inspect(cut.segments().get(i));
      assertThat(found.sealed()).isTrue();
      assertThat(found.samples()).isEqualTo(cut.samples().get(i));
      assertThat(found.damages()).isEmpty();
    }
  }

  private interface Player {
    byte[] play(Path folder, Path file, Object... options) throws Exception;
  }

  private static byte[] played(Path folder, List<Path> files, Player player) throws Exception {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Path file : files) {
      all.writeBytes(player.play(folder, file));
    }
    return all.toByteArray();
  }

  private static void checkHead(Path folder, Path file, long samples) throws Exception {
    String total = Tools.run(folder, "metaflac", "--show-total-samples", file);
    assertThat(total.strip()).isEqualTo(Long.toString(samples));
    String md5 = Tools.run(folder, "metaflac", "--show-md5sum", file);
    assertThat(md5.strip()).isNotEqualTo(StreamInfo.NO_MD5);
  }

  @Test
  void oneFrameRemovedByHandIsHeard(@TempDir Path folder) throws Exception {
    Path stream = Material.STEREO_16.encode(folder, SECONDS);
    byte[] bytes = Files.readAllBytes(stream);
    List<FlacFrame> fewer = new ArrayList<>(Cutter.frames(bytes));
    fewer.remove(12);
    List<Path> files =
        Cutter.cut(Cutter.header(bytes), fewer, Set.of(5, 20)).store(folder, ".flac");
    byte[] whole = Judges.flac(folder, stream);
    byte[] pcm = played(folder, files, Judges::flac);
    assertThat(pcm.length).isEqualTo(whole.length - 4_096 * 2 * 2);
    assertThat(pcm).isNotEqualTo(whole);
  }

  @Test
  void aBitOfTheAudioThatIsChangedIsFound(@TempDir Path folder) throws Exception {
    byte[] bytes = Files.readAllBytes(Material.STEREO_16.encode(folder, SECONDS));
    StreamElement.TrackHeader header = Cutter.header(bytes);
    byte[] segment =
        Cutter.cut(header, Cutter.frames(bytes), Set.of()).segments().getFirst().content();
    segment[segment.length / 2] ^= 1;
    Path file = Files.write(folder.resolve("changed.flac"), segment);
    assertThat(new FlacContainer().inspect(new MemoryFile(segment)))
        .satisfies(found -> assertThat(found.damages()).hasSize(1))
        .satisfies(found -> assertThat(found.sealed()).isFalse());
    assertThatThrownBy(() -> Judges.test(folder, file)).isInstanceOf(AssertionError.class);
  }
}
