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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a source is doing, it stops at once. */
@Tag("alone")
@Timeout(60)
class SourceLifeStopTest {
  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  /** A disk that others keep busy takes its time to force a file. */
  private static final Duration WITH_A_SEAL = Duration.ofSeconds(3);

  @TempDir Path directory;
  private final ScaledTime time = ScaledTime.by(20);

  @Test
  void aRecordingEndsItsConnectionAndSealsItsSegment() throws Exception {
    Programme programme = new Programme(CountedFrame.USUAL, time);
    CompletableFuture<Boolean> left = new CompletableFuture<>();
    try (Station station = Station.playing(call -> playUntilLeft(call, programme, left));
        LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(Wanted.source("radio", station.uri("/live"), directory));
      archive.awaitLength("radio", Duration.ofSeconds(10));
      assertStopsWithin(archive, WITH_A_SEAL);
      assertThat(archive.state("radio")).isInstanceOf(RecordingState.Idle.class);
      assertThat(left.get(20, TimeUnit.SECONDS)).isTrue();
      List<StoredSegment> segments = archive.sealed("radio");
      Timeline.assertOneRun(segments);
      Timeline.assertPlays(segments.getLast());
      assertThat(archive.gaps("radio")).hasSize(1);
      Gap gap = archive.gaps("radio").getFirst();
      assertThat(gap.cause()).isEqualTo(GapCause.RECORDER_STOPPED);
      assertThat(gap.from()).isEqualTo(segments.getLast().knownEnd());
    }
  }

  private static void playUntilLeft(Call call, Programme programme, CompletableFuture<Boolean> left)
      throws IOException {
    try {
      programme.play(Programme.answer(call));
    } catch (IOException e) {
      left.complete(true);
      throw e;
    }
  }

  @Test
  void aSourceStopsWhileAServerDoesNotAnswer() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        LiveArchive archive = LiveArchive.open(time, directory)) {
      archive.apply(Wanted.source("radio", address(silent), directory));
      try (Socket caller = silent.accept()) {
        assertThat(caller.getInputStream().read()).isEqualTo('G');
        assertStopsAtOnce(archive);
      }
    }
  }

  @Test
  void aSourceStopsWhileAServerDoesNotEvenAccept() throws Exception {
    try (ServerSocket hole = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Closeables crowd = new Closeables()) {
      int waiting = fill(hole, crowd);
      try (LiveArchive archive = LiveArchive.open(time, directory)) {
        archive.apply(Wanted.source("radio", address(hole), directory));
        Awaitility.await("the source knocks")
            .atMost(10, TimeUnit.SECONDS)
            .until(() -> knocking(hole.getLocalPort()) > waiting);
        assertThat(archive.state("radio")).isInstanceOf(RecordingState.Connecting.class);
        assertStopsAtOnce(archive);
      }
    }
  }

  /** Takes all places in the queue of connections that are accepted by nobody. */
  private static int fill(ServerSocket hole, Closeables crowd) throws IOException {
    for (int i = 0; i < 4; i++) {
      SocketChannel channel = SocketChannel.open();
      crowd.add(channel);
      channel.configureBlocking(false);
      channel.connect(new InetSocketAddress(hole.getInetAddress(), hole.getLocalPort()));
    }
    return Awaitility.await("the queue is full")
        .atMost(10, TimeUnit.SECONDS)
        .until(() -> knocking(hole.getLocalPort()), knocking -> knocking > 0);
  }

  /** How many connections to a port wait for the first answer: state 02 is SYN_SENT (proc(5)). */
  private static int knocking(int port) throws IOException {
    String wanted = String.format(Locale.ROOT, ".*:%04X 02 .*", port);
    int count = 0;
    for (String table : List.of("tcp", "tcp6")) {
      try (Stream<String> lines = Files.lines(Path.of("/proc/net", table))) {
        count += (int) lines.filter(line -> line.matches(wanted)).count();
      }
    }
    return count;
  }

  private static URI address(ServerSocket server) {
    return URI.create(
        "http://" + server.getInetAddress().getHostAddress() + ":" + server.getLocalPort() + "/");
  }

  @Test
  void aSourceStopsWhileItWaitsForTheNextTry() throws Exception {
    try (Station station = Station.playing(call -> call.send("HTTP/1.0 404 Not Found\r\n\r\n"));
        LiveArchive archive = LiveArchive.open(ScaledTime.by(1), directory)) {
      archive.apply(
          Wanted.source("radio", station.uri("/live"), directory)
              .retry(OptionalInt.empty(), Optional.of(Duration.ofHours(1))));
      archive.await("radio", RecordingState.Waiting.class);
      assertStopsAtOnce(archive);
      assertThat(station.requests()).hasSize(1);
    }
  }

  private static void assertStopsAtOnce(LiveArchive archive) throws InterruptedException {
    assertStopsWithin(archive, AT_ONCE);
  }

  private static void assertStopsWithin(LiveArchive archive, Duration limit)
      throws InterruptedException {
    long begun = System.nanoTime();
    archive.stop();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(limit);
  }
}
