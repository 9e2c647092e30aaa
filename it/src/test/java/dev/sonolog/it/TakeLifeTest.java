package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.archive.Gap;
import dev.sonolog.archive.GapCause;
import dev.sonolog.archive.SegmentState;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.wav.WavContainer;
import dev.sonolog.it.ScriptedCard.Step;
import dev.sonolog.recording.RecordingState;
import dev.sonolog.recording.SourceSettings;
import dev.sonolog.recording.TakeOutcome;
import dev.sonolog.recording.TakeSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a person records of a sound card, frame by frame, on clocks that the test drives. */
@Timeout(60)
class TakeLifeTest {
  private static final Instant BEGIN = Instant.parse("2026-05-23T21:59:57.4Z");
  private static final Optional<Duration> UNLIMITED = Optional.empty();

  /** More than any take of a test holds. */
  private static final Step ENDLESS = new Step.Periods(1_000_000);

  @TempDir private Path directory;
  private final SteppingClocks time = new SteppingClocks(BEGIN);

  private SourceSettings manual(
      Optional<Duration> shortest, Optional<Duration> longest, Step... steps) {
    ScriptedCard card = new ScriptedCard(new WavContainer(), Codec.PCM, time, List.of(steps));
    SourceSettings usual =
        Wanted.source("mic", card, directory)
            .split(Duration.ofSeconds(2), ZoneOffset.UTC)
            .settings();
    return new SourceSettings(
        usual.name(),
        usual.input(),
        usual.files(),
        usual.retry(),
        usual.rejoin(),
        usual.keepTitles(),
        Optional.of(new TakeSettings(shortest, longest)));
  }

  private static Optional<Duration> seconds(int seconds) {
    return Optional.of(Duration.ofSeconds(seconds));
  }

  /** A whole take, until it ends by itself. */
  private static void recordOne(LiveArchive archive) throws Exception {
    archive.startTake("mic");
    archive.await("mic", RecordingState.Idle.class);
    Awaitility.await("all sealed")
        .until(
            () ->
                archive.segments("mic").stream()
                    .noneMatch(segment -> segment.state() == SegmentState.RECORDING));
  }

  @Test
  void nothingIsRecordedUntilSomebodyWantsIt() throws Exception {
    try (LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(manual(UNLIMITED, UNLIMITED, ENDLESS));
      archive.await("mic", RecordingState.Idle.class);
      assertThat(archive.stopTake("mic")).isInstanceOf(TakeOutcome.Refused.class);
      archive.stop();
      assertThat(archive.segments("mic")).isEmpty();
      assertThat(archive.gaps("mic")).isEmpty();
    }
  }

  @Test
  void aTakeLastsUntilItIsStoppedAndEverySampleIsThere() throws Exception {
    try (LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(manual(UNLIMITED, UNLIMITED, ENDLESS));
      TakeOutcome.Begun begun = (TakeOutcome.Begun) archive.startTake("mic");
      assertThat(archive.startTake("mic")).isInstanceOf(TakeOutcome.Refused.class);
      TakeOutcome.Kept kept = (TakeOutcome.Kept) archive.stopTake("mic");
      assertThat(kept.from()).isEqualTo(begun.at());
      assertThat(kept.files()).startsWith(begun.file());
      archive.await("mic", RecordingState.Idle.class);
      List<StoredSegment> segments = archive.sealed("mic");
      assertThat(segments).extracting(StoredSegment::file).isEqualTo(kept.files());
      List<Integer> numbers = ScriptedCard.numbers(segments);
      assertThat(numbers).isEqualTo(range(0, numbers.size()));
      assertThat(kept.recorded())
          .isCloseTo(ScriptedCard.RATE.duration(numbers.size()), Duration.ofNanos(1_000));
      assertThat(archive.gaps("mic"))
          .extracting(Gap::cause)
          .containsExactly(GapCause.BETWEEN_TAKES);
    }
  }

