package dev.sonolog.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonolog.capture.CaptureFailure.Kind;
import dev.sonolog.capture.station.Request;
import dev.sonolog.capture.station.Station;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class StreamConnectorTest {
  private static final byte[] AUDIO = BlockContainer.audio(0, 3);
  private static final List<String> HEARD =
      List.of("header", "block 0", "block 1", "block 2", "CLOSED");

  @Test
  void aPlainStreamIsHeardToItsEnd() throws IOException {
    try (Station station =
            Station.playing(
                call -> call.head("HTTP/1.0 200 OK", "Content-Type: audio/mpeg").send(AUDIO));
        Listener listener = Listener.to(station, "/live")) {
      assertThat(listener.hear()).isEqualTo(HEARD);
    }
  }

  @Test
  void anIcyStatusLineIsAReply() throws IOException {
    try (Station station =
            Station.playing(call -> call.head("ICY 200 OK", "icy-name:Radio").send(AUDIO));
        Listener listener = Listener.to(station, "/;")) {
      assertThat(listener.hear()).isEqualTo(HEARD);
      assertThat(listener.station().name()).contains("Radio");
    }
  }

  @Test
  void theRequestHasWhatStationsNeedAndNothingElse() throws IOException {
    try (Station station = Station.playing(call -> call.head("ICY 200 OK").send(AUDIO));
        Listener listener = Listener.to(station, "/a%20b?x=1;y").saying("X-Token", "t")) {
      assertThat(listener.hear()).isEqualTo(HEARD);
      Request request = station.requests().getFirst();
      assertThat(request.line()).isEqualTo("GET /a%20b?x=1;y HTTP/1.1");
      assertThat(request.headers())
          .containsExactlyInAnyOrder(
              "User-Agent: Sonolog test",
              "Accept: */*",
              "Icy-MetaData: 1",
              "Connection: close",
              "X-Token: t",
              "Host: localhost:" + station.port());
    }
  }

  @Test
  void chunksAreTakenAwayBeforeTitlesAreCounted() throws IOException {
    byte[] body =
        withTitles(
            BlockContainer.audio(0, 4), 100, "StreamTitle='Eins';", "", "StreamTitle='Zwei';");
    try (Station station =
            Station.playing(
                call -> {
                  call.head("HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "icy-metaint: 100");
                  for (int at = 0; at < body.length; at += 7) {
                    call.chunk(Arrays.copyOfRange(body, at, Math.min(body.length, at + 7)));
                  }
                  call.chunk(new byte[0]);
                });
        Listener listener = Listener.to(station, "/")) {
      assertThat(listener.hear())
          .containsExactly(
              "header", "block 0", "block 1", "title Eins", "block 2", "block 3", "CLOSED");
    }
  }

  @Test
  void anyPiecesGiveTheSameElements() throws IOException {
    byte[] body =
        withTitles(BlockContainer.audio(0, 40), 130, "StreamTitle='A';", "StreamTitle='B';", "");
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<String> first = List.of();
    for (int round = 0; round < 12; round++) {
      int most = 1 + random.nextInt(300);
      boolean chunked = random.nextBoolean();
      List<String> heard = heardInPieces(body, most, chunked, new Random(random.nextLong()));
      first = first.isEmpty() ? heard : first;
      assertThat(heard).as("seed " + seed + ", round " + round).isEqualTo(first);
    }
    assertThat(first).contains("title A", "title B", "block 39").hasSize(44);
  }

  private static List<String> heardInPieces(byte[] body, int most, boolean chunked, Random random)
      throws IOException {
    try (Station station =
            Station.playing(
                call -> {
                  String coding = chunked ? "Transfer-Encoding: chunked" : "X-Coding: none";
                  call.head("HTTP/1.1 200 OK", "icy-metaint:130", coding);
                  int at = 0;
                  while (at < body.length) {
                    int end = Math.min(body.length, at + 1 + random.nextInt(most));
                    byte[] piece = Arrays.copyOfRange(body, at, end);
                    if (chunked) {
                      call.chunk(piece);
                    } else {
                      call.send(piece);
                    }
                    at = end;
                  }
                  if (chunked) {
                    call.chunk(new byte[0]);
                  }
                });
        Listener listener = Listener.to(station, "/")) {
      return listener.hear();
    }
  }

  @Test
  void aPacketThatWasCutOffIsDamageBeforeTheFailure() throws IOException {
    byte[] cut = Arrays.copyOf(AUDIO, AUDIO.length - 10);
    try (Station station = Station.playing(call -> call.head("ICY 200 OK").send(cut));
        Listener listener = Listener.to(station, "/")) {
      assertThat(listener.hear())
          .containsExactly("header", "block 0", "block 1", "damage 54", "CLOSED");
    }
  }

  @Test
  void aResetIsALostConnectionAndWholePacketsAreKept() throws IOException, InterruptedException {
    CountDownLatch heard = new CountDownLatch(1);
    try (Station station =
            Station.playing(
                call ->
                    call.head("ICY 200 OK")
                        .send(AUDIO)
                        .send(new byte[] {1, 2, 3})
                        .await(heard)
                        .reset());
        Listener listener = Listener.to(station, "/");
        Connection connection = listener.connection();
        PacketSource source = connection.open()) {
      for (String line : HEARD.subList(0, 4)) {
        assertThat(Listener.line(source.next())).isEqualTo(line);
      }
      heard.countDown();
      assertThat(Listener.line(source.next())).isEqualTo("damage 3");
      assertThatThrownBy(source::next)
          .isInstanceOfSatisfying(
              CaptureFailure.class, e -> assertThat(e.kind()).isEqualTo(Kind.LOST))
          .hasMessageContaining("195 bytes");
    }
  }

  @Test
  void aChunkedBodyWithoutItsEndIsLost() throws IOException {
    try (Station station =
            Station.playing(
                call -> call.head("HTTP/1.1 200 OK", "Transfer-Encoding: chunked").chunk(AUDIO));
        Listener listener = Listener.to(station, "/")) {
      assertThat(listener.hear()).endsWith("block 2", "LOST");
    }
  }

  @Test
  void aStationThatSaysNothingMoreIsStalled() throws IOException {
    try (Station station = Station.playing(call -> call.head("ICY 200 OK").send(AUDIO).hold());
        Listener listener = Listener.to(station, "/").hasty()) {
      CaptureFailure failure = listener.failure();
      assertThat(failure.kind()).isEqualTo(Kind.STALLED);
      assertThat(failure).hasMessageContaining("15.0 s").hasMessageContaining("192 bytes");
    }
  }

  @Test
  void bytesWithoutPacketsAreAStallToo() throws IOException {
    try (Station station =
            Station.playing(
                call -> {
                  call.head("ICY 200 OK").send(AUDIO);
                  while (true) {
                    call.send(new byte[1]);
                  }
                });
        Listener listener = Listener.to(station, "/").hasty()) {
      CaptureFailure failure = listener.failure();
      assertThat(failure.kind()).isEqualTo(Kind.STALLED);
      assertThat(failure).hasMessageContaining("no packet");
    }
  }

  @Test
  void closingEndsAWaitForAudioAtOnce() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    try (Station station = Station.playing(call -> call.head("ICY 200 OK").send(AUDIO).hold());
        Listener listener = Listener.to(station, "/");
        Connection connection = listener.connection()) {
      PacketSource source = connection.open();
      for (int i = 0; i < 4; i++) {
        source.next();
      }
      source.beforeWaiting(waiting::countDown);
      CompletableFuture<Throwable> ended = failing(source::next);
      assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();
      end(connection);
      assertThat(ended.get(10, TimeUnit.SECONDS))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(CaptureFailure.class);
    }
  }

  @Test
  void closingEndsAWaitForTheReplyAtOnce() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (Station station =
            Station.playing(
                call -> {
                  asked.countDown();
                  call.hold();
                });
        StreamConnector connector = new StreamConnector(TimeSource.system());
        Connection connection = patient(connector, station.uri("/"))) {
      CompletableFuture<Throwable> ended = failing(connection::open);
      assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
      end(connection);
      assertThat(ended.get(10, TimeUnit.SECONDS)).isNotInstanceOf(CaptureFailure.class);
    }
  }

  @Test
  void closingEndsATlsHandshakeAtOnce() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        StreamConnector connector = new StreamConnector(TimeSource.system());
        Connection connection =
            patient(connector, URI.create("https://localhost:" + silent.getLocalPort() + "/"))) {
      CompletableFuture<Throwable> ended = failing(connection::open);
      try (var accepted = silent.accept()) {
        assertThat(accepted.getInputStream().read()).isPositive();
        end(connection);
        assertThat(ended.get(10, TimeUnit.SECONDS)).isNotInstanceOf(CaptureFailure.class);
      }
    }
  }

  @Test
  void aConnectionClosedBeforeItIsOpenedAsksNobody() throws IOException {
    try (Station station = Station.playing(call -> call.head("ICY 200 OK").send(AUDIO));
        Listener listener = Listener.to(station, "/");
        Connection connection = listener.connection()) {
      end(connection);
      assertThatThrownBy(connection::open).isNotInstanceOf(CaptureFailure.class);
      assertThat(station.requests()).isEmpty();
    }
  }

  @Test
  void aReplyThatDripsIsGivenUpInTime() throws IOException {
    try (Station station =
            Station.playing(
                call -> {
                  call.send("HTTP/1.1 200 OK\r\nX: ");
                  while (true) {
                    call.send("y");
                  }
                });
        Listener listener = Listener.to(station, "/").hasty()) {
      CaptureFailure failure = listener.failure();
      assertThat(failure.kind()).isIn(Kind.UNREACHABLE, Kind.REFUSED);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirectsAreFollowed(int status) throws IOException {
    try (Station station =
            Station.playing(
                call -> {
                  if (call.request().path().equals("/old/place")) {
                    call.head("HTTP/1.1 " + status + " Elsewhere", "location: ../new?x=1");
                  } else {
                    call.head("HTTP/1.1 200 OK").send(AUDIO);
                  }
                });
        Listener listener = Listener.to(station, "/old/place")) {
      assertThat(listener.hear()).isEqualTo(HEARD);
      assertThat(station.requests().getLast().path()).isEqualTo("/new?x=1");
      assertThat(listener.station().address()).isEqualTo(station.uri("/new?...").toString());
    }
  }

  @Test
  void redirectsInACircleAreRefused() throws IOException {
    try (Station station =
            Station.playing(call -> call.head("HTTP/1.1 302 Found", "Location: /again"));
        Listener listener = Listener.to(station, "/")) {
      assertThat(listener.failure().kind()).isEqualTo(Kind.REFUSED);
      assertThat(station.requests()).hasSize(AudioSearch.MAX_REDIRECTS + 1);
    }
  }

  @Test
  void aSecondConnectionStartsFromTheFirstAddressAgain() throws IOException {
    try (Station station =
            Station.playing(
                call -> {
                  if (call.request().path().equals("/start")) {
                    call.head("HTTP/1.1 302 Found", "Location: /token" + call.number());
                  } else {
                    call.head("ICY 200 OK").send(AUDIO);
                  }
                });
        Listener listener = Listener.to(station, "/start")) {
      listener.hear();
      listener.hear();
      assertThat(station.requests())
          .extracting(Request::path)
          .containsExactly("/start", "/token1", "/start", "/token3");
    }
  }

  @Test
  void basicCredentialsAreSentWhenAskedFor() throws IOException {
    try (Station station = Station.playing(StreamConnectorTest::basic);
        Listener settings = Listener.to(station, "/").as("Jörg", "a:b");
        Listener address =
            Listener.to(URI.create("http://J%C3%B6rg:a%3Ab@localhost:" + station.port() + "/"))) {
      assertThat(settings.hear()).isEqualTo(HEARD);
      assertThat(address.hear()).isEqualTo(HEARD);
      assertThat(address.station().address()).doesNotContain("rg").doesNotContain("a%3Ab");
    }
  }

  private static void basic(dev.sonolog.capture.station.Call call) throws IOException {
    if (call.request()
        .header("Authorization")
        .equals(java.util.Optional.of("Basic SsO2cmc6YTpi"))) {
      call.head("HTTP/1.0 200 OK").send(AUDIO);
    } else {
      call.head(
          "HTTP/1.0 401 Unauthorized",
          "WWW-Authenticate: Basic realm=\"radio\", charset=\"UTF-8\"");
    }
  }

  @Test
  void credentialsAreNotTakenToAnotherHost() throws IOException {
    try (Station other = Station.playing(StreamConnectorTest::basic);
        Station station =
            Station.playing(
                call ->
                    call.head(
                        "HTTP/1.1 302 Found", "Location: http://127.0.0.1:" + other.port() + "/"));
        Listener listener =
            Listener.to(station, "/").as("user", "secret").saying("Authorization", "Bearer x")) {
      assertThat(listener.failure()).hasMessageContaining("401");
      assertThat(station.requests().getFirst().header("Authorization")).contains("Bearer x");
      assertThat(other.requests()).hasSize(1);
      assertThat(other.requests().getFirst().header("Authorization")).isEmpty();
    }
  }

  @Test
  void mirrorsAreTriedInOrder() throws IOException {
    try (Station broken =
            Station.playing(call -> call.head("HTTP/1.1 503 Busy", "Retry-After: 7"));
        Station good = Station.playing(call -> call.head("ICY 200 OK").send(AUDIO));
        Listener listener = Listener.to(broken.uri("/a"), good.uri("/b"))) {
      assertThat(listener.hear()).isEqualTo(HEARD);
    }
  }

  @Test
  void theFailureOfAllMirrorsNamesEach() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    try (Station busy = Station.playing(call -> call.head("HTTP/1.1 503 Busy", "Retry-After: 7"));
        Listener listener =
            Listener.to(busy.uri("/a"), URI.create("http://localhost:" + free + "/b"))) {
      CaptureFailure failure = listener.failure();
      assertThat(failure)
          .hasMessageContaining("/a: the server says 503 Busy")
          .hasMessageContaining("/b: ");
      assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
      assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
    }
  }

  @Test
  void anUnknownHostIsUnreachable() {
    try (Listener listener = Listener.to(URI.create("http://no-such-host.invalid/"))) {
      assertThat(listener.failure().kind()).isEqualTo(Kind.UNREACHABLE);
      assertThat(listener.failure()).hasMessageContaining("no such host");
    }
  }

  private static Connection patient(StreamConnector connector, URI address) {
    StreamSettings settings =
        new StreamSettings(
            List.of(address),
            java.util.Optional.empty(),
            "Sonolog test",
            new java.util.LinkedHashMap<>(),
            Duration.ofHours(1),
            Duration.ofHours(1),
            java.util.Optional.empty(),
            java.util.Optional.empty());
    return connector.connection(settings, List.of(new BlockContainer()));
  }

  /** A close in the middle, which the compiler would take for a slip in a try statement. */
  private static void end(Connection connection) {
    connection.close();
  }

  private static CompletableFuture<Throwable> failing(java.util.concurrent.Callable<?> call) {
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                failure.completeExceptionally(new AssertionError("It gave " + call.call()));
              } catch (Exception e) {
                failure.complete(e);
              }
            });
    return failure;
  }

  /** Audio with the blocks after each interval; the last one is repeated as an empty one. */
  static byte[] withTitles(byte[] audio, int interval, String... blocks) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int block = 0;
    for (int at = 0; at < audio.length; at += interval) {
      int end = Math.min(audio.length, at + interval);
      out.write(audio, at, end - at);
      if (end - at == interval) {
        out.writeBytes(block(block < blocks.length ? blocks[block++] : ""));
      }
    }
    return out.toByteArray();
  }

  static byte[] block(String text) {
    byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    int units = (bytes.length + 15) / 16;
    byte[] block = new byte[1 + units * 16];
    block[0] = (byte) units;
    System.arraycopy(bytes, 0, block, 1, bytes.length);
    return block;
  }
}
