package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.archive.Gap;
import dev.sonolog.archive.GapCause;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.capture.station.Call;
import dev.sonolog.capture.station.ScaledTime;
import dev.sonolog.capture.station.Station;
import dev.sonolog.recording.RecordingState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A connection that gave audio ends, in all the ways in which connections end. */
@Tag("alone")
@Timeout(60)
class SourceLifeTest {
  private static final Duration PAUSE = Duration.ofSeconds(10);
  private static final Duration TOLERANCE = Duration.ofMillis(500);
  private static final int FRAME = CountedFrame.USUAL.length();

  /** How a connection ends, and what the gap is put down to. */
  enum Ending {
    RESET_IN_A_FRAME(GapCause.CONNECTION_LOST),
    CLOSED_IN_ORDER(GapCause.CLOSED_BY_STATION),
    SILENT(GapCause.STALLED),
    DRIPPING_JUNK(GapCause.STALLED);

    private final GapCause cause;

    Ending(GapCause cause) {
      this.cause = cause;
    }

    /** Whether it looks as if audio might still come. */
    boolean stalls() {
      return cause == GapCause.STALLED;
    }
  }

  @TempDir Path directory;
  private final ScaledTime time = ScaledTime.by(20);

  @ParameterizedTest
  @EnumSource
  void theSegmentIsSealedTheGapWrittenDownAndANewRunBegun(Ending ending) throws Exception {
    Programme programme = new Programme(CountedFrame.USUAL, time);
    CompletableFuture<Integer> sent = new CompletableFuture<>();
    try (Station station =
            Station.playing(
                call -> {
                  Programme.answer(call);
                  if (call.number() > 1) {
                    programme.play(call);
                  }
                  sent.complete(programme.play(call, Duration.ofSeconds(8)));
                  end(call, ending);
                });
        LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(
          Wanted.source("radio", station.uri("/live"), directory)
              .retry(OptionalInt.empty(), Optional.of(PAUSE)));
      archive.await("radio", RecordingState.Recording.class);
      if (ending.stalls()) {
        archive.await("radio", RecordingState.Stalled.class);
      }
      assertThat(archive.await("radio", RecordingState.Waiting.class).cause())
          .contains(station.uri("/live").toString());
      archive.await("radio", RecordingState.Recording.class);
      archive.awaitLength("radio", Duration.ofSeconds(2));
      archive.stop();

      List<StoredSegment> segments = archive.sealed("radio");
      assertThat(segments).hasSize(2);
      assertThat(archive.gaps("radio")).hasSize(2);
      Gap gap = archive.gaps("radio").getFirst();
      Timeline.assertGapBetween(segments.get(0), gap, segments.get(1), ending.cause, 1);
      assertThat(archive.gaps("radio").get(1).cause()).isEqualTo(GapCause.RECORDER_STOPPED);
      assertThat(archive.gaps("radio").get(1).from()).isEqualTo(segments.get(1).knownEnd());

      List<Integer> before = CountedFrame.numbersIn(segments.get(0).file());
      Timeline.assertUnbroken(before);
      Timeline.assertUnbroken(CountedFrame.numbersIn(segments.get(1).file()));
      assertThat(before.getLast()).as("all whole frames").isEqualTo(sent.join() - 1);
      Timeline.assertTrueStarts(segments, programme, TOLERANCE);
      Timeline.assertPlays(segments.get(0));
      Timeline.assertPlays(segments.get(1));
    }
  }

  private static void end(Call call, Ending ending) throws IOException {
    switch (ending) {
      case RESET_IN_A_FRAME -> {
        call.send(Arrays.copyOf(CountedFrame.USUAL.bytes(0, 1), FRAME / 2));
        // What was sent has been read: a reset may take with it what was not.
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        call.reset();
      }
      case CLOSED_IN_ORDER -> {}
      case SILENT -> call.hold();
      case DRIPPING_JUNK -> drip(call);
    }
  }

  private static void drip(Call call) throws IOException {
    while (true) {
      call.send(new byte[] {0x11, 0x22});
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }
}
