package dev.sonolog.formats.flac;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.formats.Codec;
import dev.sonolog.formats.InspectedSegment;
import dev.sonolog.formats.MalformedSegmentException;
import dev.sonolog.formats.SegmentMuxer;
import dev.sonolog.formats.Snapshot;
import dev.sonolog.formats.pcm.PcmBlock;
import dev.sonolog.formats.pcm.SampleFormat;
import dev.sonolog.formats.testing.MemoryFile;
import dev.sonolog.formats.testing.Pcm;
import dev.sonolog.formats.testing.SampleTags;
import dev.sonolog.formats.testing.Snapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that are being written, cut at any byte. */
final class FlacSnapshotTest {
  private static final int HERTZ = 1_000;
  private static final FlacContainer CONTAINER = new FlacContainer();

  private static byte[] growing(Encoders encoders, int samples) throws IOException {
    MemoryFile file = new MemoryFile();
    SegmentMuxer muxer =
        encoders.container(5).muxer(Pcm.header(Codec.FLAC, SampleFormat.S24, HERTZ, 2));
    muxer.begin(SampleTags.of(0), file);
    byte[] pcm = Pcm.signal(SampleFormat.S24, HERTZ, 2, samples, 4);
    for (PcmBlock block : Pcm.blocks(pcm, 6, new Random(3), 100)) {
      muxer.write(block);
    }
    return file.content();
  }

  private static Snapshot snapshot(byte[] file, int length) throws IOException {
    return CONTAINER.snapshot(new MemoryFile(file), length, OptionalLong.empty());
  }

  private static StreamInfo info(byte[] file) {
    return StreamInfo.parse(Arrays.copyOfRange(file, 8, 8 + StreamInfo.LENGTH)).orElseThrow();
  }

  @ParameterizedTest
  @EnumSource
  void aSnapshotEndsWithItsLastWholeFrameAndSaysHowManySamplesThatMakes(Encoders encoders)
      throws IOException {
    byte[] file = growing(encoders, 5 * 256 + 77);
    long most = 0;
    for (int length = file.length; length >= SegmentHead.LENGTH; length -= 5) {
      Snapshot snapshot = snapshot(file, length);
      long samples = inspected(Arrays.copyOf(file, length));
      if (samples > 0) {
        byte[] passed = Snapshots.bytes(file, snapshot);
        assertThat(info(passed).samples()).as("of %d bytes", length).isEqualTo(samples);
        assertThat(info(passed).md5()).isEqualTo(StreamInfo.NO_MD5);
        InspectedSegment found = CONTAINER.inspect(new MemoryFile(passed));
        assertThat(found.samples()).isEqualTo(samples);
        assertThat(found.length()).isEqualTo(snapshot.length()).isLessThanOrEqualTo(length);
      } else {
        assertThat(snapshot.head()).isEmpty();
      }
      most = Math.max(most, samples);
    }
    assertThat(most).isEqualTo(5 * 256);
  }

  /** By the reader, which goes through all frames from the first on. */
  private static long inspected(byte[] file) throws IOException {
    try {
      return CONTAINER.inspect(new MemoryFile(file)).samples();
    } catch (MalformedSegmentException _) {
      return 0;
    }
  }

  @Test
  void whatTheWriterKnowsIsBelieved() throws IOException {
    byte[] file = growing(Encoders.JAVA, 1_000);
    Snapshot snapshot =
        CONTAINER.snapshot(new MemoryFile(file), file.length - 100, OptionalLong.of(512));
    assertThat(snapshot.length()).isEqualTo(file.length - 100);
    assertThat(info(snapshot.head()).samples()).isEqualTo(512);
  }

  @Test
  void zerosBehindTheLastFrameArePassedOver() throws IOException {
    byte[] file = growing(Encoders.JAVA, 1_000);
    Snapshot usual = snapshot(file, file.length);
    byte[] zeros = Arrays.copyOf(file, file.length + 300_000);
    Snapshot snapshot = snapshot(zeros, zeros.length);
    assertThat(snapshot.length()).isEqualTo(usual.length());
    assertThat(snapshot.head()).isEqualTo(usual.head());
  }

  @Test
  void headersInsideAFrameDoNotMislead() throws IOException {
    byte[] file = growing(Encoders.JAVA, 1_000);
    Snapshot usual = snapshot(file, file.length);
    byte[] header = Arrays.copyOfRange(file, SegmentHead.LENGTH, SegmentHead.LENGTH + 16);
    byte[] tail = Arrays.copyOf(file, file.length + 10 * header.length);
    for (int i = 0; i < 10; i++) {
      System.arraycopy(header, 0, tail, file.length + i * header.length, header.length);
    }
    assertThat(snapshot(tail, tail.length).length()).isEqualTo(usual.length());
    assertThat(snapshot(tail, tail.length).head()).isEqualTo(usual.head());
  }

  @Test
  void aFrameLongerThanTheFirstStretchIsFound() throws IOException {
    byte[] noise = new byte[3 * 8 * 30_000];
    new Random(1).nextBytes(noise);
    MemoryFile file = new MemoryFile();
    SegmentMuxer muxer =
        Encoders.JAVA.container(0).muxer(Pcm.header(Codec.FLAC, SampleFormat.S24, 192_000, 8));
    muxer.begin(SampleTags.of(0), file);
    muxer.write(new PcmBlock(noise, 30_000, noise.length));
    byte[] content = file.content();
    Snapshot snapshot = snapshot(content, content.length - 1);
    assertThat(info(Snapshots.bytes(content, snapshot)).samples())
        .isPositive()
        .isEqualTo(inspected(Arrays.copyOf(content, content.length - 1)));
  }

  @Test
  void whatIsNoFlacOrHasNoFrameStaysAsItIs() throws IOException {
    for (byte[] file : new byte[][] {{}, {'f', 'L', 'a', 'C'}, new byte[70_000]}) {
      Snapshot snapshot = snapshot(file, file.length);
      assertThat(snapshot.head()).isEmpty();
      assertThat(snapshot.length()).isEqualTo(file.length);
    }
  }

  @Tag("judged")
  @ParameterizedTest
  @EnumSource(names = {"STEREO_16", "STEREO_24", "FFMPEG_16", "VARIABLE_16"})
  void playersOfOthersCountTheSameSamples(Material material, @TempDir Path folder)
      throws IOException, InterruptedException {
    byte[] file = Files.readAllBytes(material.encode(folder, 2));
    for (int cut = 1; cut <= 6; cut++) {
      int length = file.length - cut * file.length / 8 - cut;
      byte[] passed = Snapshots.bytes(file, snapshot(file, length));
      Path part = Files.write(folder.resolve("part.flac"), passed);
      long samples = info(passed).samples();
      assertThat(samples).isPositive();
      assertThat(Judges.flac(folder, part, "--totally-silent").length)
          .isEqualTo(Math.toIntExact(samples * material.channels() * material.width()));
      assertThat(Judges.ffmpeg(folder, part).length)
          .isEqualTo(Math.toIntExact(samples * material.channels() * Integer.BYTES));
    }
  }
}
