package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonolog.archive.Gap;
import dev.sonolog.archive.GapCause;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.capture.station.ScaledTime;
import dev.sonolog.capture.station.Station;
import dev.sonolog.recording.RecordingState;
import dev.sonolog.recording.SourceSettings;
import dev.sonolog.recording.TakeOutcome;
import dev.sonolog.recording.TakeSettings;
import dev.sonolog.recording.TakeWatch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a person records of a station: packet by packet, before the press as well. */
@Tag("alone")
@Timeout(60)
class TakeStreamTest {
  private static final Duration PRE_ROLL = Duration.ofSeconds(10);

  /** Of the clocks of a station and of a computer that runs twenty times as fast. */
  private static final Duration TOLERANCE = Duration.ofMillis(500);

  @TempDir private Path directory;
  private final ScaledTime time = ScaledTime.by(20);
  private final Programme programme = new Programme(CountedFrame.USUAL, time);

  private SourceSettings manual(Station station, Path folder) {
    SourceSettings usual =
        Wanted.source("radio", station.uri("/live"), folder)
            .retry(OptionalInt.empty(), Optional.of(Duration.ofSeconds(10)))
            .settings();
    return new SourceSettings(
        usual.name(),
        usual.input(),
        usual.files(),
        usual.retry(),
        usual.rejoin(),
        usual.keepTitles(),
        Optional.of(new TakeSettings(Optional.empty(), Optional.empty(), PRE_ROLL)));
  }

  private void pass(Duration duration) {
    Instant end = time.now().plus(duration);
    Awaitility.await(duration + " on the station's clock")
        .pollInterval(1, TimeUnit.MILLISECONDS)
        .until(() -> time.now().isAfter(end));
  }

  /** A source that is lost is soon back: that it was lost shows in how often it came. */
  private static void awaitRequests(Station station, int count) {
    Awaitility.await("request " + count)
        .atMost(20, TimeUnit.SECONDS)
        .until(() -> station.requests().size() >= count);
  }

  private static <T> T soon(CompletableFuture<T> future) throws Exception {
    return future.get(20, TimeUnit.SECONDS);
  }

  @Test
  void theSecondsBeforeThePressAreThereAndTheConnectionStaysForTheNext() throws Exception {
    try (Station station = Station.playing(call -> programme.play(Programme.answer(call)));
        LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(manual(station, directory));
      archive.await("radio", RecordingState.Idle.class);
      pass(PRE_ROLL.plusSeconds(5));
      assertThat(archive.segments("radio")).isEmpty();
      Instant press = time.now();
      TakeWatch watch = archive.startTake("radio", press);
      TakeOutcome.Begun begun = (TakeOutcome.Begun) soon(watch.begun());
      assertThat(begun.requestedAt()).isEqualTo(press);
      assertThat(begun.at()).isCloseTo(press.minus(PRE_ROLL), within(100, ChronoUnit.MILLIS));
      pass(Duration.ofSeconds(3));
      Instant release = time.now();
      var _ = archive.stopTake("radio", release);
      TakeOutcome.Kept kept = (TakeOutcome.Kept) soon(watch.ended());
      assertThat(kept.span().to()).isBetween(release.minusMillis(100), release);
      archive.await("radio", RecordingState.Idle.class);
      TakeWatch next = archive.startTake("radio", release.plusSeconds(3));
      var _ = soon(next.begun());
      pass(Duration.ofSeconds(4));
      var _ = archive.stopTake("radio");
      assertThat(soon(next.ended())).isInstanceOf(TakeOutcome.Kept.class);
      List<StoredSegment> both = archive.sealed("radio");
      assertThat(both).hasSize(2);
      List<Integer> numbers = CountedFrame.numbersIn(both.getFirst().file());
      Timeline.assertUnbroken(numbers);
      Timeline.assertTrueStarts(both, programme, TOLERANCE);
      Timeline.assertPlays(both.get(0));
      Timeline.assertPlays(both.get(1));
      assertThat(numbers.size())
          .isCloseTo(
              CountedFrame.USUAL.framesIn(Duration.between(press.minus(PRE_ROLL), release)),
              within(2));
      assertThat(CountedFrame.numbersIn(both.get(1).file()).getFirst())
          .as("goes on where the take before ended, less than a pre-roll ago")
          .isEqualTo(numbers.getLast() + 1);
      assertThat(station.requests()).hasSize(1);
      assertThat(archive.gaps("radio"))
          .extracting(Gap::cause)
          .containsExactly(GapCause.BETWEEN_TAKES);
    }
  }

