package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonolog.archive.StoredRun;
import dev.sonolog.capture.station.Call;
import dev.sonolog.capture.station.Station;
import dev.sonolog.recording.Progress;
import dev.sonolog.recording.RecordingState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A station whose clock runs faster than ours. */
class DriftTest {
  private static final double PPM = 200;
  private static final CountedFrame FRAME = CountedFrame.NIGHT;
  private static final int FRAMES_OF_A_STEP = 10;
  private static final Duration SETTLED = Duration.ofSeconds(10);
  private static final Duration LENGTH = Duration.ofMinutes(40);

  private final SteppedTime time = new SteppedTime(Instant.parse("2026-05-20T10:00:00Z"));
  private final CompletableFuture<LiveArchive> opened = new CompletableFuture<>();
  private Optional<Double> early = Optional.empty();
  private Optional<Double> told = Optional.empty();

  @Test
  void itIsToldWhileItIsRecordedAndKept(@TempDir Path folder) throws Exception {
    try (Station station = Station.playing(this::play);
        LiveArchive archive = LiveArchive.open(time, folder)) {
      opened.complete(archive);
      archive.apply(Wanted.source("radio", station.uri("/fast"), folder));
      archive.awaitLong("radio", RecordingState.Waiting.class);
      archive.stop();
      assertThat(early).as("minutes are needed to know it").isEmpty();
      assertThat(told).hasValueSatisfying(it -> assertThat(it).isCloseTo(PPM, within(5.0)));
      StoredRun run = archive.stored().runs("radio", Instant.EPOCH, Instant.MAX).getFirst();
      assertThat(run.ending().orElseThrow().driftPpm())
          .hasValueSatisfying(it -> assertThat(it).isCloseTo(PPM, within(5.0)));
    }
  }

  private void play(Call call) throws IOException, InterruptedException {
    call.head("HTTP/1.0 200 OK", "Content-Type: audio/mpeg");
    long step = Math.round(FRAME.time(FRAMES_OF_A_STEP).toNanos() * (1 - PPM * 1e-6));
    int frames = FRAME.framesIn(LENGTH) / FRAMES_OF_A_STEP * FRAMES_OF_A_STEP;
    for (int next = 0; next < frames; next += FRAMES_OF_A_STEP) {
      byte[] bytes = FRAME.bytes(next, next + FRAMES_OF_A_STEP);
      time.advance(Duration.ofNanos(step));
      if (FRAME.time(next).compareTo(SETTLED) < 0) {
        time.untilItWaits(() -> call.send(bytes));
      } else {
        time.untilItGathers(() -> call.send(bytes));
      }
      if (next == frames / 8 / FRAMES_OF_A_STEP * FRAMES_OF_A_STEP) {
        early = drift();
      }
    }
    told = drift();
  }

  private Optional<Double> drift() {
    return opened.join().progress("radio").flatMap(Progress::driftPpm);
  }
}
