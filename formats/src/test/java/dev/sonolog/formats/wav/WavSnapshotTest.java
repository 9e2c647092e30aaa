package dev.sonolog.formats.wav;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.formats.Codec;
import dev.sonolog.formats.InspectedSegment;
import dev.sonolog.formats.SegmentMuxer;
import dev.sonolog.formats.Snapshot;
import dev.sonolog.formats.pcm.PcmBlock;
import dev.sonolog.formats.pcm.SampleFormat;
import dev.sonolog.formats.testing.MemoryFile;
import dev.sonolog.formats.testing.Pcm;
import dev.sonolog.formats.testing.SampleTags;
import dev.sonolog.formats.testing.Snapshots;
import dev.sonolog.formats.testing.Tools;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that are being written, cut at any byte. */
final class WavSnapshotTest {
  private static final int HERTZ = 100;
  private static final int SAMPLES = 333;
  private static final int LENGTHS = 3 * Long.BYTES;

  enum Track {
    STEREO_16(SampleFormat.S16, 2, SegmentHead.LIMIT),
    MONO_24(SampleFormat.S24, 1, SegmentHead.LIMIT),
    FLOAT_5(SampleFormat.FLOAT, 5, SegmentHead.LIMIT),
    MONO_24_RF64(SampleFormat.S24, 1, 9_700),
    FLOAT_RF64(SampleFormat.FLOAT, 2, 10_000);

    private final SampleFormat format;
    private final int channels;
    private final long limit;

    Track(SampleFormat format, int channels, long limit) {
      this.format = format;
      this.channels = channels;
      this.limit = limit;
    }

    WavContainer container() {
      return new WavContainer(limit);
    }

    int frame() {
      return channels * format.length();
    }

    SegmentMuxer written(MemoryFile file) throws IOException {
      SegmentMuxer muxer = container().muxer(Pcm.header(Codec.PCM, format, HERTZ, channels));
      muxer.begin(SampleTags.of(0), file);
      byte[] pcm = Pcm.signal(format, HERTZ, channels, SAMPLES, 5);
      for (PcmBlock block : Pcm.blocks(pcm, frame(), new Random(3), 20)) {
        muxer.write(block);
      }
      return muxer;
    }

    /** With the head that it got first. */
    byte[] growing() throws IOException {
      MemoryFile file = new MemoryFile();
      MemoryFile begun = new MemoryFile();
      written(file);
      container()
          .muxer(Pcm.header(Codec.PCM, format, HERTZ, channels))
          .begin(SampleTags.of(0), begun);
      byte[] content = file.content();
      System.arraycopy(begun.content(), 0, content, 0, SegmentHead.LENGTH);
      return content;
    }

