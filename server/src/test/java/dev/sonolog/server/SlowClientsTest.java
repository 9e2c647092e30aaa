package dev.sonolog.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sonolog.formats.Codec;
import dev.sonolog.server.http.BasePath;
import dev.sonolog.server.service.AnalysisDefaults;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clients that are slow, endless or too large: they lose their connection, and nobody else does.
 */
@Timeout(120)
class SlowClientsTest {
  private static final SiteSettings SETTINGS =
      new SiteSettings(
          0,
          Optional.empty(),
          BasePath.ROOT,
          AnalysisDefaults.USUAL,
          List.of(),
          List.of(),
          Optional.empty());
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofMillis(500);

  /** More than there are threads for requests. */
  private static final int MANY = 40;

  private static final String LOGIN = "POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\n";

  private static final String HALF_A_HEADER = "GET /healthz HTTP/1.1\r\nHost: local";
  private static final int LARGE = 24_000_000;

  @TempDir private Path folder;

  private final HttpClient client = HttpClient.newHttpClient();
  private TestArchive archive;
  private Site site;

  @BeforeEach
  void start() throws IOException {
    archive = new TestArchive(folder);
    site = Site.start(SETTINGS, archive, "", Map.of(), LONG);
  }

  /** Whoever is slow now is given up soon. */
  private void loseItsPatience() throws IOException {
    site.close();
    site = Site.start(SETTINGS, archive, "", Map.of(), SHORT);
  }

  @AfterEach
  void stop() {
    site.close();
    archive.close();
    client.close();
  }

