package dev.sonolog.formats.flac;

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

/** Samples that were coded into segments are decoded by others: the same samples again. */
@Tag("judged")
final class EncodedCutTest {
  private static final int CUTS = 5;
  private static final int LONGEST_BLOCK = 7_000;

  @ParameterizedTest
  @CsvSource({
    "LIB_FLAC, S16, 48000, 2, 5",
    "LIB_FLAC, S16, 44100, 1, 8",
    "LIB_FLAC, S16, 8000, 3, 0",
    "LIB_FLAC, S24, 96000, 2, 2",
    "LIB_FLAC, S24, 48000, 8, 5",
    "LIB_FLAC, S24, 44056, 5, 3",
    "LIB_FLAC, S32, 48000, 2, 5",
    "LIB_FLAC, S32, 192000, 1, 1",
    "LIB_FLAC, S16, 123457, 1, 5",
    "JAVA, S16, 48000, 2, 5",
    "JAVA, S16, 44100, 1, 8",
    "JAVA, S16, 8000, 3, 0",
    "JAVA, S24, 96000, 2, 2",
    "JAVA, S24, 48000, 8, 5",
    "JAVA, S24, 44056, 5, 3",
    "JAVA, S32, 48000, 2, 5",
    "JAVA, S32, 192000, 1, 1",
    "JAVA, S16, 123457, 1, 5",
    "JAVA, S24, 176400, 4, 4",
    "LIB_FLAC, S24, 176400, 4, 4",
    "JAVA, S16, 250000, 6, 6",
    "LIB_FLAC, S32, 250000, 7, 7"
  })
  void segmentsOneAfterTheOtherAreWhatWasCaptured(
      Encoders encoders,
      SampleFormat format,
      int hertz,
      int channels,
      int level,
      @TempDir Path folder)
      throws Exception {
    long seed = new Random().nextLong();
    System.out.println(encoders + " " + format + " " + hertz + " " + channels + ": seed " + seed);
    byte[] pcm = Pcm.signal(format, hertz, channels, 40_000 + 333, seed);
    FlacContainer container = encoders.container(level);
    Cut cut = cut(container, format, hertz, channels, pcm, seed);
    List<Path> files = cut.store(folder, ".flac");
    assertThat(flac(folder, files)).as("flac, seed %s", seed).isEqualTo(pcm);
    if (format != SampleFormat.S32) { // of which ffmpeg 5.1 decodes nothing, whoever coded them
      assertThat(ffmpeg(folder, files, format)).as("ffmpeg, seed %s", seed).isEqualTo(pcm);
    }
    for (int i = 0; i < files.size(); i++) {
      Judges.test(folder, files.get(i));
      InspectedSegment found = container.inspect(cut.segments().get(i));
      assertThat(found.sealed()).isTrue();
      assertThat(found.samples()).isEqualTo(cut.samples().get(i));
      assertThat(found.damages()).isEmpty();
      String md5 = Tools.run(folder, "metaflac", "--show-md5sum", files.get(i));
      assertThat(md5.strip()).isNotEqualTo(StreamInfo.NO_MD5);
    }
  }

  private static Cut cut(
      FlacContainer container, SampleFormat format, int hertz, int channels, byte[] pcm, long seed)
      throws Exception {
    Random random = new Random(seed);
    List<PcmBlock> blocks = Pcm.blocks(pcm, channels * format.length(), random, LONGEST_BLOCK);
    Set<Integer> places = Cut.places(random, Math.min(CUTS, blocks.size() / 2), blocks.size(), 1);
    return Cut.of(container.muxer(Pcm.header(Codec.FLAC, format, hertz, channels)), blocks, places);
  }

  private static byte[] flac(Path folder, List<Path> files) throws Exception {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Path file : files) {
      all.writeBytes(Judges.flac(folder, file));
    }
    return all.toByteArray();
  }

  private static byte[] ffmpeg(Path folder, List<Path> files, SampleFormat format)
      throws Exception {
    String raw = format.word() + "le";
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Path file : files) {
      all.writeBytes(
          Tools.decode(
              folder, "ffmpeg", "-v", "error", "-i", file, "-c:a", "pcm_" + raw, "-f", raw, "-"));
    }
    return all.toByteArray();
  }

  @Test
  void oneSampleRemovedByHandIsHeard(@TempDir Path folder) throws Exception {
    byte[] pcm = Pcm.signal(SampleFormat.S16, 48_000, 2, 48_000, 1);
    List<PcmBlock> blocks = Pcm.blocks(pcm, 4, new Random(1), LONGEST_BLOCK);
    blocks.set(4, blocks.get(4).first(blocks.get(4).samples() - 1));
    Cut cut =
        Cut.of(
            new FlacContainer().muxer(Pcm.header(Codec.FLAC, SampleFormat.S16, 48_000, 2)),
            blocks,
            Set.of(3, 8));
    byte[] played = flac(folder, cut.store(folder, ".flac"));
    assertThat(played.length).isEqualTo(pcm.length - 4);
    assertThat(played).isNotEqualTo(pcm);
  }
}