  @Test
  void aTakeThatIsAsLongAsItMayBeEndsAtTheExactSampleAndTheNextBeginsAnew() throws Exception {
    int most = 5 * ScriptedCard.RATE.hertz();
    try (LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(manual(UNLIMITED, seconds(5), ENDLESS));
      recordOne(archive);
      List<StoredSegment> first = archive.sealed("mic");
      assertThat(first).as("cut by the clock, too").hasSizeGreaterThan(2);
      assertThat(ScriptedCard.numbers(first)).isEqualTo(range(0, most));
      recordOne(archive);
      List<StoredSegment> second = new ArrayList<>(archive.sealed("mic"));
      second.removeAll(first);
      assertThat(ScriptedCard.numbers(second)).hasSize(most);
      assertThat(archive.gaps("mic"))
          .extracting(Gap::cause)
          .containsOnly(GapCause.BETWEEN_TAKES)
          .hasSize(2);
    }
  }

  @Test
  void whatIsLostInATakeCountsForItsLength() throws Exception {
    int first = 100 * ScriptedCard.PERIOD;
    int most = 5 * ScriptedCard.RATE.hertz();
    try (LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(
          manual(UNLIMITED, seconds(5), new Step.Periods(100), new Step.Loses(12_345), ENDLESS));
      recordOne(archive);
      List<Integer> wanted = new ArrayList<>(range(0, first));
      wanted.addAll(range(first + 12_345, most));
      assertThat(ScriptedCard.numbers(archive.sealed("mic"))).isEqualTo(wanted);
    }
  }

  @Test
  void aTakeThatIsTooShortGoesToTheTrashAndCanBeBroughtBack() throws Exception {
    try (LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(manual(seconds(10), seconds(5), ENDLESS));
      recordOne(archive);
      archive.stop(); // what was too short is put away by then
      List<StoredSegment> segments = archive.segments("mic");
      assertThat(segments).hasSizeGreaterThan(2);
      assertThat(segments).extracting(StoredSegment::state).containsOnly(SegmentState.TRASHED);
      assertThat(segments).allMatch(segment -> !Files.exists(segment.file()));
      assertThat(archive.gaps("mic")).extracting(Gap::cause).contains(GapCause.TOO_SHORT);
      archive.archive().trash().restore(segments, "somebody", _ -> {});
      assertThat(ScriptedCard.numbers(archive.sealed("mic")))
          .isEqualTo(range(0, 5 * ScriptedCard.RATE.hertz()));
    }
  }

  @Test
  void aTakeOfExactlyTheLeastLengthIsKept() throws Exception {
    try (LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(manual(seconds(5), seconds(5), ENDLESS));
      recordOne(archive);
      archive.stop();
      assertThat(ScriptedCard.numbers(archive.sealed("mic")))
          .isEqualTo(range(0, 5 * ScriptedCard.RATE.hertz()));
    }
  }

  @Test
  void aTakeThatTheRecorderItselfEndsIsKeptHoweverShort() throws Exception {
    try (LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(manual(Optional.of(Duration.ofDays(300)), UNLIMITED, ENDLESS));
      archive.startTake("mic");
      archive.stop();
      assertThat(archive.sealed("mic")).isNotEmpty();
      assertThat(archive.gaps("mic"))
          .extracting(Gap::cause)
          .containsExactly(GapCause.RECORDER_STOPPED);
    }
  }

  @Test
  void aCardThatIsNotThereIsMissingOnlyWhileItIsWanted() throws Exception {
    try (LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(manual(UNLIMITED, UNLIMITED, new Step.Periods(200), new Step.Pulled()));
      archive.startTake("mic");
      archive.await("mic", RecordingState.Waiting.class);
      time.advance(Duration.ofSeconds(7));
      assertThat(archive.stopTake("mic")).isInstanceOf(TakeOutcome.Kept.class);
      archive.await("mic", RecordingState.Idle.class);
      assertThat(archive.gaps("mic"))
          .extracting(Gap::cause)
          .containsExactly(GapCause.DEVICE_LOST, GapCause.BETWEEN_TAKES);
    }
  }

  private static List<Integer> range(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }
}
