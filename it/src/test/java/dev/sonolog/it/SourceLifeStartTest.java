package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonolog.archive.Gap;
import dev.sonolog.archive.GapCause;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.capture.station.ScaledTime;
import dev.sonolog.capture.station.Station;
import dev.sonolog.formats.SegmentTags;
import dev.sonolog.recording.RecordingState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When a connection's first audio was on air: before it came, and sometimes long before. */
@Tag("alone")
@Timeout(60)
class SourceLifeStartTest {
  private static final Duration TOLERANCE = Duration.ofMillis(200);
  private static final Duration FRAME = CountedFrame.USUAL.time(1);
  private static final int BURST = 64 << 10;
  private static final Duration GRID = Duration.ofSeconds(2);

  @TempDir Path directory;

  /** Slow enough for a busy computer to stay within the tolerance. */
  private final ScaledTime time = ScaledTime.by(4);

  private final Programme programme =
      new Programme(CountedFrame.USUAL, time, Duration.ofMinutes(1));

  @Test
  void aBurstWasOnAirBeforeItCameAndIsCutOnTheClockToo() throws Exception {
    CompletableFuture<Instant> connected = new CompletableFuture<>();
    Station.Script script =
        call -> {
          Programme.answer(call);
          connected.complete(time.now());
          int next = programme.burst(call, BURST);
          programme.live(call, next, Duration.ofDays(1));
        };
    try (Station station = Station.playing(script);
        LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(
          Wanted.source("radio", station.uri("/live"), directory).split(GRID, ZoneOffset.UTC));
      archive.awaitLength("radio", Duration.ofSeconds(10));
      archive.stop();
      List<StoredSegment> segments = archive.sealed("radio");
      Timeline.assertOneRun(segments);
      Timeline.assertTrueStarts(segments, programme, TOLERANCE);
      Duration burst = CountedFrame.USUAL.time(BURST / CountedFrame.USUAL.length());
      assertThat(segments.getFirst().start())
          .isCloseTo(
              connected.join().minus(burst), within(TOLERANCE.toMillis(), ChronoUnit.MILLIS));
      assertThat(segments.stream().filter(s -> s.start().isBefore(connected.join())).count())
          .as("files that begin inside the burst of %s", burst)
          .isGreaterThanOrEqualTo(2);
      for (StoredSegment segment : segments.subList(1, segments.size())) {
        assertThat(sinceGrid(segment.start()))
            .as(segment.toString())
            .isLessThanOrEqualTo(FRAME.plus(TOLERANCE));
      }
      assertThat(archive.gaps("radio"))
          .extracting(Gap::cause)
          .containsExactly(GapCause.RECORDER_STOPPED);
    }
  }

  private static Duration sinceGrid(Instant start) {
    return Duration.ofMillis(Math.floorMod(start.toEpochMilli(), GRID.toMillis()));
  }

  @Test
  void aStartThatProvesToBeEarlierIsCorrectedInCatalogueAndFile() throws Exception {
    Duration lag = Duration.ofSeconds(2);
    CompletableFuture<Boolean> caughtUp = new CompletableFuture<>();
    Station.Script script =
        call -> {
          Programme.answer(call);
          int next = programme.late(call, programme.edge(), lag, Duration.ofSeconds(6));
          next = programme.upToNow(call, next);
          caughtUp.complete(true);
          programme.live(call, next, Duration.ofDays(1));
        };
    try (Station station = Station.playing(script);
        LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(Wanted.source("radio", station.uri("/live"), directory));
      archive.awaitLength("radio", Duration.ofSeconds(2));
      Instant told = archive.progress("radio").orElseThrow().runStart();
      assertThat(caughtUp).isNotDone();
      caughtUp.join();
      archive.awaitLength("radio", Duration.ofSeconds(9));
      Instant shown = archive.progress("radio").orElseThrow().runStart();
      archive.stop();

      List<StoredSegment> segments = archive.sealed("radio");
      assertThat(segments).hasSize(1);
      StoredSegment segment = segments.getFirst();
      assertThat(Duration.between(segment.start(), told))
          .as("how much too late it was told")
          .isGreaterThan(lag.minus(TOLERANCE));
      Timeline.assertTrueStarts(segments, programme, TOLERANCE);
      assertThat(shown).isEqualTo(segment.start());
      assertThat(archive.stored().run(segment.run()).orElseThrow().start())
          .isEqualTo(segment.start());
      SegmentTags tags = LiveArchive.inspect(segment.file()).tags().orElseThrow();
      assertThat(tags.start().toInstant()).isCloseTo(segment.start(), within(1, ChronoUnit.MILLIS));
      assertThat(archive.gaps("radio").getFirst().from()).isEqualTo(segment.knownEnd());
    }
  }

  /** Its first second is held for the clock to settle, and must not be held until more comes. */
  @Test
  void aBurstThatNothingFollowsIsStoredWhileTheSourceIsSilent() throws Exception {
    Station.Script script =
        call -> {
          programme.burst(Programme.answer(call), BURST);
          call.await(new CountDownLatch(1));
        };
    try (Station station = Station.playing(script);
        LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(Wanted.source("radio", station.uri("/live"), directory));
      archive.await("radio", RecordingState.Stalled.class);
      archive.stop();
      List<StoredSegment> segments = archive.sealed("radio");
      assertThat(segments).hasSize(1);
      assertThat(CountedFrame.numbersIn(segments.getFirst().file())).hasSizeGreaterThan(100);
    }
  }
}