  private Socket connected() throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(8 << 10);
    socket.setSoTimeout(30_000);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), site.port()));
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  /** All that a client is told before its connection ends; nothing if it was reset. */
  private static List<String> heard(Socket socket) throws IOException {
    List<String> heard = new ArrayList<>();
    InputStream in = socket.getInputStream();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1));
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        heard.add(line);
      }
    } catch (SocketException _) {
      return heard;
    }
    return heard;
  }

  private void assertOthersAreServed() throws Exception {
    for (String path : List.of("/healthz", "/api/files")) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + site.port() + path))
              .timeout(Duration.ofSeconds(60))
              .build();
      assertThat(client.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void whoSendsItsHeaderByteByByteIsAnswered() throws Exception {
    try (Socket socket = connected()) {
      socket.setTcpNoDelay(true);
      for (char each : "GET /healthz HTTP/1.1\r\nHost: localhost\r\n".toCharArray()) {
        send(socket, String.valueOf(each));
      }
      assertOthersAreServed();
      send(socket, "Connection: close\r\n\r\n");
      assertThat(heard(socket).getFirst()).isEqualTo("HTTP/1.1 200 OK");
    }
  }

  /** Anybody may try to log in; who does not get to the end must not hold a thread. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        HALF_A_HEADER,
        LOGIN + "Content-Length: 100\r\n\r\n{",
        LOGIN + "Transfer-Encoding: chunked\r\n\r\n5\r\n{"
      })
  void whileManyAreSlowOthersAreServed(String beginning) throws Exception {
    List<Socket> all = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      all.add(connected());
      send(all.getLast(), beginning);
    }
    assertOthersAreServed();
    for (Socket socket : all) {
      assertThat(socket.getInputStream().available()).isZero();
      socket.close();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Content-Length: 100\r\n\r\n{", "Transfer-Encoding: chunked\r\n\r\n5\r\n{"})
  void whoNeverFinishesItsBodyLosesItsConnection(String rest) throws Exception {
    loseItsPatience();
    try (Socket socket = connected()) {
      send(socket, LOGIN + rest);
      assertThat(heard(socket)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "GET",
        "GET /healthz HTTP/1.1\r\n",
        HALF_A_HEADER,
        "GET /healthz HTTP/1.1\r\nHost: localhost\r\n"
      })
  void whoNeverFinishesItsHeaderLosesItsConnection(String beginning) throws Exception {
    loseItsPatience();
    try (Socket socket = connected()) {
      send(socket, beginning);
      assertThat(heard(socket)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", HALF_A_HEADER})
  void whoAsksNothingMoreLosesItsConnection(String behind) throws Exception {
    loseItsPatience();
    try (Socket socket = connected()) {
      send(socket, "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n" + behind);
      assertThat(heard(socket).getFirst()).isEqualTo("HTTP/1.1 200 OK");
    }
  }

  private Socket askingForALargeFile() throws Exception {
    Socket socket = connected();
    send(socket, "GET /stream/studio-0.wav HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assertThat(socket.getInputStream().read()).isEqualTo('H');
    return socket;
  }

  private void recordALargeFile() throws Exception {
    int seconds = LARGE / 2 / TestArchive.RATE.hertz();
    archive.record(
        "a",
        TestArchive.SOURCE,
        TestArchive.START,
        Codec.PCM,
        List.of(TestArchive.signal(seconds, 0, 0, 1)));
  }

  @Test
  void whileManyTakeNothingOthersAreServed() throws Exception {
    recordALargeFile();
    List<Socket> all = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      all.add(askingForALargeFile());
    }
    assertOthersAreServed();
    for (Socket socket : all) {
      socket.close();
    }
  }

  @Test
  void whoTakesNothingLosesItsConnection() throws Exception {
    recordALargeFile();
    loseItsPatience();
    try (Socket socket = askingForALargeFile()) {
      for (int i = 0; i < 3; i++) {
        try (Socket later = connected()) { // it is given up, and so is the other by then
          send(later, LOGIN + "Content-Length: 100\r\n\r\n{");
          assertThat(heard(later)).isEmpty();
        }
      }
      assertThat(rest(socket)).isLessThan(LARGE);
    }
  }

  private static long rest(Socket socket) throws IOException {
    long read = 0;
    byte[] bytes = new byte[1 << 16];
    try {
      for (int n = 0; n >= 0; n = socket.getInputStream().read(bytes)) {
        read += n;
      }
    } catch (SocketException _) {
      return read; // what had not arrived was thrown away
    }
    return read;
  }

  @Test
  void aHeaderOfAMegabyteAndTenThousandHeadersAreRefused() throws Exception {
    String large = "X-Large: " + "x".repeat(1 << 20) + "\r\n";
    String many = "X-Many: 1\r\n".repeat(10_000);
    for (String header : List.of(large, many)) {
      try (Socket socket = connected()) {
        try {
          send(socket, "GET /healthz HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n");
        } catch (SocketException _) {
          // it was told before it had sent all
        }
        assertThat(heard(socket)).allMatch(line -> !line.contains("200"));
      }
      assertOthersAreServed();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {5_000, 100_000, 2_000_000})
  void aBodyAboveTheLimitIsRefused(int length) throws Exception {
    try (Socket socket = connected()) {
      send(socket, LOGIN + "Connection: close\r\nContent-Length: " + length + "\r\n\r\n");
      try {
        send(socket, " ".repeat(length));
      } catch (SocketException _) {
        // it was told before it had sent all
      }
      List<String> heard = heard(socket);
      assertThat(heard).isNotEmpty();
      assertThat(heard.getFirst()).startsWith("HTTP/1.1 413");
    }
    assertOthersAreServed();
  }

  // --- listening to what is being recorded

  @Test
  void aListenerThatTakesNothingIsDroppedAndCounted() throws Exception {
    loseItsPatience();
    archive.isIn("recording", Optional.empty());
    TestArchive.Running running =
        archive.begin("live", TestArchive.SOURCE, TestArchive.START, Codec.PCM);
    running.open();
    running.write(TestArchive.signal(2, 0, 0, 1));
    running.store();
    try (Socket socket = connected()) {
      send(socket, "GET /api/v1/sources/studio/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
      await("it listens").until(() -> metric("sonolog_live_listeners "), it -> it == 1);
      running.write(TestArchive.signal(1_000, 0, 0, 2)); // more than sockets keep
      running.store();
      await("it is dropped")
          .atMost(Duration.ofSeconds(60))
          .until(() -> metric("sonolog_live_listeners "), it -> it == 0);
      assertThat(metric("sonolog_live_listeners_dropped_total ")).isEqualTo(1);
      assertOthersAreServed();
    }
  }

  private double metric(String name) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + site.port() + "/metrics")).build();
    return client
        .send(request, BodyHandlers.ofString())
        .body()
        .lines()
        .filter(it -> it.startsWith(name))
        .mapToDouble(it -> Double.parseDouble(it.substring(name.length())))
        .findFirst()
        .orElseThrow();
  }
}
