package dev.sonolog.formats.wav;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.formats.Codec;
import dev.sonolog.formats.InspectedSegment;
import dev.sonolog.formats.pcm.PcmBlock;
import dev.sonolog.formats.pcm.SampleFormat;
import dev.sonolog.formats.testing.Cut;
import dev.sonolog.formats.testing.Pcm;
import dev.sonolog.formats.testing.Tools;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Others play the segments one after the other, and put out the samples that were captured. */
@Tag("judged")
final class WavExactCutTest {
  private static final int CUTS = 8;
  private static final int LONGEST_BLOCK = 3_000;

  @ParameterizedTest
  @CsvSource({
    "S16, 44100, 1",
    "S16, 48000, 2",
    "S16, 8000, 6",
    "S24, 48000, 1",
    "S24, 96000, 2",
    "S24, 44100, 3",
    "S24, 48000, 8",
    "S32, 48000, 2",
    "S32, 192000, 1",
    "FLOAT, 48000, 1",
    "FLOAT, 44100, 2",
    "FLOAT, 48000, 5"
  })
  void segmentsOneAfterTheOtherAreWhatWasCaptured(
      SampleFormat format, int hertz, int channels, @TempDir Path folder) throws Exception {
    long seed = new Random().nextLong();
    System.out.println(format + " " + hertz + " " + channels + ": seed " + seed);
    byte[] pcm = Pcm.signal(format, hertz, channels, 2 * hertz + 1_233, seed);
    for (long limit : List.of(SegmentHead.LIMIT, 20_000L)) {
      Cut cut = cut(new WavContainer(limit), format, hertz, channels, pcm, seed);
      List<Path> files = cut.store(folder, ".wav");
      assertThat(ffmpeg(folder, files, format)).as("ffmpeg, seed %s", seed).isEqualTo(pcm);
      if (format != SampleFormat.FLOAT && limit == SegmentHead.LIMIT) {
        assertThat(sox(folder, files)).as("sox, seed %s", seed).isEqualTo(pcm);
      }
      for (int i = 0; i < files.size(); i++) {
        InspectedSegment found = new WavContainer(limit).inspect(cut.segments().get(i));
        assertThat(found.sealed()).isTrue();
        assertThat(found.samples()).isEqualTo(cut.samples().get(i));
      }
    }
  }

  @Test
  void oneSampleRemovedByHandIsHeard(@TempDir Path folder) throws Exception {
    byte[] pcm = Pcm.signal(SampleFormat.S16, 48_000, 2, 48_000, 1);
    List<PcmBlock> blocks = Pcm.blocks(pcm, 4, new Random(1), LONGEST_BLOCK);
    blocks.set(7, blocks.get(7).behind(1));
    Cut cut =
        Cut.of(
            new WavContainer().muxer(Pcm.header(Codec.PCM, SampleFormat.S16, 48_000, 2)),
            blocks,
            Set.of(3, 10));
    byte[] played = ffmpeg(folder, cut.store(folder, ".wav"), SampleFormat.S16);
    assertThat(played.length).isEqualTo(pcm.length - 4);
    assertThat(played).isNotEqualTo(pcm);
  }

  private static Cut cut(
      WavContainer container, SampleFormat format, int hertz, int channels, byte[] pcm, long seed)
      throws Exception {
    Random random = new Random(seed);
    List<PcmBlock> blocks = Pcm.blocks(pcm, channels * format.length(), random, LONGEST_BLOCK);
    Set<Integer> places = Cut.places(random, Math.min(CUTS, blocks.size() / 2), blocks.size(), 1);
    return Cut.of(container.muxer(Pcm.header(Codec.PCM, format, hertz, channels)), blocks, places);
  }

  private static byte[] ffmpeg(Path folder, List<Path> files, SampleFormat format)
      throws Exception {
    String raw = format == SampleFormat.FLOAT ? "f32le" : format.word() + "le";
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Path file : files) {
      all.writeBytes(
          Tools.decode(
              folder, "ffmpeg", "-v", "error", "-i", file, "-c:a", "pcm_" + raw, "-f", raw, "-"));
    }
    return all.toByteArray();
  }

  private static byte[] sox(Path folder, List<Path> files) throws Exception {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Path file : files) {
      all.writeBytes(Tools.decode(folder, "sox", "-D", file, "-t", "raw", "-"));
    }
    return all.toByteArray();
  }
}
