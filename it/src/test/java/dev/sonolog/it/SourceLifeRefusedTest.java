package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.archive.Gap;
import dev.sonolog.archive.GapCause;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.capture.station.Call;
import dev.sonolog.capture.station.ScaledTime;
import dev.sonolog.capture.station.Station;
import dev.sonolog.recording.RecordingState;
import dev.sonolog.recording.RecordingState.Faulted;
import dev.sonolog.recording.RecordingState.Waiting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Stations that give no audio: what is said, how often they are asked, and when they are given up.
 */
@Tag("alone")
@Timeout(60)
class SourceLifeRefusedTest {
  private static final Duration SLOW = Duration.ofSeconds(60);

  /** How much later than planned a request may come on a busy computer, on the faster clocks. */
  private static final double BUSY_SECONDS = 15;

  @TempDir Path directory;
  private final ScaledTime time = ScaledTime.by(20);

  /** What a station says instead of audio, and what a person is told. */
  enum Refusal {
    NOT_FOUND("HTTP/1.0 404 Not Found\r\n\r\n", GapCause.REFUSED, "404 Not Found"),
    BUSY(
        "HTTP/1.0 503 Service Unavailable\r\nRetry-After: 120\r\n\r\n",
        GapCause.REFUSED,
        "503 Service Unavailable"),
    EMPTY("HTTP/1.0 200 OK\r\nContent-Type: audio/mpeg\r\n\r\n", GapCause.REFUSED, "empty"),
    WEB_PAGE(
        "HTTP/1.0 200 OK\r\nContent-Type: audio/mpeg\r\n\r\n<!DOCTYPE html><html><body>Moved</body>"
            + "</html>",
        GapCause.UNSUPPORTED,
        "web page"),
    UNKNOWN_CODEC(
        "HTTP/1.0 200 OK\r\nContent-Type: audio/x-wonder\r\n\r\n" + "\u0001wonder".repeat(40_000),
        GapCause.UNSUPPORTED,
        "audio/x-wonder"),
    HLS(
        """
        HTTP/1.0 200 OK
        Content-Type: application/vnd.apple.mpegurl

        #EXTM3U
        #EXT-X-VERSION:3
        #EXT-X-STREAM-INF:BANDWIDTH=128000
        low.m3u8
        """,
        GapCause.UNSUPPORTED,
        "HLS");

    private final String reply;
    private final GapCause cause;
    private final String words;

    Refusal(String reply, GapCause cause, String words) {
      this.reply = reply;
      this.cause = cause;
      this.words = words;
    }

    String source() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Test
  void eachRefusalIsSaidPlainlyWhileAnotherSourceRecordsOn() throws Exception {
    Programme programme = new Programme(CountedFrame.USUAL, time);
    try (Station station = Station.playing(call -> refuseOrPlay(call, programme));
        LiveArchive archive = LiveArchive.open(time, directory)) {
      Instant begun = time.now();
      archive.apply(
          Stream.concat(
                  Stream.of(Wanted.source("good", station.uri("/good"), directory)),
                  Stream.of(Refusal.values()).map(r -> slow(r.source(), station, "/" + r.source())))
              .toArray(Wanted[]::new));
      for (Refusal refusal : Refusal.values()) {
        assertSaid(archive, refusal, begun);
      }
      archive.await("good", RecordingState.Recording.class);
      archive.awaitLength("good", Duration.ofSeconds(5));
      archive.stop();
      List<StoredSegment> good = archive.sealed("good");
      assertThat(good).hasSize(1);
      Timeline.assertOneRun(good);
      assertThat(archive.gaps("good"))
          .extracting(Gap::cause)
          .containsExactly(GapCause.RECORDER_STOPPED);
    }
  }

  private Wanted slow(String source, Station station, String path) {
    return Wanted.source(source, station.uri(path), directory)
        .retry(OptionalInt.empty(), Optional.of(SLOW));
  }

  private static void refuseOrPlay(Call call, Programme programme) throws IOException {
    for (Refusal refusal : Refusal.values()) {
      if (call.request().path().equals("/" + refusal.source())) {
        call.send(refusal.reply);
        return;
      }
    }
    programme.play(Programme.answer(call));
  }

  private static void assertSaid(LiveArchive archive, Refusal refusal, Instant begun)
      throws IOException {
    RecordingState state =
        archive.await(refusal.source(), s -> s instanceof Waiting || s instanceof Faulted);
    String said =
        switch (state) {
          case Waiting(Instant _, String cause) -> cause;
          case Faulted(String cause, Optional<Instant> retryAt) -> {
            assertThat(retryAt).as("it is tried again all the same").isPresent();
            yield cause;
          }
          default -> throw new AssertionError(state);
        };
    assertThat(said).contains(refusal.words).contains("/" + refusal.source());
    assertThat(state instanceof Faulted)
        .as("somebody has to do something about %s", state)
        .isEqualTo(refusal.cause == GapCause.UNSUPPORTED);
    assertThat(archive.segments(refusal.source())).isEmpty();
    assertThat(archive.failures(refusal.source())).isEqualTo(1);
    List<Gap> gaps = archive.gaps(refusal.source());
    assertThat(gaps).hasSize(1);
    assertThat(gaps.getFirst().cause()).isEqualTo(refusal.cause);
    assertThat(gaps.getFirst().to()).isEmpty();
    assertThat(gaps.getFirst().from()).isBetween(begun, begun.plusSeconds(20));
    assertThat(gaps.getFirst().detail()).isEqualTo(said);
  }