    Snapshot snapshot(byte[] file, int length) throws IOException {
      return container().snapshot(new MemoryFile(file), length, OptionalLong.empty());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSnapshotHoldsWholeFramesAndSaysHowMany(Track track) throws IOException {
    byte[] file = track.growing();
    for (int length = SegmentHead.LENGTH + track.frame(); length <= file.length; length++) {
      byte[] passed = Snapshots.bytes(file, track.snapshot(file, length));
      int frames = (length - SegmentHead.LENGTH) / track.frame();
      assertThat(passed).hasSize(SegmentHead.LENGTH + frames * track.frame());
      WavForm form = WavForm.read(new MemoryFile(passed));
      assertThat(form.end()).isEqualTo(passed.length);
      assertThat(form.wide()).isEqualTo(passed.length - 8 > track.limit);
      assertThat(form.first(ChunkId.DATA).orElseThrow().end()).isEqualTo(passed.length);
      assertThat(WavSamples.find(new MemoryFile(passed)).frames()).isEqualTo(frames);
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingButLengthsDiffersFromTheFile(Track track) throws IOException {
    byte[] file = track.growing();
    byte[] passed = Snapshots.bytes(file, track.snapshot(file, file.length));
    InspectedSegment before = track.container().inspect(new MemoryFile(file));
    InspectedSegment after = track.container().inspect(new MemoryFile(passed));
    assertThat(after.samples()).isEqualTo(before.samples()).isEqualTo(SAMPLES);
    assertThat(after.tags()).isEqualTo(before.tags());
    assertThat(after.format()).isEqualTo(before.format());
  }

  @ParameterizedTest
  @EnumSource
  void aFileThatWasSealedMeanwhileLosesNothingButItsPadding(Track track) throws IOException {
    MemoryFile file = new MemoryFile();
    track.written(file).seal(SampleTags.of(0), List.of());
    int size = Math.toIntExact(file.size());
    Snapshot snapshot = track.snapshot(file.content(), size);
    assertThat(snapshot.length())
        .isEqualTo(SegmentHead.LENGTH + (long) SAMPLES * track.frame())
        .isBetween(size - 1L, (long) size);
  }

  /** Whoever else writes it: a plain head, no room for "ds64". */
  @Test
  void theHeadsOfOthersAreRightAsWell() throws IOException {
    byte[] fmt = new WaveBytes().fmt(1, 2, 100, 4, 16).build();
    byte[] file = WaveBytes.riff(fmt, WaveBytes.chunk("data", new byte[400]));
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(4, 0).putInt(40, 0);
    Snapshot snapshot =
        new WavContainer().snapshot(new MemoryFile(file), 44 + 103, OptionalLong.empty());
    assertThat(snapshot.length()).isEqualTo(44 + 100);
    assertThat(number(snapshot.head(), 4)).isEqualTo(36 + 100);
    assertThat(number(snapshot.head(), 40)).isEqualTo(100);
  }

  @Test
  void withoutRoomForLongLengthsTheSamplesGoOnToTheEnd() throws IOException {
    byte[] fmt = new WaveBytes().fmt(1, 2, 100, 4, 16).build();
    byte[] file = WaveBytes.riff(fmt, WaveBytes.chunk("data", new byte[400]));
    Snapshot snapshot =
        new WavContainer(100).snapshot(new MemoryFile(file), file.length, OptionalLong.empty());
    byte[] passed = Snapshots.bytes(file, snapshot);
    assertThat(number(passed, 4)).isEqualTo(-1);
    assertThat(number(passed, 40)).isEqualTo(-1);
    assertThat(WavSamples.find(new MemoryFile(passed)).frames()).isEqualTo(100);
  }

  @Test
  void whatIsNoWavStaysAsItIs() throws IOException {
    for (byte[] file : new byte[][] {{}, {'R', 'I', 'F', 'F'}, new byte[70_000]}) {
      Snapshot snapshot =
          new WavContainer().snapshot(new MemoryFile(file), file.length, OptionalLong.empty());
      assertThat(snapshot.head()).isEmpty();
      assertThat(snapshot.length()).isEqualTo(file.length);
    }
  }

  @Test
  void moreThanFourGibibytesAreSaidIn64Bits(@TempDir Path folder) throws IOException {
    long size = 5L << 30;
    byte[] head = Arrays.copyOf(Track.STEREO_16.growing(), SegmentHead.LENGTH);
    Path file = Files.write(folder.resolve("long.wav"), head);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(3), size - 1);
      Snapshot snapshot =
          new WavContainer().snapshot(channel, channel.size(), OptionalLong.empty());
      assertThat(snapshot.length()).isEqualTo(size);
      channel.write(ByteBuffer.wrap(snapshot.head()), 0);
      channel.truncate(size);
      WavForm form = WavForm.read(channel);
      assertThat(form.wide()).isTrue();
      assertThat(form.end()).isEqualTo(size);
      assertThat(WavSamples.find(channel).frames()).isEqualTo((size - SegmentHead.LENGTH) / 4);
      ByteBuffer lengths = ByteBuffer.wrap(snapshot.head(), 20, LENGTHS);
      assertThat(lengths.order(ByteOrder.LITTLE_ENDIAN).getLong()).isEqualTo(size - 8);
    }
  }

  @Tag("judged")
  @ParameterizedTest
  @EnumSource
  void aPlayerOfOthersCountsTheSameSamples(Track track, @TempDir Path folder)
      throws IOException, InterruptedException {
    byte[] file = track.growing();
    for (int length = file.length; length > file.length - 200; length -= 37) {
      byte[] passed = Snapshots.bytes(file, track.snapshot(file, length));
      Path part = Files.write(folder.resolve("part.wav"), passed);
      assertThat(Tools.ffmpeg(folder, part))
          .hasSize((passed.length - SegmentHead.LENGTH) / track.format.length() * Float.BYTES);
    }
  }

  private static int number(byte[] bytes, int at) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
  }
}