  @Test
  void whatIsLostWhileNobodyWantsItIsNoGapAndWhatIsLostInATakeIsOne() throws Exception {
    AtomicInteger gone = new AtomicInteger();
    try (Station station =
            Station.playing(
                call -> {
                  Programme.answer(call);
                  int next = programme.edge();
                  while (call.number() > gone.get()) {
                    next = programme.live(call, next, Duration.ofMillis(100));
                  }
                });
        LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(manual(station, directory));
      archive.await("radio", RecordingState.Idle.class);
      pass(Duration.ofSeconds(3));
      gone.set(1);
      awaitRequests(station, 2);
      archive.await("radio", RecordingState.Idle.class);
      assertThat(archive.gaps("radio")).isEmpty();
      pass(Duration.ofSeconds(3));
      assertThat(archive.startTake("radio")).isInstanceOf(TakeOutcome.Begun.class);
      gone.set(2);
      awaitRequests(station, 3);
      archive.await("radio", RecordingState.Recording.class);
      TakeOutcome.Kept kept = (TakeOutcome.Kept) archive.stopTake("radio");
      assertThat(kept.files()).hasSize(2);
      List<StoredSegment> segments = archive.sealed("radio");
      Timeline.assertGapBetween(
          segments.get(0),
          archive.gaps("radio").getFirst(),
          segments.get(1),
          GapCause.CLOSED_BY_STATION,
          1);
      assertThat(archive.gaps("radio"))
          .extracting(Gap::cause)
          .containsExactly(GapCause.CLOSED_BY_STATION, GapCause.BETWEEN_TAKES);
    }
  }

  @Test
  void aTakeOfAStationThatIsNotThereBeginsWithItsFirstAudio() throws Exception {
    AtomicBoolean there = new AtomicBoolean();
    try (Station station =
            Station.playing(
                call -> {
                  if (there.get()) {
                    programme.play(Programme.answer(call));
                  } else {
                    call.head("HTTP/1.0 404 Not Found");
                  }
                });
        LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(manual(station, directory));
      archive.await("radio", RecordingState.Waiting.class);
      Instant press = time.now();
      TakeWatch watch = archive.startTake("radio", press);
      pass(Duration.ofSeconds(12));
      assertThat(watch.begun()).isNotDone();
      there.set(true);
      assertThat(soon(watch.begun())).isInstanceOf(TakeOutcome.Begun.class);
      assertThat(soon(archive.stopTake("radio", time.now().plusSeconds(2))))
          .isInstanceOf(TakeOutcome.Kept.class);
      Gap missing = archive.gaps("radio").getFirst();
      assertThat(missing.cause()).isEqualTo(GapCause.REFUSED);
      assertThat(missing.from()).isEqualTo(press);
      assertThat(missing.to()).contains(archive.sealed("radio").getFirst().start());
      Timeline.assertTrueStarts(archive.sealed("radio"), programme, TOLERANCE);
    }
  }

  @Test
  void aTakeThatTheStorageRefusesGoesOnWhenItDoesNot() throws Exception {
    Path safe = Files.createDirectory(directory.resolve("safe"));
    Path disk = Files.createDirectory(directory.resolve("disk"));
    Path away = directory.resolve("away");
    try (Station station = Station.playing(call -> programme.play(Programme.answer(call)));
        LiveArchive archive = LiveArchive.open(time, safe, disk)) {
      archive.apply(manual(station, disk));
      archive.await("radio", RecordingState.Idle.class);
      pass(Duration.ofSeconds(2));
      Files.move(disk, away);
      Files.createFile(disk);
      assertThat(archive.gaps("radio")).as("nobody wants to store anything").isEmpty();
      Instant press = time.now();
      TakeWatch watch = archive.startTake("radio", press);
      assertThat(archive.await("radio", RecordingState.Waiting.class).cause()).contains("storage");
      Files.delete(disk);
      Files.move(away, disk);
      assertThat(soon(watch.begun())).isInstanceOf(TakeOutcome.Begun.class);
      assertThat(soon(archive.stopTake("radio", time.now().plusSeconds(2))))
          .isInstanceOf(TakeOutcome.Kept.class);
      Gap missing = archive.gaps("radio").getFirst();
      assertThat(missing.cause()).isEqualTo(GapCause.STORAGE);
      assertThat(missing.from()).isEqualTo(press);
      assertThat(missing.to()).contains(archive.sealed("radio").getFirst().start());
      Timeline.assertUnbroken(CountedFrame.numbersIn(archive.sealed("radio").getFirst().file()));
    }
  }
}
