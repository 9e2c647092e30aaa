package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.archive.Gap;
import dev.sonolog.archive.GapCause;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.capture.TimeSource;
import dev.sonolog.capture.station.Station;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recorder is killed and started again while the station's burst still reaches back to it. */
class RestartTest {
  private static final int BURST = 512 << 10; // half a minute
  private static final Duration OGG_BURST = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void whatTheKilledRecorderBeganGoesOnWithoutAGap() throws Exception {
    Programme programme =
        new Programme(CountedFrame.USUAL, TimeSource.system(), Duration.ofMinutes(2));
    Timeline.assertOneRun(
        killedTwice(
            call ->
                programme.live(
                    call, programme.burst(Programme.answer(call), BURST), Duration.ofDays(1))));
  }

  /** FLAC numbers its frames, and each file counts them anew. */
  @Test
  void flacInOggGoesOnWithoutAGap() throws Exception {
    OggProgramme programme =
        new OggProgramme(
            folder.resolve("programme.ogg"), Duration.ofMinutes(1), Duration.ofMinutes(5));
    List<StoredSegment> segments = killedTwice(call -> programme.play(call, OGG_BURST));
    Timeline.assertContinuous(segments);
    List<Pcm> parts = new ArrayList<>();
    for (StoredSegment segment : segments) {
      parts.add(Pcm.of(Pcm.Decoder.FFMPEG, segment.file()));
    }
    Pcm joined = Pcm.joined(parts);
    Pcm whole = Pcm.of(Pcm.Decoder.FFMPEG, programme.file());
    assertThat(joined.findIn(whole, 0))
        .as(() -> joined.length() + " found up to " + joined.longestBeginningIn(whole, 0))
        .isNotEmpty();
  }

  /** What is stored of a station when the recorder was killed twice and ended in order then. */
  private List<StoredSegment> killedTwice(Station.Script script) throws Exception {
    Recordings recordings = new Recordings(folder.resolve("recordings"));
    try (Station station = Station.playing(script)) {
      Files.writeString(
          folder.resolve("config.ini"),
          "[radio]\ntype = stream\nsplit_minutes = 0.1\nurl = " + station.uri("/live") + "\n");
      for (int killed = 0; killed < 2; killed++) {
        killWithALiveFile(recordings);
      }
      try (Product recorder = Product.start(folder, "record")) {
        recorder.awaitOutput("radio: goes on where it broke off");
        recorder.awaitOutput("radio: sealed");
        recorder.signal("TERM");
        assertThat(recorder.await(20)).as(recorder.output()).isZero();
      }
    }
    assertThat(recordings.catalogue().gaps("radio", Instant.EPOCH, Instant.MAX))
        .extracting(Gap::cause)
        .containsExactly(GapCause.RECORDER_STOPPED);
    assertThat(recordings.verify()).isEmpty();
    return recordings.segments("radio");
  }

  private void killWithALiveFile(Recordings recordings) throws Exception {
    Instant started = Instant.now();
    try (Product recorder = Product.start(folder, "record")) {
      recorder.awaitOutput("radio: sealed");
      // The burst alone makes several files; the one that is killed is a live one.
      Awaitility.await("a file that begins now")
          .atMost(60, TimeUnit.SECONDS)
          .until(
              () ->
                  recordings.segments("radio").stream() // told a moment after it is logged
                      .anyMatch(segment -> segment.start().isAfter(started)));
      recorder.kill();
    }
  }
}
