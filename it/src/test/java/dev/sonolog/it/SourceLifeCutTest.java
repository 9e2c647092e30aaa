package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.archive.StoredSegment;
import dev.sonolog.capture.station.Call;
import dev.sonolog.capture.station.ScaledTime;
import dev.sonolog.capture.station.Station;
import dev.sonolog.recording.CutOutcome;
import dev.sonolog.recording.CutOutcome.Done;
import dev.sonolog.recording.CutOutcome.Refused;
import dev.sonolog.recording.RecordingState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** New files that somebody asks for, or that a limit demands. */
@Tag("alone")
@Timeout(60)
class SourceLifeCutTest {
  private static final Duration TOLERANCE = Duration.ofMillis(500);

  @TempDir Path directory;
  private final ScaledTime time = ScaledTime.by(20);
  private final Programme programme = new Programme(CountedFrame.USUAL, time);

  @Test
  void aCutIsDoneAtTheFirstPacketOfTheInstantThatWasAskedFor() throws Exception {
    try (Station station = Station.playing(call -> programme.play(Programme.answer(call)));
        LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(Wanted.source("radio", station.uri("/live"), directory));
      archive.awaitLength("radio", Duration.ofSeconds(2));
      Instant asked = time.now();
      Done done = (Done) archive.cut("radio", asked).get(20, TimeUnit.SECONDS);
      archive.stop();

      assertThat(done.requestedAt()).isEqualTo(asked);
      assertThat(done.actualAt()).isBetween(asked, asked.plus(CountedFrame.USUAL.time(1)));
      List<StoredSegment> segments = archive.sealed("radio");
      assertThat(segments)
          .extracting(StoredSegment::file)
          .containsExactly(done.before(), done.after());
      assertThat(segments.get(1).start()).isEqualTo(done.actualAt());
      Timeline.assertOneRun(segments);
      Timeline.assertTrueStarts(segments, programme, TOLERANCE);
    }
  }

  @Test
  void cutsAreDoneInTheOrderOfTheirInstants() throws Exception {
    try (Station station = Station.playing(call -> programme.play(Programme.answer(call)));
        LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(Wanted.source("radio", station.uri("/live"), directory));
      archive.awaitLength("radio", Duration.ofSeconds(2));
      Instant now = time.now();
      CompletableFuture<CutOutcome> far = archive.cut("radio", now.plusSeconds(3_600));
      CompletableFuture<CutOutcome> second = archive.cut("radio", now.plusSeconds(2));
      Done soon = (Done) archive.cut("radio", now).get(20, TimeUnit.SECONDS);
      Done later = (Done) second.get(20, TimeUnit.SECONDS);
      assertThat(later.actualAt()).isAfterOrEqualTo(now.plusSeconds(2));
      assertThat(later.before()).isEqualTo(soon.after());
      assertThat(far).isNotDone();
      archive.stop();
      assertThat(far.get(20, TimeUnit.SECONDS)).isInstanceOf(Refused.class);
      assertThat(archive.sealed("radio")).hasSize(3);
    }
  }

  @Test
  void aCutOfASilentStationIsPendingUntilAudioComes() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    Station.Script script =
        call -> {
          int next = programme.play(Programme.answer(call), Duration.ofSeconds(4));
          programme.live(call.await(goOn), next, Duration.ofDays(1));
        };
    try (Station station = Station.playing(script);
        LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(Wanted.source("radio", station.uri("/live"), directory));
      archive.await("radio", RecordingState.Stalled.class);
      Instant asked = time.now();
      CompletableFuture<CutOutcome> cut = archive.cut("radio", asked);
      assertThat(cut).isNotDone();
      goOn.countDown();
      Done done = (Done) cut.get(20, TimeUnit.SECONDS);
      assertThat(done.actualAt()).isBetween(asked, asked.plus(TOLERANCE));
      archive.stop();
      Timeline.assertOneRun(archive.sealed("radio"));
    }
  }

  @Test
  void aCutIsRefusedWhereNothingIsRecorded() throws Exception {
    CountDownLatch leave = new CountDownLatch(1);
    Station.Script script = call -> playAndLeave(call, leave);
    try (Station station = Station.playing(script);
        LiveArchive archive = LiveArchive.open(time, directory)) {
      assertThat(refused(archive.cut("radio", time.now()))).contains("no source radio");
      archive.apply(Wanted.source("radio", station.uri("/live"), directory));
      archive.await("radio", RecordingState.Stalled.class);
      CompletableFuture<CutOutcome> pending = archive.cut("radio", time.now());
      assertThat(pending).isNotDone();
      leave.countDown();
      assertThat(refused(pending)).contains("radio");
      archive.await("radio", RecordingState.Waiting.class);
      assertThat(refused(archive.cut("radio", time.now()))).contains("Nothing of radio");
    }
  }

  private void playAndLeave(Call call, CountDownLatch leave)
      throws IOException, InterruptedException {
    if (call.number() == 1) {
      programme.play(Programme.answer(call), Duration.ofSeconds(4));
      call.await(leave);
    } else {
      call.send("HTTP/1.0 404 Not Found\r\n\r\n");
    }
  }

  private static String refused(CompletableFuture<CutOutcome> cut) throws Exception {
    return ((Refused) cut.get(20, TimeUnit.SECONDS)).why();
  }

  @Test
  void noFileIsLongerThanTheLongestAllowed() throws Exception {
    Duration longest = Duration.ofSeconds(3);
    try (Station station = Station.playing(call -> programme.play(Programme.answer(call)));
        LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(Wanted.source("radio", station.uri("/live"), directory).longest(longest));
      archive.awaitLength("radio", Duration.ofSeconds(11));
      Awaitility.await().until(() -> archive.segments("radio").size() >= 3);
      archive.stop();
      List<StoredSegment> segments = archive.sealed("radio");
      Timeline.assertOneRun(segments);
      int most = CountedFrame.USUAL.framesIn(longest);
      for (StoredSegment segment : segments.subList(0, segments.size() - 1)) {
        assertThat(CountedFrame.numbersIn(segment.file())).hasSize(most);
      }
    }
  }
}
