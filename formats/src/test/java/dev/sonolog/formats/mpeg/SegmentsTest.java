package dev.sonolog.formats.mpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.formats.ByteInput;
import dev.sonolog.formats.Chapter;
import dev.sonolog.formats.InspectedSegment;
import dev.sonolog.formats.MalformedSegmentException;
import dev.sonolog.formats.SegmentMuxer;
import dev.sonolog.formats.Snapshot;
import dev.sonolog.formats.tags.Id3v2;
import dev.sonolog.formats.tags.Id3v2Parser;
import dev.sonolog.formats.testing.MemoryFile;
import dev.sonolog.formats.testing.SampleTags;
import dev.sonolog.formats.testing.Snapshots;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SegmentsTest {
  private static final MpegContainer CONTAINER = new MpegContainer();
  private static final int PLAYABLE = 6;
  private static final List<Chapter> CHAPTERS =
      List.of(
          new Chapter(Duration.ZERO, Duration.ofMillis(60), "Première"),
          new Chapter(Duration.ofMillis(60), Duration.ofMillis(150), "Zweites – 二"));

  /** One track of each kind that is cut in a way of its own. */
  enum Track {
    MPEG_1(MpegFrames.usual().word()),
    MPEG_1_MONO_WITH_CRC(0xFFFA_90C0),
    LOW(MpegFrames.low().word()),
    LOWEST(MpegFrames.word(0, 1, 1, 2, 3)),
    LAYER_2(MpegFrames.layerTwo().word());

    private final int word;

    Track(int word) {
      this.word = word;
    }

    MpegHeader header() {
      return MpegFrames.header(word);
    }

    int repeated() {
      return header().layer() == MpegHeader.Layer.TWO ? 0 : PreRoll.frames(header());
    }

    List<MpegFrame> frames() throws IOException {
      return Cutter.frames(MpegFrames.stream(header(), repeated() + PLAYABLE));
    }
  }

  /** A segment with six playable frames; not sealed yet. */
  private static SegmentMuxer written(Track track, MemoryFile file) throws IOException {
    SegmentMuxer muxer = CONTAINER.muxer(track.header().trackHeader());
    List<MpegFrame> frames = track.frames();
    for (int i = 0; i < frames.size(); i++) {
      if (i == track.repeated()) {
        muxer.begin(SampleTags.of(0), file);
      }
      muxer.write(frames.get(i));
    }
    return muxer;
  }

  private static MemoryFile part(Track track) throws IOException {
    MemoryFile file = new MemoryFile();
    written(track, file);
    return file;
  }

  private static MemoryFile sealed(Track track) throws IOException {
    MemoryFile file = new MemoryFile();
    written(track, file).seal(SampleTags.of(0), CHAPTERS);
    return file;
  }

  private static List<Chapter> chapters(MemoryFile file) {
    return Id3v2Parser.parse(Arrays.copyOf(file.content(), Id3v2.LENGTH)).chapters();
  }

  @ParameterizedTest
  @EnumSource
  void aSealedSegmentSaysWhatItHolds(Track track) throws IOException {
    MemoryFile file = sealed(track);
    InspectedSegment found = CONTAINER.inspect(file);
    assertThat(found.format()).isEqualTo(track.header().format());
    assertThat(found.tags()).contains(SampleTags.of(0));
    assertThat(found.sealed()).isTrue();
    assertThat(found.samples()).isEqualTo((long) PLAYABLE * track.header().samples());
    assertThat(found.length()).isEqualTo(file.size());
    assertThat(found.damages()).isEmpty();
    assertThat(file.content().length - found.headLength()).isEqualTo(file.body().length);
    assertThat(chapters(file)).isEqualTo(CHAPTERS);
  }

  @ParameterizedTest
  @EnumSource
  void aSegmentThatIsBeingWrittenIsNotSealedButUnderstood(Track track) throws IOException {
    InspectedSegment found = CONTAINER.inspect(part(track));
    assertThat(found.sealed()).isFalse();
    assertThat(found.tags()).contains(SampleTags.of(0));
    assertThat(found.samples()).isEqualTo((long) PLAYABLE * track.header().samples());
  }

  @ParameterizedTest
  @EnumSource
  void aSnapshotOfASegmentThatIsBeingWrittenSaysHowLongItIs(Track track) throws IOException {
    MemoryFile file = part(track);
    long samples = (long) PLAYABLE * track.header().samples();
    Snapshot snapshot = CONTAINER.snapshot(file, file.size(), OptionalLong.of(samples));
    MemoryFile passed = new MemoryFile(Snapshots.bytes(file.content(), snapshot));
    boolean layerTwo = track.header().layer() == MpegHeader.Layer.TWO;
    assertThat(CONTAINER.declaredSamples(file)).isEmpty();
    assertThat(CONTAINER.declaredSamples(passed))
        .isEqualTo(layerTwo ? OptionalLong.empty() : OptionalLong.of(samples));
    assertThat(snapshot.length()).isEqualTo(file.size());
    assertThat(CONTAINER.inspect(passed).samples()).isEqualTo(samples);
    assertThat(CONTAINER.inspect(passed).headLength())
        .isEqualTo(CONTAINER.inspect(file).headLength());
  }

  @Test
  void aFileOfSomebodyElseIsPassedOnAsItIs() throws IOException {
    MemoryFile file = new MemoryFile(MpegFrames.stream(MpegFrames.usual(), 9));
    Snapshot snapshot = CONTAINER.snapshot(file, file.size(), OptionalLong.of(9L * 1_152));
    assertThat(snapshot.head()).isEmpty();
    assertThat(snapshot.length()).isEqualTo(file.size());
  }

  @ParameterizedTest
  @EnumSource
  void repairWritesTheHeadThatTheSealWouldHaveWritten(Track track) throws IOException {
    MemoryFile expected = new MemoryFile();
    written(track, expected).seal(SampleTags.of(0), List.of());
    MemoryFile file = part(track);
    InspectedSegment found = CONTAINER.repair(file);
    assertThat(found.sealed()).isTrue();
    assertThat(file.content()).isEqualTo(expected.content());
  }

  @ParameterizedTest
  @EnumSource
  void repairLeavesASealedSegmentAlone(Track track) throws IOException {
    MemoryFile file = sealed(track);
    assertThat(CONTAINER.repair(file).sealed()).isTrue();
    assertThat(file.writes()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void repairOfASealedSegmentThatLostItsEndKeepsTheChapters(Track track) throws IOException {
    MemoryFile whole = sealed(track);
    MemoryFile file = new MemoryFile(Arrays.copyOf(whole.content(), (int) whole.size() - 5));
    assertThat(CONTAINER.repair(file).samples())
        .isEqualTo((PLAYABLE - 1L) * track.header().samples());
    assertThat(chapters(file)).isEqualTo(CHAPTERS);
  }

  @ParameterizedTest
  @EnumSource
  void aPartCutOffAtAnyByteIsRepairedToItsLastWholeFrame(Track track) throws IOException {
    byte[] part = part(track).content();
    for (int length = 0; length <= part.length; length++) {
      checkRepaired(track, part, new MemoryFile(Arrays.copyOf(part, length)), length);
    }
  }

  @ParameterizedTest
  @EnumSource
  void zerosUpToTheEndFromAnySectorAreCutOff(Track track) throws IOException {
    byte[] part = part(track).content();
    for (int length = 0; length < part.length; length += 512) {
      byte[] torn = Arrays.copyOf(Arrays.copyOf(part, length), part.length + 9_000);
      checkRepaired(track, part, new MemoryFile(torn), length);
    }
  }

  /** The first {@code kept} bytes are as they were written. */
  private static void checkRepaired(Track track, byte[] part, MemoryFile file, int kept)
      throws IOException {
    int frame = track.header().frameLength();
    int firstPlayable = part.length - PLAYABLE * frame;
    int playable = Math.max(0, (kept - firstPlayable) / frame);
    if (playable == 0) {
      byte[] before = file.content();
      assertThatThrownBy(() -> CONTAINER.repair(file))
          .as("kept %s", kept)
          .isInstanceOf(MalformedSegmentException.class);
      assertThat(file.content()).isEqualTo(before);
      return;
    }
    InspectedSegment found = CONTAINER.repair(file);
    assertThat(found.samples())
        .as("kept %s", kept)
        .isEqualTo((long) playable * track.header().samples());
    assertThat(found.sealed()).isTrue();
    assertThat(found.tags()).contains(SampleTags.of(0));
    assertThat(file.size()).isEqualTo(firstPlayable + (long) playable * frame);
    assertThat(Arrays.copyOfRange(file.content(), found.headLength(), (int) file.size()))
        .isEqualTo(Arrays.copyOfRange(part, found.headLength(), (int) file.size()));
  }

  @ParameterizedTest
  @EnumSource
  void aHeadThatWasNeverWrittenIsWrittenWithoutTags(Track track) throws IOException {
    MemoryFile whole = sealed(track);
    byte[] headless = whole.content();
    int headLength = headless.length - whole.body().length;
    Arrays.fill(headless, 0, headLength, (byte) 0);
    MemoryFile file = new MemoryFile(headless);
    InspectedSegment found = CONTAINER.repair(file);
    assertThat(found.sealed()).isTrue();
    assertThat(found.tags()).isEmpty();
    assertThat(found.headLength()).isEqualTo(headLength);
    assertThat(found.samples()).isEqualTo((long) PLAYABLE * track.header().samples());
    assertThat(file.body().length).isEqualTo(whole.content().length);
    assertThat(found.damages()).isEmpty();
  }

  @Test
  void damageBetweenFramesIsReportedAndKept() throws IOException {
    MemoryFile whole = sealed(Track.MPEG_1);
    byte[] broken = whole.content();
    int frame = Track.MPEG_1.header().frameLength();
    int at = broken.length - 3 * frame;
    Arrays.fill(broken, at, at + 10, (byte) 0x11);
    InspectedSegment found = CONTAINER.inspect(new MemoryFile(broken));
    assertThat(found.damages()).hasSize(1);
    assertThat(found.damages().getFirst().position()).isEqualTo(at);
    assertThat(found.samples()).isEqualTo((PLAYABLE - 1L) * 1_152);
    assertThat(found.sealed()).isFalse();
    MemoryFile file = new MemoryFile(broken);
    assertThat(CONTAINER.repair(file).sealed()).isTrue();
    assertThat(file.size()).isEqualTo(broken.length);
  }

  @Test
  void aForeignFileIsNotOursAndKeepsItsHead() throws IOException {
    byte[] stream = MpegFrames.stream(MpegFrames.usual(), 10);
    InspectedSegment found = CONTAINER.inspect(new MemoryFile(stream));
    assertThat(found.tags()).isEmpty();
    assertThat(found.headLength()).isZero();
    assertThat(found.samples()).isEqualTo(11_520);
    assertThat(found.sealed()).isTrue();
    MemoryFile torn = new MemoryFile(Arrays.copyOf(stream, stream.length - 1));
    assertThat(CONTAINER.repair(torn).samples()).isEqualTo(9 * 1_152);
    assertThat(torn.content()).isEqualTo(Arrays.copyOf(stream, 9 * 417));
  }

  /** Its length is that of ours, but what it says is somebody else's. */
  @Test
  void aForeignTagOfTheLengthOfOursIsKept() throws IOException {
    byte[] tag = Id3v2.write(Id3v2.LENGTH, Optional.empty(), OptionalLong.empty(), List.of());
    byte[] whole = MpegFrames.joined(tag, MpegFrames.stream(MpegFrames.layerTwo(), 10));
    MemoryFile file = new MemoryFile(whole);
    assertThat(CONTAINER.repair(file).sealed()).isTrue();
    assertThat(file.writes()).isZero();
  }

  @Test
  void whatHoldsNoFrameIsMalformed() {
    for (byte[] content :
        List.of(
            new byte[0], new byte[20_000], "OggS and more".getBytes(StandardCharsets.US_ASCII))) {
      assertThatThrownBy(() -> CONTAINER.inspect(new MemoryFile(content)))
          .isInstanceOf(MalformedSegmentException.class);
    }
  }

  @Test
  void framesOfAnotherFormatInAForeignFileAreDamageAndStay() throws IOException {
    byte[] both =
        MpegFrames.joined(
            MpegFrames.stream(MpegFrames.usual(), 5), MpegFrames.stream(MpegFrames.low(), 5));
    MemoryFile file = new MemoryFile(both);
    InspectedSegment found = CONTAINER.repair(file);
    assertThat(found.samples()).isEqualTo(5 * 1_152);
    assertThat(found.damages()).hasSize(5);
    assertThat(found.length()).isEqualTo(both.length);
    assertThat(file.content()).isEqualTo(both);
    MemoryFile torn = new MemoryFile(Arrays.copyOf(both, both.length - 1));
    CONTAINER.repair(torn);
    int length = MpegFrames.low().frameLength();
    assertThat(torn.content()).isEqualTo(Arrays.copyOf(both, both.length - length));
  }

  @Test
  void aSegmentCannotBeginBeforeItsReservoirIsThere() throws IOException {
    List<MpegHeader> headers = Collections.nCopies(6, MpegFrames.usual(1));
    SegmentMuxer muxer = CONTAINER.muxer(headers.getFirst().trackHeader());
    List<Boolean> possible = new ArrayList<>();
    int area = headers.getFirst().mainDataLength();
    for (int begin : new int[] {2 * area, area, area + 1, 3 * area, 3 * area}) {
      byte[] frame = MpegFrames.frame(headers.getFirst(), begin, 1);
      muxer.write(new MpegFrame(headers.getFirst(), frame, 0));
      possible.add(muxer.canBegin());
    }
    assertThat(possible).containsExactly(false, true, true, true, true);
    assertThatThrownBy(
            () ->
                CONTAINER
                    .muxer(headers.getFirst().trackHeader())
                    .begin(SampleTags.of(0), new MemoryFile()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aFrameOfAnotherTrackIsRefused() throws IOException {
    SegmentMuxer muxer = CONTAINER.muxer(MpegFrames.usual().trackHeader());
    muxer.write(Track.MPEG_1.frames().getFirst());
    MpegFrame other = Track.LOW.frames().getFirst();
    assertThatThrownBy(() -> muxer.write(other)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSegmentWithoutAnyFrameHasNoSamples() throws IOException {
    for (Track track : Track.values()) {
      SegmentMuxer muxer = CONTAINER.muxer(track.header().trackHeader());
      for (MpegFrame frame : track.frames()) {
        muxer.write(frame);
      }
      muxer.begin(SampleTags.of(0), new MemoryFile());
      assertThat(muxer.seal(SampleTags.of(0), List.of())).isZero();
      assertThatThrownBy(() -> muxer.seal(SampleTags.of(0), List.of()))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  /** So an excerpt can be made of segments as of the stream itself. */
  @Test
  void aSegmentReadAgainCanBeCutAgain() throws IOException {
    List<MpegFrame> frames = Cutter.frames(MpegFrames.stream(MpegFrames.usual(), 40));
    MemoryFile once = Cutter.cut(frames, Set.of(20)).segments().get(1);
    SegmentMuxer muxer = CONTAINER.muxer(MpegFrames.usual().trackHeader());
    List<MpegFrame> again = Cutter.frames(once.body());
    muxer.write(again.get(0));
    muxer.write(again.get(1));
    MemoryFile twice = new MemoryFile();
    muxer.begin(SampleTags.of(1), twice);
    for (MpegFrame frame : again.subList(2, again.size())) {
      muxer.write(frame);
    }
    muxer.seal(SampleTags.of(1), List.of());
    assertThat(twice.content()).isEqualTo(once.content());
  }

  @Test
  void onlyMpegAudioIsSniffed() throws IOException {
    byte[] stream = MpegFrames.stream(MpegFrames.usual(), 10);
    byte[] tag = Arrays.copyOf(part(Track.MPEG_1).content(), Id3v2.LENGTH);
    assertThat(sniffs(stream)).isTrue();
    assertThat(sniffs(Arrays.copyOfRange(stream, 100, stream.length))).isTrue();
    assertThat(sniffs(MpegFrames.joined(new byte[5_000], stream))).isTrue();
    assertThat(sniffs(MpegFrames.joined(tag, stream))).isTrue();
    assertThat(sniffs(MpegFrames.joined("OggS".getBytes(StandardCharsets.US_ASCII), stream)))
        .isFalse();
    assertThat(sniffs(new byte[100_000])).isFalse();
    assertThat(sniffs(new byte[0])).isFalse();
  }

  private static boolean sniffs(byte[] bytes) throws IOException {
    ByteInput input = new ByteInput(new ByteArrayInputStream(bytes), 64 << 10);
    boolean sniffed = CONTAINER.sniff(input);
    assertThat(input.position()).isZero();
    return sniffed;
  }
}
