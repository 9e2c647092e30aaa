package dev.sonolog.formats.adts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.formats.Chapter;
import dev.sonolog.formats.InspectedSegment;
import dev.sonolog.formats.MalformedSegmentException;
import dev.sonolog.formats.SegmentMuxer;
import dev.sonolog.formats.tags.Id3v2;
import dev.sonolog.formats.testing.MemoryFile;
import dev.sonolog.formats.testing.SampleTags;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SegmentsTest {
  private static final AdtsContainer CONTAINER = new AdtsContainer();
  private static final int FRAMES = 6;
  private static final int LENGTH = AdtsFrames.LENGTH;
  private static final List<Chapter> CHAPTERS =
      List.of(
          new Chapter(Duration.ZERO, Duration.ofMillis(60), "Première"),
          new Chapter(Duration.ofMillis(60), Duration.ofMillis(130), "Zweites – 二"));

  /** One track of each kind that is read in a way of its own. */
  enum Track {
    USUAL,
    LOW,
    BLOCKS_WITH_CRC,
    OWN_CHANNELS;

    private AdtsFrames frames() {
      return switch (this) {
        case USUAL -> AdtsFrames.USUAL;
        case LOW -> AdtsFrames.LOW;
        case BLOCKS_WITH_CRC -> AdtsFrames.BLOCKS_WITH_CRC;
        case OWN_CHANNELS -> AdtsFrames.OWN_CHANNELS;
      };
    }

    byte[] stream() {
      return frames().stream(FRAMES);
    }

    long samples(int count) {
      return 1_024L * frames().blocks() * count;
    }
  }

  /** A segment of six frames; not sealed yet. */
  private static SegmentMuxer written(Track track, MemoryFile file) throws IOException {
    SegmentMuxer muxer = CONTAINER.muxer(Cutter.track(track.stream()));
    muxer.begin(SampleTags.of(0), file);
    for (AdtsFrame frame : Cutter.frames(track.stream())) {
      muxer.write(frame);
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
    assertThat(written(track, file).seal(SampleTags.of(0), CHAPTERS))
        .isEqualTo(track.samples(FRAMES));
    return file;
  }

  @ParameterizedTest
  @EnumSource
  void aSealedSegmentSaysWhatItHolds(Track track) throws IOException {
    MemoryFile file = sealed(track);
    InspectedSegment found = CONTAINER.inspect(file);
    assertThat(found.format()).isEqualTo(Cutter.track(track.stream()).format());
    assertThat(found.tags()).contains(SampleTags.of(0));
    assertThat(found.sealed()).isTrue();
    assertThat(found.samples()).isEqualTo(track.samples(FRAMES));
    assertThat(found.missingPreRoll()).isEqualTo(1_024);
    assertThat(found.length()).isEqualTo(file.size());
    assertThat(found.headLength()).isEqualTo(Id3v2.LENGTH);
    assertThat(found.damages()).isEmpty();
    assertThat(found.chapters()).isEqualTo(CHAPTERS);
    assertThat(file.body()).isEqualTo(track.stream());
  }

  /** What a killed writer leaves: every frame that was given to the muxer is in the file. */
  @ParameterizedTest
  @EnumSource
  void aSegmentThatIsBeingWrittenHoldsEveryFrameAndIsNotSealed(Track track) throws IOException {
    MemoryFile file = part(track);
    assertThat(file.body()).isEqualTo(track.stream());
    InspectedSegment found = CONTAINER.inspect(file);
    assertThat(found.sealed()).isFalse();
    assertThat(found.tags()).contains(SampleTags.of(0));
    assertThat(found.samples()).isEqualTo(track.samples(FRAMES));
  }

  @ParameterizedTest
  @EnumSource
  void repairWritesTheHeadThatTheSealWouldHaveWritten(Track track) throws IOException {
    MemoryFile expected = new MemoryFile();
    written(track, expected).seal(SampleTags.of(0), List.of());
    MemoryFile file = part(track);
    assertThat(CONTAINER.repair(file).sealed()).isTrue();
    assertThat(file.content()).isEqualTo(expected.content());
  }

  @ParameterizedTest
  @EnumSource
  void repairLeavesASealedSegmentAlone(Track track) throws IOException {
    MemoryFile file = sealed(track);
    assertThat(CONTAINER.repair(file).sealed()).isTrue();
    assertThat(file.writes()).isZero();
  }

  @Test
  void repairOfASealedSegmentThatLostItsEndKeepsTheChapters() throws IOException {
    MemoryFile whole = sealed(Track.USUAL);
    MemoryFile file = new MemoryFile(Arrays.copyOf(whole.content(), (int) whole.size() - 5));
    InspectedSegment found = CONTAINER.repair(file);
    assertThat(found.samples()).isEqualTo(Track.USUAL.samples(FRAMES - 1));
    assertThat(found.chapters()).isEqualTo(CHAPTERS);
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
    int frames = Math.max(0, (kept - Id3v2.LENGTH) / LENGTH);
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
    assertThat(found.damages()).isEmpty();
    int end = Id3v2.LENGTH + frames * LENGTH;
    assertThat(Arrays.copyOfRange(file.content(), Id3v2.LENGTH, (int) file.size()))
        .isEqualTo(Arrays.copyOfRange(part, Id3v2.LENGTH, end));
    int writes = file.writes();
    assertThat(CONTAINER.repair(file)).isEqualTo(found);
    assertThat(file.writes()).isEqualTo(writes);
  }

  @ParameterizedTest
  @EnumSource
  void aHeadThatWasNeverWrittenIsWrittenWithoutTags(Track track) throws IOException {
    byte[] headless = part(track).content();
    Arrays.fill(headless, 0, Id3v2.LENGTH, (byte) 0);
    MemoryFile file = new MemoryFile(headless);
    InspectedSegment found = CONTAINER.repair(file);
    assertThat(found.sealed()).isTrue();
    assertThat(found.tags()).isEmpty();
    assertThat(found.headLength()).isEqualTo(Id3v2.LENGTH);
    assertThat(found.samples()).isEqualTo(track.samples(FRAMES));
    assertThat(found.damages()).isEmpty();
  }

  @Test
  void damageBetweenFramesIsReportedAndKept() throws IOException {
    byte[] broken = sealed(Track.USUAL).content();
    int at = broken.length - 3 * LENGTH;
    Arrays.fill(broken, at, at + 10, (byte) 0x11);
    InspectedSegment found = CONTAINER.inspect(new MemoryFile(broken));
    assertThat(found.damages()).hasSize(1);
    assertThat(found.damages().getFirst().position()).isEqualTo(at);
    assertThat(found.samples()).isEqualTo(Track.USUAL.samples(FRAMES - 1));
    assertThat(found.sealed()).isFalse();
    MemoryFile file = new MemoryFile(broken);
    assertThat(CONTAINER.repair(file).sealed()).isTrue();
    assertThat(file.size()).isEqualTo(broken.length);
  }

  @Test
  void aForeignFileIsNotOursAndKeepsItsHead() throws IOException {
    byte[] stream = AdtsFrames.USUAL.stream(10);
    InspectedSegment found = CONTAINER.inspect(new MemoryFile(stream));
    assertThat(found.tags()).isEmpty();
    assertThat(found.headLength()).isZero();
    assertThat(found.samples()).isEqualTo(10_240);
    assertThat(found.sealed()).isTrue();
    MemoryFile torn = new MemoryFile(Arrays.copyOf(stream, stream.length - 1));
    assertThat(CONTAINER.repair(torn).samples()).isEqualTo(9 * 1_024);
    assertThat(torn.content()).isEqualTo(Arrays.copyOf(stream, 9 * LENGTH));
  }

  /** Its length is that of ours, but what it says is somebody else's. */
  @Test
  void aForeignTagOfTheSameLengthIsKept() throws IOException {
    byte[] tag = Id3v2.write(Id3v2.LENGTH, Optional.empty(), OptionalLong.empty(), List.of());
    byte[] whole = AdtsFrames.joined(tag, AdtsFrames.USUAL.stream(10));
    MemoryFile file = new MemoryFile(whole);
    assertThat(CONTAINER.repair(file).sealed()).isTrue();
    assertThat(file.writes()).isZero();
    MemoryFile torn = new MemoryFile(Arrays.copyOf(whole, whole.length - 1));
    CONTAINER.repair(torn);
    assertThat(torn.content()).isEqualTo(Arrays.copyOf(whole, whole.length - LENGTH));
  }

  @Test
  void framesOfAnotherFormatInAForeignFileAreDamageAndStay() throws IOException {
    byte[] both = AdtsFrames.joined(AdtsFrames.USUAL.stream(5), AdtsFrames.LOW.stream(5));
    MemoryFile file = new MemoryFile(both);
    InspectedSegment found = CONTAINER.repair(file);
    assertThat(found.samples()).isEqualTo(5 * 1_024);
    assertThat(found.damages()).hasSize(5);
    assertThat(found.length()).isEqualTo(both.length);
    assertThat(file.content()).isEqualTo(both);
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
  void aTrackOfTheSameFormatGoesOnInTheNextSegment() throws IOException {
    SegmentMuxer muxer = CONTAINER.muxer(AdtsFrames.USUAL.parsed(LENGTH).trackHeader());
    AdtsFrames main = new AdtsFrames(0, 0, 4, 2, 0, 1);
    AdtsFrame frame = Cutter.frames(main.stream(4)).getFirst();
    muxer.begin(SampleTags.of(0), new MemoryFile());
    assertThatThrownBy(() -> muxer.link(frame.header().trackHeader()))
        .isInstanceOf(IllegalStateException.class);
    assertThat(muxer.seal(SampleTags.of(0), List.of())).isZero();
    assertThatThrownBy(() -> muxer.write(frame)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> muxer.link(AdtsFrames.LOW.parsed(LENGTH).trackHeader()))
        .isInstanceOf(IllegalArgumentException.class);
    muxer.link(frame.header().trackHeader());
    muxer.begin(SampleTags.of(1), new MemoryFile());
    muxer.write(frame);
    assertThat(muxer.seal(SampleTags.of(1), List.of())).isEqualTo(1_024);
    assertThatThrownBy(() -> muxer.seal(SampleTags.of(1), List.of()))
        .isInstanceOf(IllegalStateException.class);
  }
}
