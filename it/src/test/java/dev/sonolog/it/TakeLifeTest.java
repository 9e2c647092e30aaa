package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonolog.archive.Gap;
import dev.sonolog.archive.GapCause;
import dev.sonolog.archive.SegmentState;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.wav.WavContainer;
import dev.sonolog.it.ScriptedCard.Gate;
import dev.sonolog.it.ScriptedCard.Step;
import dev.sonolog.recording.RecordingState;
import dev.sonolog.recording.SourceSettings;
import dev.sonolog.recording.TakeOutcome;
import dev.sonolog.recording.TakeSettings;
import dev.sonolog.recording.TakeWatch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person records of a sound card, frame by frame, on clocks that the test drives. */
@Timeout(60)
class TakeLifeTest {
  private static final Instant BEGIN = Instant.parse("2026-05-23T21:59:57.4Z");
  private static final Optional<Duration> UNLIMITED = Optional.empty();
  private static final int PERIOD = ScriptedCard.PERIOD;
  private static final int SECOND = ScriptedCard.RATE.hertz();

  /** Half a sample: what is asked for between two samples is the later one. */
  private static final Duration HALF = Duration.ofNanos(10_000);

  /** More than any take of a test holds. */
  private static final Step ENDLESS = new Step.Periods(1_000_000);

