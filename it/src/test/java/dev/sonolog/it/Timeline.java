package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonolog.archive.Gap;
import dev.sonolog.archive.GapCause;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.formats.SegmentTags.GapNote;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;

/** What must be true of every recording, as sentences. */
final class Timeline {
  private Timeline() {}

  /** A span without a hole: all numbers from the first one on, each once. */
  static void assertUnbroken(List<Integer> numbers) {
    assertThat(numbers).isNotEmpty();
    int first = numbers.getFirst();
    assertThat(numbers).isEqualTo(IntStream.range(first, first + numbers.size()).boxed().toList());
  }

  /** Each segment begins when its first frame was on air. */
  static void assertTrueStarts(
      List<StoredSegment> segments, Programme programme, Duration tolerance) throws IOException {
    for (StoredSegment segment : segments) {
      int first = CountedFrame.numbersIn(segment.file()).getFirst();
      assertThat(segment.start())
          .as(segment.toString())
          .isCloseTo(programme.start(first), within(tolerance.toMillis(), ChronoUnit.MILLIS));
    }
  }

  /** Segments of one run, each of which begins where the one before it ends. */
  static void assertOneRun(List<StoredSegment> segments) throws IOException {
    assertContinuous(segments);
    assertUnbroken(LiveArchive.numbers(segments));
  }

  /** The same by what the catalogue says, of audio that has no numbers. */
  static void assertContinuous(List<StoredSegment> segments) {
    assertThat(segments).extracting(StoredSegment::run).containsOnly(segments.getFirst().run());
    for (int i = 0; i < segments.size(); i++) {
      assertThat(segments.get(i).number()).isEqualTo(i);
    }
    for (int i = 1; i < segments.size(); i++) {
      StoredSegment before = segments.get(i - 1);
      assertThat(segments.get(i).firstSample())
          .isEqualTo(before.firstSample() + before.content().orElseThrow().samples());
    }
  }

  /** A gap lies exactly between two segments of two runs, and the second one's file knows it. */
  static void assertGapBetween(
      StoredSegment before, Gap gap, StoredSegment after, GapCause cause, int tries)
      throws IOException {
    assertThat(after.run()).isNotEqualTo(before.run());
    assertThat(after.number()).isZero();
    assertThat(gap.cause()).as(gap.toString()).isEqualTo(cause);
    assertThat(gap.tries()).as(gap.toString()).isEqualTo(tries);
    assertThat(gap.from()).as(gap.toString()).isEqualTo(before.knownEnd());
    assertThat(gap.to()).as(gap.toString()).hasValue(after.start());
    GapNote note = LiveArchive.inspect(after.file()).tags().orElseThrow().gapBefore().orElseThrow();
    assertThat(note.from().toInstant()).isCloseTo(gap.from(), within(1, ChronoUnit.MILLIS));
    assertThat(note.cause()).isEqualTo(cause.word());
    assertThat(note.tries()).isEqualTo(tries);
  }

  /** Another program plays the file to its end and has nothing to say. */
  static void assertPlays(StoredSegment segment) {
    String file = segment.file().toString();
    assertThat(
            Tool.run("ffmpeg", "-v", "error", "-xerror", "-i", file, "-f", "null", "-")
                .orFail()
                .output())
        .as(file)
        .isEmpty();
  }
}
