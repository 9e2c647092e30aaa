package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.archive.Gap;
import dev.sonolog.archive.GapCause;
import dev.sonolog.archive.SegmentState;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.capture.station.Call;
import dev.sonolog.capture.station.ScaledTime;
import dev.sonolog.capture.station.Station;
import dev.sonolog.recording.RecordingState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A station is lost and comes back, and sends its last seconds once more. */
@Tag("alone")
@Timeout(60)
class SourceLifeRejoinTest {
  private static final Duration BEFORE = Duration.ofSeconds(5);
  private static final Duration OUTAGE = Duration.ofSeconds(3);
  private static final int LONGER_THAN_THE_OUTAGE = 256 << 10;
  private static final int SHORTER_THAN_THE_OUTAGE = 8 << 10;

  @TempDir Path directory;
  private final ScaledTime time = ScaledTime.by(5);
  private final Programme programme =
      new Programme(CountedFrame.USUAL, time, Duration.ofMinutes(1));

  /** What a test sees happen before it has the recorder stopped. */
  private interface Awaiting {
    void await(LiveArchive archive) throws Exception;
  }

  /** What a recorder leaves behind that records a station until something has come. */
  private List<StoredSegment> record(Station.Script script, Awaiting awaiting) throws Exception {
    return record(script, wanted -> wanted, awaiting);
  }

  private List<StoredSegment> record(
      Station.Script script, UnaryOperator<Wanted> changes, Awaiting awaiting) throws Exception {
    try (Station station = Station.playing(script)) {
      return record(changes.apply(wanted(station)), awaiting);
    }
  }

  private List<StoredSegment> record(Wanted wanted, Awaiting awaiting) throws Exception {
    try (LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(wanted);
      awaiting.await(archive);
      archive.stop();
      return archive.sealed("radio");
    }
  }

  private List<Gap> gaps() throws IOException {
    return new Recordings(directory).catalogue().gaps("radio", Instant.EPOCH, Instant.MAX);
  }

  private void assertMissingOnlySinceTheStop() throws IOException {
    assertThat(gaps()).extracting(Gap::cause).containsExactly(GapCause.RECORDER_STOPPED);
  }

  private static void awaitReturn(LiveArchive archive) {
    archive.await("radio", RecordingState.Waiting.class);
    archive.await("radio", RecordingState.Recording.class);
  }

  private static UnaryOperator<Wanted> retryingAfter(Duration pause) {
    return wanted -> wanted.retry(OptionalInt.empty(), Optional.of(pause));
  }

  private Wanted wanted(Station station) {
    return Wanted.source("radio", station.uri("/live"), directory)
        .retry(OptionalInt.empty(), Optional.of(OUTAGE))
        .rejoining();
  }

  /** Sends so much at each call but the first, and what is on air from then on. */
  private Station.Script staying(int burst) {
    return call -> {
      int next = programme.burst(Programme.answer(call), call.number() == 1 ? 0 : burst);
      programme.live(call, next, Duration.ofDays(1));
    };
  }

  /** Leaves in the middle of a frame, and sends so much at the next call. */
  private Station.Script leavingOnce(int burst) {
    return call -> {
      int next = programme.burst(Programme.answer(call), call.number() == 1 ? 0 : burst);
      if (call.number() == 1) {
        next = programme.live(call, next, BEFORE);
        call.send(new byte[] {(byte) 0xFF, (byte) 0xFB, (byte) 0x90, 0, 0, 0}).reset();
        return;
      }
      programme.live(call, next, Duration.ofDays(1));
    };
  }

  @Test
  void anOutageThatIsShorterThanTheBurstLosesNothingAndNeedsNoNewFile() throws Exception {
    List<StoredSegment> segments =
        record(
            leavingOnce(LONGER_THAN_THE_OUTAGE),
            archive -> {
              archive.await("radio", RecordingState.Waiting.class);
              assertThat(archive.stored().openGap("radio").orElseThrow().cause())
                  .isEqualTo(GapCause.CONNECTION_LOST);
              archive.awaitLength("radio", Duration.ofSeconds(15));
            });

    assertThat(segments).hasSize(1);
    Timeline.assertOneRun(segments);
    Timeline.assertTrueStarts(segments, programme, Duration.ofMillis(500));
    assertMissingOnlySinceTheStop();
    assertThat(new Recordings(directory).catalogue().damages(segments.getFirst().run())).isEmpty();
  }

