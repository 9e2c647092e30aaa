package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.capture.TimeSource;
import dev.sonolog.capture.station.Station;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cut of a station that is silent: whoever asked is told so, and what became of it. */
class PendingCutTest {
  @TempDir Path folder;

  @Test
  void aCutThatHasToWaitIsPendingFirstAndDoneWhenAudioComes() throws Exception {
    Programme programme =
        new Programme(CountedFrame.USUAL, TimeSource.system(), Duration.ofMinutes(1));
    CountDownLatch goOn = new CountDownLatch(1);
    Station.Script script =
        call -> {
          int next = programme.burst(Programme.answer(call), 64 << 10);
          programme.live(call.await(goOn), next, Duration.ofDays(1));
        };
    try (Station station = Station.playing(script)) {
      Files.writeString(
          folder.resolve("config.ini"),
          """
          [radio]
          type = stream
          url = %s
          stall_timeout = 600
          """
              .formatted(station.uri("/live")));
      try (Product recorder = Product.start(folder, "record")) {
        recorder.awaitOutput("radio: recording");
        try (Product cut = Product.start(folder, "cut", "radio")) {
          cut.awaitOutput("No audio has come since; it is cut when some does");
          assertThat(cut.isAlive()).isTrue();
          goOn.countDown();
          assertThat(cut.await(60)).as(cut.output()).isZero();
          assertThat(cut.output()).contains("Cut radio at ");
        }
        recorder.signal("TERM");
        assertThat(recorder.await(20)).as(recorder.output()).isZero();
      }
    }
  }
}
