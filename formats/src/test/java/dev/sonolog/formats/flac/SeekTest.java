package dev.sonolog.formats.flac;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.formats.testing.Tools;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Going to a time within a segment leads to the sample of that time. */
final class SeekTest {
  private static final int SECONDS = 6;

  @ParameterizedTest
  @EnumSource(names = {"STEREO_16", "STEREO_24", "MONO_24_SMALL_BLOCKS", "VARIABLE_16"})
  void flacAndFfmpegGoToTheExactSample(Material material, @TempDir Path folder) throws Exception {
    byte[] stream = Files.readAllBytes(material.encode(folder, SECONDS));
    List<FlacFrame> frames = Cutter.frames(stream);
    Path file =
        Cutter.cut(Cutter.header(stream), frames, Set.of(frames.size() / 6))
            .store(folder, ".flac")
            .get(1);
    byte[] all = Judges.flac(folder, file);
    byte[] wide = Judges.ffmpeg(folder, file);
    int frame = material.channels() * material.width();
    for (int seconds : new int[] {1, 3, 4}) {
      int samples = seconds * material.hertz() + 123;
      assertThat(Judges.flac(folder, file, "--skip=" + samples))
          .as("flac at %s s", seconds)
          .isEqualTo(Arrays.copyOfRange(all, samples * frame, all.length));
      int from = seconds * material.hertz() * material.channels() * Integer.BYTES;
      assertThat(Judges.ffmpeg(folder, file, "-ss", seconds))
          .as("ffmpeg at %s s", seconds)
          .isEqualTo(Arrays.copyOfRange(wide, from, wide.length));
    }
  }

  @Test
  void theSeekTableHasAPointForEachSecondAndFlacFindsThemRight(@TempDir Path folder)
      throws Exception {
    byte[] stream = Files.readAllBytes(Material.STEREO_16.encode(folder, SECONDS));
    Path file =
        Cutter.cut(Cutter.header(stream), Cutter.frames(stream), Set.of())
            .store(folder, ".flac")
            .get(0);
    String list = Tools.run(folder, "metaflac", "--list", "--block-type=SEEKTABLE", file);
    assertThat(list).contains("seek points: 6", "point 0: sample_number=0, stream_offset=0");
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer points = points(bytes);
    while (points.hasRemaining()) {
      long sample = points.getLong();
      int at = SegmentHead.LENGTH + (int) points.getLong();
      FlacFrameHeader header =
          FlacFrameHeader.parse(Arrays.copyOfRange(bytes, at, at + 16)).orElseThrow();
      assertThat(header.number() * 4_096).isEqualTo(sample);
      assertThat(header.blockSize()).isEqualTo(points.getShort() & 0xFFFF);
    }
  }

  private static ByteBuffer points(byte[] file) {
    ByteBuffer blocks = ByteBuffer.wrap(file).position(4);
    int header = blocks.getInt();
    while (header >>> 24 != 3) {
      blocks.position(blocks.position() + (header & 0xFF_FFFF));
      header = blocks.getInt();
    }
    return blocks.slice(blocks.position(), header & 0xFF_FFFF);
  }

  @Test
  void ofAVeryLongSegmentFewerPointsAreKeptInTheSameRoom() {
    SeekPoints points = new SeekPoints(100);
    for (int i = 0; i < 1_000_000; i++) {
      points.add(10L * i, 7L * i, 10);
    }
    byte[] table = points.bytes();
    assertThat(table.length / SeekPoints.LENGTH).isBetween(SeekPoints.MAX / 2, SeekPoints.MAX);
    ByteBuffer in = ByteBuffer.wrap(table);
    long before = -1;
    while (in.hasRemaining()) {
      long sample = in.getLong();
      assertThat(sample).isGreaterThan(before);
      assertThat(in.getLong()).isEqualTo(sample / 10 * 7);
      assertThat(in.getShort()).isEqualTo((short) 10);
      before = sample;
    }
    assertThat(before).isGreaterThan(9_900_000);
  }
}