  @Test
  void aConnectionThatBreaksOffInTheBurstCostsNothing() throws Exception {
    try (Station station = Station.playing(this::breakingOffInTheBurst)) {
      List<StoredSegment> segments =
          record(
              retryingAfter(Duration.ofSeconds(1)).apply(wanted(station)),
              archive -> archive.awaitLength("radio", Duration.ofSeconds(15)));

      assertThat(station.requests()).hasSizeGreaterThanOrEqualTo(3);
      assertThat(segments).hasSize(1);
      Timeline.assertOneRun(segments);
      assertMissingOnlySinceTheStop();
    }
  }

  private void breakingOffInTheBurst(Call call) throws IOException {
    Programme.answer(call);
    switch (call.number()) {
      case 1 -> {
        programme.live(call, programme.edge(), BEFORE);
        call.reset();
      }
      case 2 -> {
        int edge = programme.edge();
        int old = edge - LONGER_THAN_THE_OUTAGE / CountedFrame.USUAL.length();
        call.send(CountedFrame.USUAL.bytes(Math.max(old, edge - 300), edge - 180)).reset();
      }
      default ->
          programme.live(call, programme.burst(call, LONGER_THAN_THE_OUTAGE), Duration.ofDays(1));
    }
  }

  @Test
  void anOutageThatIsLongerThanTheBurstIsAGapOfItsTrueLength() throws Exception {
    List<StoredSegment> segments =
        record(
            leavingOnce(SHORTER_THAN_THE_OUTAGE),
            archive -> {
              awaitReturn(archive);
              archive.awaitLength("radio", Duration.ofSeconds(4));
            });

    assertThat(segments).hasSize(2);
    Timeline.assertGapBetween(
        segments.get(0), gaps().getFirst(), segments.get(1), GapCause.CONNECTION_LOST, 1);
    for (StoredSegment segment : segments) {
      Timeline.assertUnbroken(CountedFrame.numbersIn(segment.file()));
    }
  }