  @TempDir private Path directory;
  private final SteppingClocks time = new SteppingClocks(BEGIN);
  private final Gate press = new Gate();
  private final Gate release = new Gate();
  private Duration preRoll = Duration.ZERO;

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
        Optional.of(new TakeSettings(shortest, longest, preRoll)));
  }

  private SourceSettings manual(Step... steps) {
    return manual(UNLIMITED, UNLIMITED, steps);
  }

  private static Optional<Duration> seconds(int seconds) {
    return Optional.of(Duration.ofSeconds(seconds));
  }

  private static <T> T soon(CompletableFuture<T> future) throws Exception {
    return future.get(20, TimeUnit.SECONDS);
  }

  /** Somebody presses as soon as the card stands at a gate, half a sample behind the newest one. */
  private TakeWatch pressAt(Gate gate, LiveArchive archive) throws InterruptedException {
    gate.awaitCard();
    TakeWatch watch = archive.startTake("mic", time.now().plus(HALF));
    gate.open();
    return watch;
  }

  private CompletableFuture<TakeOutcome> releaseAt(Gate gate, LiveArchive archive)
      throws InterruptedException {
    gate.awaitCard();
    CompletableFuture<TakeOutcome> outcome = archive.stopTake("mic", time.now().plus(HALF));
    gate.open();
    return outcome;
  }

  private static TakeOutcome.Kept kept(CompletableFuture<TakeOutcome> outcome) throws Exception {
    assertThat(soon(outcome)).isInstanceOf(TakeOutcome.Kept.class);
    return (TakeOutcome.Kept) soon(outcome);
  }

  @Test
  void nothingIsStoredUntilSomebodyWantsIt() throws Exception {
    try (LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(manual(ENDLESS));
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
      archive.apply(manual(ENDLESS));
      TakeOutcome.Begun begun = (TakeOutcome.Begun) archive.startTake("mic");
      assertThat(begun.at()).isBetween(begun.requestedAt(), begun.requestedAt().plusMillis(100));
      assertThat(archive.startTake("mic")).isInstanceOf(TakeOutcome.Refused.class);
      TakeOutcome.Kept kept = (TakeOutcome.Kept) archive.stopTake("mic");
      assertThat(kept.span().from()).isEqualTo(begun.at());
      assertThat(kept.files()).startsWith(begun.file());
      archive.await("mic", RecordingState.Idle.class);
      List<StoredSegment> segments = archive.sealed("mic");
      assertThat(segments).extracting(StoredSegment::file).isEqualTo(kept.files());
      List<Integer> numbers = ScriptedCard.numbers(segments);
      Timeline.assertUnbroken(numbers);
      assertThat(kept.recorded())
          .isCloseTo(ScriptedCard.RATE.duration(numbers.size()), Duration.ofNanos(1_000));
      assertThat(archive.gaps("mic"))
          .extracting(Gap::cause)
          .containsExactly(GapCause.BETWEEN_TAKES);
    }
  }

  @Test
  void itBeginsAndEndsAtTheSamplesOfTheInstants() throws Exception {
    try (LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(
          manual(
              new Step.Periods(200),
              new Step.Waits(press),
              new Step.Periods(300),
              new Step.Waits(release),
              ENDLESS));
      TakeWatch watch = pressAt(press, archive);
      CompletableFuture<TakeOutcome> outcome = releaseAt(release, archive);
      TakeOutcome.Kept kept = kept(outcome);
      assertThat(soon(watch.ended())).isEqualTo(kept);
      assertThat(ScriptedCard.numbers(archive.sealed("mic")))
          .isEqualTo(range(200 * PERIOD + 1, 500 * PERIOD + 1));
      assertThat(kept.span().from()).isCloseTo(on(200 * PERIOD + 1), within(1, ChronoUnit.MICROS));
      assertThat(kept.span().to()).isCloseTo(on(500 * PERIOD + 1), within(1, ChronoUnit.MICROS));
      assertThat(kept.span().endRequestedAt().orElseThrow()).isBefore(kept.span().to());
    }
  }

  @Test
  void theSecondsBeforeThePressAreThereOnce() throws Exception {
    preRoll = Duration.ofSeconds(2);
    Gate again = new Gate();
    Gate end = new Gate();
    try (LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(
          manual(
              new Step.Periods(200),
              new Step.Waits(press),
              new Step.Periods(300),
              new Step.Waits(release),
              new Step.Periods(40), // less than the pre-roll
              new Step.Waits(again),
              new Step.Periods(100),
              new Step.Waits(end),
              ENDLESS));
      TakeWatch watch = pressAt(press, archive);
      var _ = kept(releaseAt(release, archive));
      TakeOutcome.Begun begun = (TakeOutcome.Begun) soon(watch.begun());
      assertThat(begun.at())
          .isCloseTo(begun.requestedAt().minus(preRoll), within(21, ChronoUnit.MICROS));
      List<StoredSegment> first = archive.sealed("mic");
      assertThat(ScriptedCard.numbers(first))
          .isEqualTo(range(200 * PERIOD + 1 - 2 * SECOND, 500 * PERIOD + 1));

      var _ = pressAt(again, archive);
      var _ = kept(releaseAt(end, archive));
      List<StoredSegment> both = archive.sealed("mic");
      assertThat(both).hasSizeGreaterThan(first.size());
      assertThat(ScriptedCard.numbers(both))
          .as("the next take goes on where the one before ended")
          .isEqualTo(range(200 * PERIOD + 1 - 2 * SECOND, 640 * PERIOD + 1));
      assertThat(archive.gaps("mic")).as("only behind the last").hasSize(1);
    }
  }

  @Test
  void whatHasJustComeHasAShorterPreRoll() throws Exception {
    preRoll = Duration.ofSeconds(60);
    try (LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(
          manual(
              new Step.Periods(100),
              new Step.Waits(press),
              new Step.Periods(50),
              new Step.Waits(release),
              ENDLESS));
      var _ = pressAt(press, archive);
      var _ = kept(releaseAt(release, archive));
      assertThat(ScriptedCard.numbers(archive.sealed("mic"))).isEqualTo(range(0, 150 * PERIOD + 1));
    }
  }

  @Test
  void whatWasLostWithinThePreRollIsAGapInTheTake() throws Exception {
    preRoll = Duration.ofSeconds(2);
    try (LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(
          manual(
              new Step.Periods(200),
              new Step.Loses(12_345),
              new Step.Periods(20),
              new Step.Waits(press),
              new Step.Periods(50),
              new Step.Waits(release),
              ENDLESS));
      var _ = pressAt(press, archive);
      var _ = kept(releaseAt(release, archive));
      int pressed = 220 * PERIOD + 12_345;
      List<Integer> wanted = new ArrayList<>(range(pressed + 1 - 2 * SECOND, 200 * PERIOD));
      wanted.addAll(range(200 * PERIOD + 12_345, pressed + 50 * PERIOD + 1));
      assertThat(ScriptedCard.numbers(archive.sealed("mic"))).isEqualTo(wanted);
      assertThat(archive.gaps("mic"))
          .extracting(Gap::cause)
          .containsExactly(GapCause.OVERRUN, GapCause.BETWEEN_TAKES);
    }
  }

  @Test
  void aTakeThatEndsWhereItBeginsIsEmpty() throws Exception {
    try (LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(manual(new Step.Periods(200), new Step.Waits(press), ENDLESS));
      press.awaitCard();
      TakeWatch watch = archive.startTake("mic", time.now().plus(HALF));
      CompletableFuture<TakeOutcome> once = archive.stopTake("mic", time.now().plus(HALF));
      CompletableFuture<TakeOutcome> twice = archive.stopTake("mic", time.now().plus(HALF));
      press.open();
      assertThat(soon(once)).isEqualTo(new TakeOutcome.Empty());
      assertThat(soon(twice)).isEqualTo(new TakeOutcome.Empty());
      assertThat(soon(watch.begun())).isInstanceOf(TakeOutcome.Refused.class);
      archive.await("mic", RecordingState.Idle.class);
      assertThat(archive.segments("mic")).isEmpty();
    }
  }

  @Test
  void aTakeWhoseAudioStopsComingEndsWithWhatIsThere() throws Exception {
    try (LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(
          manual(
              new Step.Periods(200),
              new Step.Waits(press),
              new Step.Periods(300),
              new Step.Waits(release)));
      var _ = pressAt(press, archive);
      release.awaitCard();
      CompletableFuture<TakeOutcome> outcome = archive.stopTake("mic", time.now().plus(HALF));
      time.advance(Duration.ofSeconds(6));
      var _ = kept(outcome);
      assertThat(ScriptedCard.numbers(archive.sealed("mic")))
          .isEqualTo(range(200 * PERIOD + 1, 500 * PERIOD));
      archive.await("mic", RecordingState.Stalled.class);
      release.open();
    }
  }

  @Test
  void aTakeThatIsAsLongAsItMayBeEndsAtTheExactSampleAndTheNextBeginsAnew() throws Exception {
    int most = 5 * SECOND;
    try (LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(manual(UNLIMITED, seconds(5), ENDLESS));
      var _ = kept(archive.startTake("mic", time.now()).ended());
      List<StoredSegment> first = archive.sealed("mic");
      assertThat(first).as("cut by the clock, too").hasSizeGreaterThan(2);
      assertThat(ScriptedCard.numbers(first)).hasSize(most);
      Timeline.assertUnbroken(ScriptedCard.numbers(first));
      var _ = kept(archive.startTake("mic", time.now()).ended());
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
    try (LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(
          manual(
              UNLIMITED,
              seconds(5),
              new Step.Periods(100),
              new Step.Waits(press),
              new Step.Periods(100),
              new Step.Loses(12_345),
              ENDLESS));
      var _ = kept(pressAt(press, archive).ended());
      int first = 100 * PERIOD + 1;
      List<Integer> wanted = new ArrayList<>(range(first, 200 * PERIOD));
      wanted.addAll(range(200 * PERIOD + 12_345, first + 5 * SECOND));
      assertThat(ScriptedCard.numbers(archive.sealed("mic"))).isEqualTo(wanted);
    }
  }

  /** Summer time does not move instants; somebody who sets the clock does, and loses nothing. */
  @ParameterizedTest
  @ValueSource(ints = {3_600, -3_600})
  void aClockThatIsSetInATakeTakesNothingFromIt(int seconds) throws Exception {
    try (LiveArchive archive = LiveArchive.open(time, directory)) {
      Gate set = new Gate();
      archive.apply(
          manual(
              new Step.Periods(200),
              new Step.Waits(press),
              new Step.Periods(100),
              new Step.Waits(set),
              new Step.Periods(200),
              new Step.Waits(release),
              ENDLESS));
      TakeWatch watch = pressAt(press, archive);
      set.awaitCard();
      time.set(Duration.ofSeconds(seconds));
      set.open();
      TakeOutcome.Kept kept = kept(releaseAt(release, archive));
      assertThat(soon(watch.begun())).isInstanceOf(TakeOutcome.Begun.class);
      List<Integer> numbers = ScriptedCard.numbers(archive.sealed("mic"));
      Collections.sort(numbers); // files come in the order of what the clock said
      assertThat(numbers).isEqualTo(range(200 * PERIOD + 1, 500 * PERIOD + 1));
      assertThat(kept.recorded())
          .isCloseTo(ScriptedCard.RATE.duration(300 * PERIOD), Duration.ofNanos(1_000));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3_600, -3_600})
  void aClockThatIsSetDoesNotChangeHowLongATakeMayBe(int seconds) throws Exception {
    try (LiveArchive archive = LiveArchive.open(time, directory)) {
      Gate set = new Gate();
      archive.apply(
          manual(
              UNLIMITED,
              seconds(5),
              new Step.Periods(100),
              new Step.Waits(press),
              new Step.Periods(100),
              new Step.Waits(set),
              ENDLESS));
      TakeWatch watch = pressAt(press, archive);
      set.awaitCard();
      time.set(Duration.ofSeconds(seconds));
      set.open();
      var _ = kept(watch.ended());
      assertThat(ScriptedCard.numbers(archive.sealed("mic"))).hasSize(5 * SECOND);
    }
  }

  @Test
  void aTakeThatIsTooShortGoesToTheTrashAndCanBeBroughtBack() throws Exception {
    try (LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(manual(seconds(10), seconds(5), ENDLESS));
      TakeOutcome outcome = soon(archive.startTake("mic", time.now()).ended());
      assertThat(outcome).isInstanceOf(TakeOutcome.TooShort.class);
      archive.stop();
      List<StoredSegment> segments = archive.segments("mic");
      assertThat(segments).hasSizeGreaterThan(2);
      assertThat(segments).extracting(StoredSegment::state).containsOnly(SegmentState.TRASHED);
      assertThat(segments).allMatch(segment -> !Files.exists(segment.file()));
      assertThat(archive.gaps("mic")).extracting(Gap::cause).contains(GapCause.TOO_SHORT);
      archive.archive().trash().restore(segments, "somebody", _ -> {});
      assertThat(ScriptedCard.numbers(archive.sealed("mic"))).hasSize(5 * SECOND);
    }
  }

  @Test
  void aTakeOfExactlyTheLeastLengthIsKept() throws Exception {
    try (LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(manual(seconds(5), seconds(5), ENDLESS));
      var _ = kept(archive.startTake("mic", time.now()).ended());
      assertThat(ScriptedCard.numbers(archive.sealed("mic"))).hasSize(5 * SECOND);
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
  void aTakeGoesOnWithTheNextRecorder() throws Exception {
    TakeOutcome.Begun begun;
    try (LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(manual(ENDLESS));
      begun = (TakeOutcome.Begun) archive.startTake("mic");
    }
    try (LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(manual(seconds(5), UNLIMITED, new Step.Waits(press), ENDLESS));
      press.awaitCard();
      TakeWatch watch = archive.resumeTake("mic", begun.requestedAt(), begun.at());
      press.open();
      assertThat(soon(watch.begun())).isInstanceOf(TakeOutcome.Begun.class);
      archive.awaitLength("mic", Duration.ofSeconds(6));
      TakeOutcome.Kept kept = (TakeOutcome.Kept) archive.stopTake("mic");
      assertThat(kept.span().from()).isEqualTo(begun.at());
      assertThat(kept.files()).startsWith(begun.file());
      List<StoredSegment> segments = archive.sealed("mic");
      assertThat(kept.files()).isEqualTo(segments.stream().map(StoredSegment::file).toList());
      assertThat(segments.getLast().run()).isNotEqualTo(segments.getFirst().run());
      assertThat(archive.gaps("mic"))
          .extracting(Gap::cause)
          .containsExactly(GapCause.RECORDER_STOPPED, GapCause.BETWEEN_TAKES);
    }
  }

  @Test
  void aCardThatIsPulledOutMissesNothingWhileNobodyWantsIt() throws Exception {
    try (LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(manual(new Step.Periods(200), new Step.Pulled()));
      archive.await("mic", RecordingState.Waiting.class);
      time.advance(Duration.ofSeconds(7));
      archive.stop();
      assertThat(archive.gaps("mic")).isEmpty();
      assertThat(archive.segments("mic")).isEmpty();
    }
  }

  @Test
  void aCardThatIsNotThereIsMissingOnlyWhileItIsWanted() throws Exception {
    try (LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(
          manual(
              new Step.Periods(200),
              new Step.Waits(press),
              new Step.Periods(200),
              new Step.Pulled()));
      var _ = pressAt(press, archive);
      archive.await("mic", RecordingState.Waiting.class);
      time.advance(Duration.ofSeconds(7));
      assertThat(archive.stopTake("mic")).isInstanceOf(TakeOutcome.Kept.class);
      assertThat(archive.gaps("mic"))
          .extracting(Gap::cause)
          .containsExactly(GapCause.DEVICE_LOST, GapCause.BETWEEN_TAKES);
    }
  }

  @Test
  void aTakeOfACardThatIsNotThereIsEmptyAndSaysSince() throws Exception {
    try (LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(manual());
      archive.await("mic", RecordingState.Waiting.class);
      Instant asked = time.now();
      TakeWatch watch = archive.startTake("mic", asked);
      assertThat(archive.startTake("mic")).isInstanceOf(TakeOutcome.Refused.class);
      time.advance(Duration.ofSeconds(7));
      assertThat(archive.stopTake("mic")).isEqualTo(new TakeOutcome.Empty());
      assertThat(soon(watch.begun())).isInstanceOf(TakeOutcome.Refused.class);
      assertThat(archive.gaps("mic"))
          .extracting(Gap::cause)
          .containsExactly(GapCause.DEVICE_ABSENT, GapCause.BETWEEN_TAKES);
      Gap missing = archive.gaps("mic").getFirst();
      assertThat(missing.from()).isEqualTo(asked);
      assertThat(missing.to()).contains(asked.plusSeconds(7));
    }
  }

  /** When a frame was on air. */
  private static Instant on(int frame) {
    return BEGIN.plus(ScriptedCard.RATE.duration(frame));
  }

  private static List<Integer> range(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }
}