  @Test
  void aServerThatAsksForTimeIsGivenIt() throws Exception {
    try (Station station = Station.playing(call -> call.send(Refusal.BUSY.reply));
        LiveArchive archive = LiveArchive.open(time, directory)) {
      Instant before = time.now();
      archive.apply(Wanted.source("radio", station.uri("/live"), directory));
      Waiting waiting = archive.await("radio", Waiting.class);
      assertThat(waiting.retryAt()).isAfterOrEqualTo(before.plusSeconds(120));
      assertThat(waiting.retryAt()).isBefore(time.now().plusSeconds(121));
    }
  }

  @Test
  void aGapRemembersItsFirstCauseAndAllTries() throws Exception {
    Programme programme = new Programme(CountedFrame.USUAL, time);
    Station.Script script =
        call -> {
          switch (call.number()) {
            case 1 -> programme.play(Programme.answer(call), Duration.ofSeconds(3));
            case 2 -> call.send(Refusal.NOT_FOUND.reply);
            case 3 -> call.send(Refusal.WEB_PAGE.reply);
            case 4 -> call.send(Refusal.EMPTY.reply);
            default -> programme.play(Programme.answer(call));
          }
        };
    try (Station station = Station.playing(script);
        LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(
          Wanted.source("radio", station.uri("/live"), directory)
              .retry(OptionalInt.empty(), Optional.of(Duration.ofSeconds(1))));
      Awaitility.await().until(() -> station.requests().size() == 5);
      archive.await("radio", RecordingState.Recording.class);
      assertThat(archive.failures("radio")).as("a packet ends the row").isZero();
      archive.stop();
      List<StoredSegment> segments = archive.sealed("radio");
      assertThat(segments).hasSize(2);
      Timeline.assertGapBetween(
          segments.get(0),
          archive.gaps("radio").getFirst(),
          segments.get(1),
          GapCause.CLOSED_BY_STATION,
          4);
    }
  }

  @Test
  void withoutALimitItIsTriedForEverWithGrowingPauses() throws Exception {
    ScaledTime faster = ScaledTime.by(50);
    List<Instant> requests = new CopyOnWriteArrayList<>();
    Station.Script script =
        call -> {
          requests.add(faster.now());
          call.send(Refusal.NOT_FOUND.reply);
        };
    try (Station station = Station.playing(script);
        LiveArchive archive = LiveArchive.open(faster, directory)) {
      archive.apply(Wanted.source("radio", station.uri("/live"), directory));
      Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> requests.size() == 8);
      List<Double> pauses = pauses(requests);
      List<Integer> expected = List.of(1, 2, 5, 10, 30, 60, 60);
      for (int i = 0; i < expected.size(); i++) {
        assertThat(pauses.get(i))
            .as("pause %d of %s", i + 1, pauses)
            .isBetween(0.8 * expected.get(i), 1.2 * expected.get(i) + BUSY_SECONDS);
      }
      assertThat(archive.await("radio", Waiting.class).cause()).contains("404");
    }
  }

  @Test
  void aFixedPauseStaysAsItIs() throws Exception {
    List<Instant> requests = new CopyOnWriteArrayList<>();
    Station.Script script =
        call -> {
          requests.add(time.now());
          call.send(Refusal.NOT_FOUND.reply);
        };
    try (Station station = Station.playing(script);
        LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(
          Wanted.source("radio", station.uri("/live"), directory)
              .retry(OptionalInt.empty(), Optional.of(Duration.ofSeconds(7))));
      Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> requests.size() == 5);
      assertThat(pauses(requests))
          .allSatisfy(pause -> assertThat(pause).isBetween(7.0, 7.0 + BUSY_SECONDS));
    }
  }

  private static List<Double> pauses(List<Instant> requests) {
    List<Double> pauses = new ArrayList<>();
    for (int i = 1; i < requests.size(); i++) {
      pauses.add(Duration.between(requests.get(i - 1), requests.get(i)).toMillis() / 1_000.0);
    }
    return pauses;
  }

  @Test
  void withALimitItIsGivenUpAfterSoManyFailuresInARow() throws Exception {
    Programme programme = new Programme(CountedFrame.USUAL, time);
    Station.Script script =
        call -> {
          if (call.number() == 3) {
            programme.play(Programme.answer(call), Duration.ofSeconds(3));
          } else {
            call.send(Refusal.NOT_FOUND.reply);
          }
        };
    try (Station station = Station.playing(script);
        LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(
          Wanted.source("radio", station.uri("/live"), directory)
              .retry(OptionalInt.of(3), Optional.of(Duration.ofSeconds(1))));
      Faulted given = archive.await("radio", Faulted.class);
      assertThat(given.retryAt()).isEmpty();
      assertThat(given.cause()).contains("given up after 3 failures in a row").contains("404");
      // Two refusals, audio that ends the row, its end, two refusals more.
      assertThat(station.requests()).hasSize(5);
      assertThat(archive.failures("radio")).isEqualTo(3);
      assertThat(archive.sealed("radio")).hasSize(1);
      assertThat(archive.stored().openGap("radio").orElseThrow().cause())
          .isEqualTo(GapCause.CLOSED_BY_STATION);
    }
  }
}