  @Test
  void theClockCutsWhereItWouldHaveCutWithoutTheOutage() throws Exception {
    List<StoredSegment> segments =
        record(
            leavingOnce(LONGER_THAN_THE_OUTAGE),
            wanted -> wanted.split(Duration.ofSeconds(2), ZoneOffset.UTC),
            archive -> {
              awaitReturn(archive);
              archive.awaitLength("radio", Duration.ofSeconds(8));
            });

    assertThat(segments.size()).isGreaterThan(4);
    Timeline.assertOneRun(segments);
    Timeline.assertTrueStarts(segments, programme, Duration.ofMillis(500));
    assertMissingOnlySinceTheStop();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7})
  void packetsThatRepeatCannotTellHowLongTheOutageWas(int different) throws Exception {
    List<StoredSegment> segments =
        record(
            call -> repeating(call, different),
            archive -> {
              awaitReturn(archive);
              archive.awaitLength("radio", Duration.ofSeconds(4));
            });

    assertThat(segments).hasSize(2);
    assertThat(segments.get(1).run()).isNotEqualTo(segments.get(0).run());
    Gap gap = gaps().getFirst();
    assertThat(gap.cause()).isEqualTo(GapCause.AMBIGUOUS);
    assertThat(gap.detail()).contains("connection lost");
    assertThat(gap.from()).isEqualTo(segments.get(0).knownEnd());
    assertThat(gap.to().orElseThrow()).isAfter(gap.from());
    assertThat(segments.get(1).start())
        .as("nothing is doubled, as far as the clock can tell")
        .isAfter(gap.from().minusMillis(500));
  }

  /** A tone whose frames come again and again, on air for ever and sent with a large burst. */
  private void repeating(Call call, int different) throws IOException {
    Programme.answer(call);
    int next = programme.edge() - (call.number() == 1 ? 0 : 600);
    long end = time.nanos() + (call.number() == 1 ? BEFORE : Duration.ofDays(1)).toNanos();
    while (time.nanos() < end) {
      for (int edge = programme.edge(); next < edge; next++) {
        int number = next % different;
        call.send(CountedFrame.USUAL.bytes(number, number + 1));
      }
      LockSupport.parkNanos(2_000_000);
    }
    call.reset();
  }

  @Test
  void aSourceThatIsStoppedInTheOutageIsSealedAndMissingSinceItsEnd() throws Exception {
    List<StoredSegment> segments =
        record(
            leavingOnce(0),
            retryingAfter(Duration.ofHours(1)),
            archive -> archive.await("radio", RecordingState.Waiting.class));

    assertThat(segments).hasSize(1);
    assertThat(gaps())
        .singleElement()
        .satisfies(gap -> assertThat(gap.cause()).isEqualTo(GapCause.CONNECTION_LOST))
        .satisfies(gap -> assertThat(gap.from()).isEqualTo(segments.getFirst().knownEnd()));
  }

  /** Records twice, one recorder after the other. */
  private List<StoredSegment> recordTwice(int burst, Duration second) throws Exception {
    try (Station station = Station.playing(staying(burst))) {
      var _ =
          record(wanted(station), archive -> archive.awaitLength("radio", Duration.ofSeconds(5)));
      return record(wanted(station), archive -> archive.awaitLength("radio", second));
    }
  }

  @Test
  void aRecorderThatIsStartedAnewGoesOnInTheSameRun() throws Exception {
    List<StoredSegment> segments = recordTwice(LONGER_THAN_THE_OUTAGE, Duration.ofSeconds(10));

    assertThat(segments).hasSize(2);
    Timeline.assertOneRun(segments);
    Timeline.assertTrueStarts(segments, programme, Duration.ofMillis(500));
    assertThat(gaps())
        .singleElement()
        .satisfies(gap -> assertThat(gap.cause()).isEqualTo(GapCause.RECORDER_STOPPED))
        .satisfies(gap -> assertThat(gap.from()).isEqualTo(segments.get(1).knownEnd()));
    assertThat(
            new Recordings(directory).catalogue().run(segments.get(1).run()).orElseThrow().ending())
        .isPresent();
  }

  @Test
  void aRecorderThatIsStartedAnewTooLateWritesTheGapDown() throws Exception {
    List<StoredSegment> segments = recordTwice(0, Duration.ofSeconds(4));

    assertThat(segments).hasSize(2);
    Timeline.assertGapBetween(
        segments.get(0), gaps().getFirst(), segments.get(1), GapCause.RECORDER_STOPPED, 1);
  }

  @Test
  void aStationThatStaysAwayHasItsFileSealedAfterTwoMinutes() throws Exception {
    ScaledTime fast = ScaledTime.by(100);
    Programme quick = new Programme(CountedFrame.USUAL, fast);
    Station.Script script =
        call -> {
          if (call.number() == 1) {
            quick.play(Programme.answer(call), Duration.ofSeconds(20));
          }
        };
    try (Station station = Station.playing(script);
        LiveArchive archive = LiveArchive.open(fast, directory)) {
      archive.apply(retryingAfter(Duration.ofHours(1)).apply(wanted(station)));
      archive.await("radio", RecordingState.Waiting.class);
      Awaitility.await("the file is sealed")
          .atMost(20, TimeUnit.SECONDS)
          .until(() -> archive.segments("radio").getFirst().state() == SegmentState.SEALED);
      assertThat(archive.state("radio")).isInstanceOf(RecordingState.Waiting.class);
      assertThat(archive.stored().openGap("radio").orElseThrow().from())
          .isEqualTo(archive.segments("radio").getFirst().knownEnd());
    }
  }
}
