package dev.sonolog.formats.flac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.Chapter;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.InspectedSegment;
import dev.sonolog.formats.MalformedSegmentException;
import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.SegmentMuxer;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.testing.Cut;
import dev.sonolog.formats.testing.MemoryFile;
import dev.sonolog.formats.testing.SampleTags;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SegmentsTest {
  private static final FlacContainer CONTAINER = new FlacContainer();
  private static final int FRAMES = 6;
  private static final int LAST_SAMPLES = 20;

  /** One track of each kind that is cut in a way of its own; all end with a short frame. */
  enum Track {
    USUAL,
    OTHER,
    VARIABLE,
    OF_INFO;

    FlacFrames kind() {
      return switch (this) {
        case USUAL -> FlacFrames.USUAL;
        case OTHER -> FlacFrames.OTHER;
        case VARIABLE -> FlacFrames.VARIABLE;
        case OF_INFO -> FlacFrames.OF_INFO;
      };
    }

    byte[] frame(int index) {
      if (index < FRAMES - 1) {
        return kind().frame(index);
      }
      long number = kind().variable() ? samples(index) : index;
      return kind().frame(number, LAST_SAMPLES);
    }

    /** Samples of the first {@code frames} frames. */
    long samples(int frames) {
      long samples = 0;
      for (int i = 0; i < frames; i++) {
        samples += i == FRAMES - 1 ? LAST_SAMPLES : kind().size(i);
      }
      return samples;
    }

    byte[] stream() {
      byte[] stream = kind().head();
      for (int i = 0; i < FRAMES; i++) {
        stream = FlacFrames.joined(stream, frame(i));
      }
      return stream;
    }

    StreamElement.TrackHeader header() throws IOException {
      return Cutter.header(stream());
    }

    SegmentMuxer written(MemoryFile file) throws IOException {
      SegmentMuxer muxer = CONTAINER.muxer(header());
      muxer.begin(SampleTags.of(0), file);
      for (FlacFrame frame : Cutter.frames(stream())) {
        muxer.write(frame);
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
      assertThat(written(file).seal(SampleTags.of(0), chapters)).isEqualTo(samples(FRAMES));
      return file;
    }

    /** Chapters up to the end, which a comment does not tell. */
    List<Chapter> chapters() {
      Duration end =
          kind().header().hertz().isPresent() && kind().rateCode() == 10
              ? new SampleRate(48_000).duration(samples(FRAMES))
              : new SampleRate(44_100).duration(samples(FRAMES));
      Duration middle = Duration.ofMillis(1);
      return List.of(
          new Chapter(Duration.ZERO, middle, "Première"), new Chapter(middle, end, "Zweites – 二"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSealedSegmentSaysWhatItHolds(Track track) throws IOException {
    MemoryFile file = track.sealed(track.chapters());
    InspectedSegment found = CONTAINER.inspect(file);
    assertThat(found.format()).isEqualTo(track.header().format());
    assertThat(found.tags()).contains(SampleTags.of(0));
    assertThat(found.sealed()).isTrue();
    assertThat(found.samples()).isEqualTo(track.samples(FRAMES));
    assertThat(found.length()).isEqualTo(file.size());
    assertThat(found.damages()).isEmpty();
    assertThat(found.chapters()).isEqualTo(track.chapters());
    assertThat(found.headLength()).isEqualTo(file.content().length - file.body().length);
  }

  @ParameterizedTest
  @EnumSource
  void aSegmentThatIsBeingWrittenIsNotSealedButUnderstood(Track track) throws IOException {
    InspectedSegment found = CONTAINER.inspect(track.part());
    assertThat(found.sealed()).isFalse();
    assertThat(found.tags()).contains(SampleTags.of(0));
    assertThat(found.samples()).isEqualTo(track.samples(FRAMES));
  }

  @ParameterizedTest
  @EnumSource
  void repairWritesTheHeadThatTheSealWouldHaveWritten(Track track) throws IOException {
    MemoryFile file = track.part();
    assertThat(CONTAINER.repair(file).sealed()).isTrue();
    assertThat(file.content()).isEqualTo(track.sealed(List.of()).content());
  }

  @ParameterizedTest
  @EnumSource
  void repairLeavesASealedSegmentAlone(Track track) throws IOException {
    MemoryFile file = track.sealed(track.chapters());
    assertThat(CONTAINER.repair(file).sealed()).isTrue();
    assertThat(file.writes()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void repairOfASealedSegmentThatLostItsEndKeepsTheChapters(Track track) throws IOException {
    MemoryFile whole = track.sealed(track.chapters());
    MemoryFile file = new MemoryFile(Arrays.copyOf(whole.content(), (int) whole.size() - 5));
    InspectedSegment found = CONTAINER.repair(file);
    assertThat(found.sealed()).isTrue();
    assertThat(found.samples()).isEqualTo(track.samples(FRAMES - 1));
    assertThat(found.chapters().stream().map(Chapter::title))
        .containsExactly("Première", "Zweites – 二");
  }

  @ParameterizedTest
  @EnumSource
  void aPartCutOffAtAnyByteIsRepairedToItsLastWholeFrame(Track track) throws IOException {
    byte[] part = track.part().content();
    for (int length = 0; length <= part.length; length++) {
      if (length % 101 == 0 || length > SegmentHead.LENGTH - 10) {
        checkRepaired(track, part, new MemoryFile(Arrays.copyOf(part, length)), length);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void zerosUpToTheEndFromAnyByteAreCutOff(Track track) throws IOException {
    byte[] part = track.part().content();
    for (int length = SegmentHead.LENGTH; length < part.length; length++) {
      byte[] torn = Arrays.copyOf(Arrays.copyOf(part, length), part.length + 9_000);
      checkRepaired(track, part, new MemoryFile(torn), kept(part, length));
    }
  }

  /** Bytes behind the cut that were 0 anyway are as they were. */
  private static int kept(byte[] part, int length) {
    int kept = length;
    while (kept < part.length && part[kept] == 0) {
      kept++;
    }
    return kept;
  }

  /** The first {@code kept} bytes are as they were written. */
  private static void checkRepaired(Track track, byte[] part, MemoryFile file, int kept)
      throws IOException {
    int frames = 0;
    int end = SegmentHead.LENGTH;
    while (frames < FRAMES && end + track.frame(frames).length <= kept) {
      end += track.frame(frames++).length;
    }
    if (frames == 0) {
      byte[] before = file.content();
      assertThatThrownBy(() -> CONTAINER.repair(file))
          .as("kept %s", kept)
          .isInstanceOf(MalformedSegmentException.class);
      assertThat(file.content()).isEqualTo(before);
      return;
    }
    InspectedSegment found = CONTAINER.repair(file);
    assertThat(found.samples()).as("kept %s", kept).isEqualTo(track.samples(frames));
    assertThat(found.sealed()).isTrue();
    assertThat(found.tags()).contains(SampleTags.of(0));
    assertThat(file.size()).isEqualTo(end);
    assertThat(Arrays.copyOfRange(file.content(), found.headLength(), end))
        .isEqualTo(Arrays.copyOfRange(part, found.headLength(), end));
    int writes = file.writes();
    CONTAINER.repair(file);
    assertThat(file.writes()).as("a second repair writes").isEqualTo(writes);
  }

  /** Frames that leave their rate and depth to the head cannot be understood without it. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OF_INFO")
  void aHeadThatWasNeverWrittenIsWrittenWithoutTags(Track track) throws IOException {
    byte[] headless = track.sealed(List.of()).content();
    Arrays.fill(headless, 0, SegmentHead.LENGTH, (byte) 0);
    MemoryFile file = new MemoryFile(headless);
    InspectedSegment found = CONTAINER.repair(file);
    assertThat(found.sealed()).isTrue();
    assertThat(found.tags()).isEmpty();
    assertThat(found.headLength()).isEqualTo(SegmentHead.LENGTH);
    assertThat(found.samples()).isEqualTo(track.samples(FRAMES));
    assertThat(found.damages()).isEmpty();
  }

  @Test
  void damageBetweenFramesIsReportedAndKept() throws IOException {
    byte[] broken = Track.USUAL.sealed(List.of()).content();
    int frame = FlacFrames.USUAL.length(0);
    int at = SegmentHead.LENGTH + 2 * frame;
    Arrays.fill(broken, at, at + 10, (byte) 0x11);
    InspectedSegment found = CONTAINER.inspect(new MemoryFile(broken));
    assertThat(found.damages()).hasSize(1);
    assertThat(found.damages().getFirst().position()).isEqualTo(at);
    assertThat(found.damages().getFirst().bytes()).isEqualTo(frame);
    assertThat(found.samples()).isEqualTo(Track.USUAL.samples(FRAMES) - 64);
    assertThat(found.sealed()).isFalse();
    MemoryFile file = new MemoryFile(broken);
    assertThat(CONTAINER.repair(file).sealed()).isTrue();
    assertThat(file.size()).isEqualTo(broken.length);
  }

  @Test
  void aFrameThatCannotBeDecodedIsRecordedWithoutMd5AndTold() throws IOException {
    byte[] odd = FlacFrames.USUAL.frame(2);
    odd[FlacFrames.USUAL.header().length()] = 0x04; // a reserved type of subframe
    FlacFrame numbered = new FlacFrame(FlacFrames.USUAL.header(), odd, 0);
    byte[] stream =
        FlacFrames.joined(
            FlacFrames.USUAL.stream(2), numbered.renumbered(2), FlacFrames.USUAL.frame(3));
    List<FlacFrame> frames = Cutter.frames(stream);
    assertThat(frames).hasSize(4);
    MemoryFile file = Cutter.cut(Cutter.header(stream), frames, Set.of()).segments().getFirst();
    InspectedSegment found = CONTAINER.inspect(file);
    assertThat(found.samples()).isEqualTo(4 * 64);
    assertThat(found.sealed()).isTrue();
    assertThat(found.damages())
        .singleElement()
        .extracting("reason")
        .asString()
        .contains("cannot be decoded", "reserved");
    assertThat(StreamInfo.parse(Arrays.copyOfRange(file.content(), 8, 42)))
        .hasValueSatisfying(info -> assertThat(info.md5()).isEqualTo(StreamInfo.NO_MD5));
    int writes = file.writes();
    CONTAINER.repair(file);
    assertThat(file.writes()).isEqualTo(writes);
  }

  @Test
  void aForeignFileIsNotOursAndKeepsItsHead() throws IOException {
    byte[] stream = Track.USUAL.stream();
    InspectedSegment found = CONTAINER.inspect(new MemoryFile(stream));
    assertThat(found.tags()).isEmpty();
    assertThat(found.headLength()).isZero();
    assertThat(found.samples()).isEqualTo(Track.USUAL.samples(FRAMES));
    assertThat(found.sealed()).isTrue();
    MemoryFile torn = new MemoryFile(Arrays.copyOf(stream, stream.length - 1));
    assertThat(CONTAINER.repair(torn).samples()).isEqualTo(Track.USUAL.samples(FRAMES - 1));
    assertThat(torn.content())
        .isEqualTo(Arrays.copyOf(stream, stream.length - Track.USUAL.frame(FRAMES - 1).length));
  }

  @Test
  void aForeignFileWithATagBehindItIsNotHarmed() throws IOException {
    byte[] tag = new byte[128];
    System.arraycopy("TAGtitle".getBytes(StandardCharsets.US_ASCII), 0, tag, 0, 8);
    byte[] other = FlacFrames.OTHER.stream(2);
    for (byte[] file :
        List.of(
            FlacFrames.joined(Track.USUAL.stream(), tag),
            FlacFrames.joined(Track.USUAL.stream(), other))) {
      MemoryFile kept = new MemoryFile(file);
      assertThat(CONTAINER.repair(kept).samples()).isEqualTo(Track.USUAL.samples(FRAMES));
      assertThat(kept.writes()).isZero();
    }
  }

  @Test
  void whatHoldsNoFrameIsMalformed() {
    for (byte[] content :
        List.of(
            new byte[0],
            new byte[20_000],
            FlacFrames.USUAL.head(),
            "OggS and more".getBytes(StandardCharsets.US_ASCII))) {
      assertThatThrownBy(() -> CONTAINER.inspect(new MemoryFile(content)))
          .isInstanceOf(MalformedSegmentException.class);
    }
  }

  @Test
  void aFrameOfAnotherTrackIsRefused() throws IOException {
    FlacFrame other = Cutter.frames(FlacFrames.OTHER.stream(2)).getFirst();
    SegmentMuxer muxer = CONTAINER.muxer(Track.USUAL.header());
    assertThatThrownBy(() -> muxer.write(other)).isInstanceOf(IllegalArgumentException.class);
    List<FlacFrame> frames = Cutter.frames(Track.USUAL.stream());
    muxer.write(frames.getLast());
    assertThatThrownBy(() -> muxer.write(frames.getFirst()))
        .as("behind a short frame")
        .isInstanceOf(IllegalArgumentException.class);
    AudioFormat mp3 = new AudioFormat(Codec.MPEG_LAYER_3, new SampleRate(44_100), 2);
    assertThatThrownBy(
            () -> CONTAINER.muxer(new StreamElement.TrackHeader(mp3, StreamElement.Setup.NONE)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSegmentWithoutAnyFrameHasNoSamples() throws IOException {
    SegmentMuxer muxer = CONTAINER.muxer(Track.USUAL.header());
    muxer.begin(SampleTags.of(0), new MemoryFile());
    assertThatThrownBy(() -> muxer.begin(SampleTags.of(1), new MemoryFile()))
        .isInstanceOf(IllegalStateException.class);
    assertThat(muxer.seal(SampleTags.of(0), List.of())).isZero();
    assertThatThrownBy(() -> muxer.seal(SampleTags.of(0), List.of()))
        .isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @EnumSource
  void aSegmentReadAgainCanBeCutAgain(Track track) throws IOException {
    byte[] once = track.sealed(List.of()).content();
    Cut again = Cutter.cut(Cutter.header(once), Cutter.frames(once), Set.of());
    assertThat(again.segments().getFirst().content()).isEqualTo(once);
  }
}
