package dev.sonolog.formats.wav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.formats.Chapter;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.EmptySegmentException;
import dev.sonolog.formats.InspectedSegment;
import dev.sonolog.formats.MalformedSegmentException;
import dev.sonolog.formats.SegmentMuxer;
import dev.sonolog.formats.SegmentSink;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.pcm.PcmBlock;
import dev.sonolog.formats.pcm.SampleFormat;
import dev.sonolog.formats.testing.MemoryFile;
import dev.sonolog.formats.testing.Pcm;
import dev.sonolog.formats.testing.SampleTags;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class WavSegmentsTest {
  private static final int HERTZ = 100;
  private static final int SAMPLES = 333;

  /** Frames of even and of odd length, with and without 64-bit lengths. */
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

    byte[] pcm() {
      return Pcm.signal(format, HERTZ, channels, SAMPLES, 5);
    }

    StreamElement.TrackHeader header() {
      return Pcm.header(Codec.PCM, format, HERTZ, channels);
    }

    SegmentMuxer written(MemoryFile file) throws IOException {
      SegmentMuxer muxer = container().muxer(header());
      assertThat(muxer.canBegin()).isTrue();
      muxer.begin(SampleTags.of(0), file);
      for (PcmBlock block : Pcm.blocks(pcm(), frame(), new Random(3), 20)) {
        muxer.write(block);
      }
      return muxer;
    }

    MemoryFile part() throws IOException {
      MemoryFile file = new MemoryFile();
      written(file);
      return file;
    }

    MemoryFile sealed(List<Chapter> chapters) throws IOException {
      MemoryFile file = new MemoryFile();
      assertThat(written(file).seal(SampleTags.of(0), chapters)).isEqualTo(SAMPLES);
      return file;
    }
  }

  private static final List<Chapter> CHAPTERS =
      List.of(
          new Chapter(Duration.ZERO, Duration.ofMillis(900), "Première"),
          new Chapter(Duration.ofMillis(900), Duration.ofMillis(3_330), "Zweites – 二"));

  @ParameterizedTest
  @EnumSource
  void aSealedSegmentSaysWhatItHolds(Track track) throws IOException {
    MemoryFile file = track.sealed(CHAPTERS);
    InspectedSegment found = track.container().inspect(file);
    assertThat(found.format()).isEqualTo(track.header().format());
    assertThat(found.tags()).contains(SampleTags.of(0));
    assertThat(found.sealed()).isTrue();
    assertThat(found.samples()).isEqualTo(SAMPLES);
    assertThat(found.length()).isEqualTo(file.size()).isEven();
    assertThat(found.damages()).isEmpty();
    assertThat(found.chapters()).isEqualTo(CHAPTERS);
    assertThat(found.headLength()).isEqualTo(SegmentHead.LENGTH);
    assertThat(new String(file.content(), 0, 4, StandardCharsets.US_ASCII))
        .isEqualTo(track.name().endsWith("RF64") ? "RF64" : "RIFF");
  }

  @ParameterizedTest
  @EnumSource
  void repairWritesTheHeadThatTheSealWouldHaveWritten(Track track) throws IOException {
    MemoryFile file = track.part();
    InspectedSegment before = track.container().inspect(file);
    assertThat(before.sealed()).isFalse();
    assertThat(before.samples()).isEqualTo(SAMPLES);
    assertThat(before.tags()).contains(SampleTags.of(0));
    assertThat(track.container().repair(file).sealed()).isTrue();
    assertThat(file.content()).isEqualTo(track.sealed(List.of()).content());
  }

  @ParameterizedTest
  @EnumSource
  void repairLeavesASealedSegmentAlone(Track track) throws IOException {
    MemoryFile file = track.sealed(CHAPTERS);
    assertThat(track.container().repair(file).sealed()).isTrue();
    assertThat(file.writes()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void aPartCutOffAtAnyByteIsRepairedToItsLastWholeFrame(Track track) throws IOException {
    checkAnyCut(track, track.part().content());
  }

  @ParameterizedTest
  @EnumSource
  void aSealedSegmentCutOffAtAnyByteIsRepairedAndKeepsItsChapters(Track track) throws IOException {
    byte[] whole = track.sealed(CHAPTERS).content();
    checkAnyCut(track, whole);
    MemoryFile file = new MemoryFile(Arrays.copyOf(whole, whole.length - 100));
    assertThat(track.container().repair(file).chapters()).isEqualTo(CHAPTERS);
  }

  @ParameterizedTest
  @EnumSource
  void aSegmentThatWasBegunAndHoldsNoSampleIsEmpty(Track track) throws IOException {
    byte[] begun = Arrays.copyOf(track.part().content(), SegmentHead.LENGTH);
    assertThatThrownBy(() -> track.container().repair(new MemoryFile(begun)))
        .isInstanceOf(EmptySegmentException.class);
    byte[] torn = Arrays.copyOf(track.part().content(), SegmentHead.LENGTH + 1);
    if (track.frame() > 1) {
      assertThatThrownBy(() -> track.container().repair(new MemoryFile(torn)))
          .isNotInstanceOf(EmptySegmentException.class);
    }
  }

  private static void checkAnyCut(Track track, byte[] content) throws IOException {
    for (int length = 0; length < content.length; length++) {
      if (length % 97 == 0 || length > SegmentHead.LENGTH - 20) {
        MemoryFile file = new MemoryFile(Arrays.copyOf(content, length));
        int samples = Math.min(SAMPLES, (length - SegmentHead.LENGTH) / track.frame());
        if (samples < 1) {
          assertThatThrownBy(() -> track.container().repair(file))
              .isInstanceOf(MalformedSegmentException.class);
          assertThat(file.writes()).isZero();
        } else {
          checkRepaired(track, file, samples);
        }
      }
    }
  }

  private static void checkRepaired(Track track, MemoryFile file, int samples) throws IOException {
    InspectedSegment found = track.container().repair(file);
    assertThat(found.sealed()).as("%s samples", samples).isTrue();
    assertThat(found.samples()).isEqualTo(samples);
    int data = samples * track.frame();
    assertThat(file.size()).isEqualTo(SegmentHead.LENGTH + data + (data & 1));
    byte[] kept = Arrays.copyOfRange(file.content(), SegmentHead.LENGTH, SegmentHead.LENGTH + data);
    assertThat(kept).isEqualTo(Arrays.copyOf(track.pcm(), data));
  }

  /** The seal's head on the disk up to some byte, the one before from there on. */
  @ParameterizedTest
  @EnumSource
  void aHeadThatWasReplacedInPartLosesNoSample(Track track) throws IOException {
    byte[] before = track.part().content();
    byte[] after = track.sealed(CHAPTERS).content();
    for (int border = 0; border <= SegmentHead.LENGTH; border += 512) {
      byte[] torn = Arrays.copyOf(before, after.length);
      System.arraycopy(after, 0, torn, 0, border);
      MemoryFile file = new MemoryFile(torn);
      assertThat(track.container().repair(file).samples())
          .as("border %s", border)
          .isEqualTo(SAMPLES);
    }
  }

  @Test
  void theHeadIsBroughtUpToDateAboutEverySecondAndIsRight() throws IOException {
    Track track = Track.STEREO_16;
    CopiedFile file = new CopiedFile();
    SegmentMuxer muxer = track.container().muxer(track.header());
    muxer.begin(SampleTags.of(0), file);
    for (int i = 0; i < 35; i++) {
      muxer.write(new PcmBlock(new byte[40], 10, 40L * (i + 1)));
    }
    assertThat(file.promised).containsExactly(100, 200, 300);
  }

  /** Reads its own head as a stranger would, whenever it is replaced. */
  private static final class CopiedFile implements SegmentSink {
    private final MemoryFile file = new MemoryFile();
    private final ArrayList<Integer> promised = new ArrayList<>();

    @Override
    public void head(byte[] bytes) {
      file.head(bytes);
    }

    @Override
    public void append(byte[] bytes, int offset, int length) {
      file.append(bytes, offset, length);
    }

    @Override
    public void updateHead(byte[] bytes) {
      file.updateHead(bytes);
      ByteBuffer head = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      int data = head.getInt(SegmentHead.LENGTH - 4);
      assertThat(head.getInt(4)).isEqualTo(SegmentHead.LENGTH - 8 + data);
      assertThat(file.size()).isEqualTo(SegmentHead.LENGTH + data);
      promised.add(data / 4);
    }

    @Override
    public void replaceHead(byte[] bytes) {
      throw new AssertionError("Nothing was sealed");
    }
  }

  @Test
  void aChunkThatSomebodyAppendedIsNoHarm() throws IOException {
    MemoryFile sealed = Track.STEREO_16.sealed(CHAPTERS);
    ByteBuffer edited =
        ByteBuffer.wrap(Arrays.copyOf(sealed.content(), (int) sealed.size() + 12))
            .order(ByteOrder.LITTLE_ENDIAN);
    edited.putInt(4, edited.capacity() - 8);
    edited.position((int) sealed.size()).put("LIST".getBytes(StandardCharsets.US_ASCII));
    edited.putInt(4);
    MemoryFile file = new MemoryFile(edited.array());
    assertThat(Track.STEREO_16.container().repair(file).samples()).isEqualTo(SAMPLES);
    assertThat(file.writes()).isZero();
  }

  @Test
  void whatIsNotAllowedIsRefused() throws IOException {
    WavContainer container = new WavContainer();
    assertThatThrownBy(() -> container.muxer(Pcm.header(Codec.FLAC, SampleFormat.S16, 48_000, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("FLAC");
    SegmentMuxer muxer = container.muxer(Track.STEREO_16.header());
    assertThatThrownBy(() -> muxer.write(new PcmBlock(new byte[6], 1, 6)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> muxer.seal(SampleTags.of(0), List.of()))
        .isInstanceOf(IllegalStateException.class);
    muxer.begin(SampleTags.of(0), new MemoryFile());
    assertThatThrownBy(() -> muxer.begin(SampleTags.of(1), new MemoryFile()))
        .isInstanceOf(IllegalStateException.class);
  }
}
