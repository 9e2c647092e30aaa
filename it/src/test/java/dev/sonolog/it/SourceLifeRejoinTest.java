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
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A station is lost and comes back, and sends its last seconds once more. */
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

  private Wanted wanted(Station station) {
    return Wanted.source("radio", station.uri("/live"), directory)
        .retry(OptionalInt.empty(), Optional.of(OUTAGE))
        .rejoining();
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
    try (Station station = Station.playing(leavingOnce(LONGER_THAN_THE_OUTAGE));
        LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(wanted(station));
      archive.await("radio", RecordingState.Waiting.class);
      assertThat(archive.stored().openGap("radio").orElseThrow().cause())
          .isEqualTo(GapCause.CONNECTION_LOST);
      archive.awaitLength("radio", Duration.ofSeconds(15));
      archive.stop();

      List<StoredSegment> segments = archive.sealed("radio");
      assertThat(segments).hasSize(1);
      Timeline.assertOneRun(segments);
      Timeline.assertTrueStarts(segments, programme, Duration.ofMillis(500));
      assertThat(archive.gaps("radio"))
          .extracting(Gap::cause)
          .containsExactly(GapCause.RECORDER_STOPPED);
      assertThat(archive.stored().damages(segments.getFirst().run())).isEmpty();
    }
  }

  @Test
  void aConnectionThatBreaksOffInTheBurstCostsNothing() throws Exception {
    Station.Script script =
        call -> {
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
                programme.live(
                    call, programme.burst(call, LONGER_THAN_THE_OUTAGE), Duration.ofDays(1));
          }
        };
    try (Station station = Station.playing(script);
        LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(wanted(station).retry(OptionalInt.empty(), Optional.of(Duration.ofSeconds(1))));
      archive.awaitLength("radio", Duration.ofSeconds(15));
      archive.stop();

      List<StoredSegment> segments = archive.sealed("radio");
      assertThat(station.requests()).hasSizeGreaterThanOrEqualTo(3);
      assertThat(segments).hasSize(1);
      Timeline.assertOneRun(segments);
      assertThat(archive.gaps("radio"))
          .extracting(Gap::cause)
          .containsExactly(GapCause.RECORDER_STOPPED);
    }
  }

  @Test
  void anOutageThatIsLongerThanTheBurstIsAGapOfItsTrueLength() throws Exception {
    try (Station station = Station.playing(leavingOnce(SHORTER_THAN_THE_OUTAGE));
        LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(wanted(station));
      archive.await("radio", RecordingState.Waiting.class);
      archive.await("radio", RecordingState.Recording.class);
      archive.awaitLength("radio", Duration.ofSeconds(4));
      archive.stop();

      List<StoredSegment> segments = archive.sealed("radio");
      assertThat(segments).hasSize(2);
      Timeline.assertGapBetween(
          segments.get(0),
          archive.gaps("radio").getFirst(),
          segments.get(1),
          GapCause.CONNECTION_LOST,
          1);
      for (StoredSegment segment : segments) {
        Timeline.assertUnbroken(CountedFrame.numbersIn(segment.file()));
      }
    }
  }

  @Test
  void theClockCutsWhereItWouldHaveCutWithoutTheOutage() throws Exception {
    try (Station station = Station.playing(leavingOnce(LONGER_THAN_THE_OUTAGE));
        LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(wanted(station).split(Duration.ofSeconds(2), ZoneOffset.UTC));
      archive.await("radio", RecordingState.Waiting.class);
      archive.await("radio", RecordingState.Recording.class);
      archive.awaitLength("radio", Duration.ofSeconds(8));
      archive.stop();

      List<StoredSegment> segments = archive.sealed("radio");
      assertThat(segments.size()).isGreaterThan(4);
      Timeline.assertOneRun(segments);
      Timeline.assertTrueStarts(segments, programme, Duration.ofMillis(500));
      assertThat(archive.gaps("radio"))
          .extracting(Gap::cause)
          .containsExactly(GapCause.RECORDER_STOPPED);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7})
  void packetsThatRepeatCannotTellHowLongTheOutageWas(int different) throws Exception {
    try (Station station = Station.playing(call -> repeating(call, different));
        LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(wanted(station));
      archive.await("radio", RecordingState.Waiting.class);
      archive.await("radio", RecordingState.Recording.class);
      archive.awaitLength("radio", Duration.ofSeconds(4));
      archive.stop();

      List<StoredSegment> segments = archive.sealed("radio");
      assertThat(segments).hasSize(2);
      assertThat(segments.get(1).run()).isNotEqualTo(segments.get(0).run());
      Gap gap = archive.gaps("radio").getFirst();
      assertThat(gap.cause()).isEqualTo(GapCause.AMBIGUOUS);
      assertThat(gap.detail()).contains("connection lost");
      assertThat(gap.from()).isEqualTo(segments.get(0).knownEnd());
      assertThat(gap.to().orElseThrow()).isAfter(gap.from());
      assertThat(segments.get(1).start())
          .as("nothing is doubled, as far as the clock can tell")
          .isAfter(gap.from().minusMillis(500));
    }
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
    try (Station station = Station.playing(leavingOnce(0));
        LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(wanted(station).retry(OptionalInt.empty(), Optional.of(Duration.ofHours(1))));
      archive.await("radio", RecordingState.Waiting.class);
      archive.stop();

      List<StoredSegment> segments = archive.sealed("radio");
      assertThat(segments).hasSize(1);
      assertThat(archive.gaps("radio"))
          .singleElement()
          .satisfies(gap -> assertThat(gap.cause()).isEqualTo(GapCause.CONNECTION_LOST))
          .satisfies(gap -> assertThat(gap.from()).isEqualTo(segments.getFirst().knownEnd()));
    }
  }

  @Test
  void aRecorderThatIsStartedAnewGoesOnInTheSameRun() throws Exception {
    Station.Script script =
        call -> {
          int burst = call.number() == 1 ? 0 : LONGER_THAN_THE_OUTAGE;
          int next = programme.burst(Programme.answer(call), burst);
          programme.live(call, next, Duration.ofDays(1));
        };
    try (Station station = Station.playing(script)) {
      try (LiveArchive before = LiveArchive.open(time, directory)) {
        before.apply(wanted(station));
        before.awaitLength("radio", Duration.ofSeconds(5));
      }
      try (LiveArchive archive = LiveArchive.open(time, directory)) {
        archive.apply(wanted(station));
        archive.awaitLength("radio", Duration.ofSeconds(10));
        archive.stop();

        List<StoredSegment> segments = archive.sealed("radio");
        assertThat(segments).hasSize(2);
        Timeline.assertOneRun(segments);
        Timeline.assertTrueStarts(segments, programme, Duration.ofMillis(500));
        assertThat(archive.gaps("radio"))
            .singleElement()
            .satisfies(gap -> assertThat(gap.cause()).isEqualTo(GapCause.RECORDER_STOPPED))
            .satisfies(gap -> assertThat(gap.from()).isEqualTo(segments.get(1).knownEnd()));
        assertThat(archive.stored().run(segments.get(1).run()).orElseThrow().ending()).isPresent();
      }
    }
  }

  @Test
  void aRecorderThatIsStartedAnewTooLateWritesTheGapDown() throws Exception {
    Station.Script script =
        call -> {
          int next = programme.burst(Programme.answer(call), 0);
          programme.live(call, next, Duration.ofDays(1));
        };
    try (Station station = Station.playing(script)) {
      try (LiveArchive before = LiveArchive.open(time, directory)) {
        before.apply(wanted(station));
        before.awaitLength("radio", Duration.ofSeconds(5));
      }
      try (LiveArchive archive = LiveArchive.open(time, directory)) {
        archive.apply(wanted(station));
        archive.awaitLength("radio", Duration.ofSeconds(4));
        archive.stop();

        List<StoredSegment> segments = archive.sealed("radio");
        assertThat(segments).hasSize(2);
        Timeline.assertGapBetween(
            segments.get(0),
            archive.gaps("radio").getFirst(),
            segments.get(1),
            GapCause.RECORDER_STOPPED,
            1);
      }
    }
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
      archive.apply(wanted(station).retry(OptionalInt.empty(), Optional.of(Duration.ofHours(1))));
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
