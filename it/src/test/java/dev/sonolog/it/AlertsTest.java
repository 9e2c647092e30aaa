package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sonolog.app.demo.DemoStation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a recorder that nobody looks at tells a webhook. */
class AlertsTest {
  @TempDir private Path folder = Path.of("");

  private final List<JsonNode> told = new CopyOnWriteArrayList<>();
  private final HttpServer server = newServer();

  private static HttpServer newServer() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void listen() {
    server.createContext("/", this::take);
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    told.add(JsonMapper.shared().readTree(body));
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  private JsonNode awaitTold(String event, String name) {
    return Awaitility.await(event + " of " + name)
        .atMost(90, TimeUnit.SECONDS)
        .pollInterval(50, TimeUnit.MILLISECONDS)
        .until(() -> find(event, name), it -> !it.isMissingNode());
  }

  private JsonNode find(String event, String name) {
    return told.stream()
        .filter(it -> it.at("/event").asString().equals(event))
        .filter(it -> name.equals(it.path("source").asString(it.path("volume").asString(""))))
        .findFirst()
        .orElse(JsonMapper.shared().missingNode());
  }

  private void configure(URI station, String signal, String disk) throws IOException {
    Files.writeString(
        folder.resolve("config.ini"),
        """
        [general]
        retry_delay_seconds = 1
        [alerts]
        webhook = http://127.0.0.1:%d/s3cr3t
        lost_after = 5
        silence_after = 2
        disk_below = %s
        [news]
        type = stream
        url = %s
        [mic]
        type = signal
        signal = %s
        sample_rate = 8000
        """
            .formatted(server.getAddress().getPort(), disk, station, signal));
  }

  @Test
  void whatIsWrongIsToldAndThatItIsOver() throws Exception {
    DemoStation station = DemoStation.start();
    URI address = station.address();
    configure(address, "silence", "100%");
    assertThat(Product.run(folder, "alert", "--test").output())
        .contains("webhook http://127.0.0.1:" + server.getAddress().getPort() + ": taken")
        .doesNotContain("s3cr3t");
    assertThat(told).hasSize(1);
    assertThat(told.getFirst().at("/event").asString()).isEqualTo("test");
    try (Product recorder = Product.start(folder, "record")) {
      recorder.awaitOutput("news: recording");
      Path recordings = folder.resolve("recordings");
      assertThat(awaitTold("disk-low", recordings.toString()).at("/text").asString())
          .contains("is low on space since")
          .contains("GB are free");
      awaitTold("source-silent", "mic");
      station.close();
      JsonNode lost = awaitTold("source-lost", "news");
      assertThat(lost.at("/text").asString()).startsWith("news is lost since ");
      assertThat(find("source-lost", "mic").isMissingNode()).isTrue();
      Path kept = recordings.resolve(".sonolog/alerts.json");
      Awaitility.await().until(() -> Files.readString(kept).contains("news"));

      try (DemoStation other = DemoStation.start()) {
        configure(other.address(), "tone", "1MiB");
        assertThat(Product.run(folder, "reload").status()).isZero();
        JsonNode back = awaitTold("source-back", "news");
        assertThat(back.at("/alert")).isEqualTo(lost.at("/alert"));
        awaitTold("source-heard", "mic");
        awaitTold("disk-ok", recordings.toString());
        recorder.signal("TERM");
        assertThat(recorder.await(20)).isZero();
      }
      assertThat(recorder.output()).contains("Alert: news is lost").doesNotContain("s3cr3t");
    } finally {
      station.close();
    }
    assertThat(told).hasSize(7); // each once, and a planned end raises nothing
  }

  @Test
  void aStreamThatIsSilentIsToldAndThatItIsHeardAgain() throws Exception {
    try (MutedStation station = MutedStation.start()) {
      Files.writeString(
          folder.resolve("config.ini"),
          """
          [alerts]
          webhook = http://127.0.0.1:%d/
          silence_after = 5
          disk_below = 1MiB
          [news]
          type = stream
          url = %s
          """
              .formatted(server.getAddress().getPort(), station.address()));
      try (Product recorder = Product.start(folder, "record")) {
        recorder.awaitOutput("news: recording");
        JsonNode silent = awaitTold("source-silent", "news");
        assertThat(silent.at("/text").asString()).startsWith("news is silent since ");
        station.unmute();
        JsonNode heard = awaitTold("source-heard", "news");
        assertThat(heard.at("/alert")).isEqualTo(silent.at("/alert"));
        recorder.signal("TERM");
        assertThat(recorder.await(20)).isZero();
      }
    }
    assertThat(told).hasSize(2);
    assertThat(folder.resolve("recordings/.sonolog/hearing")).doesNotExist();
  }

  @Test
  void aTargetThatIsNotThereIsNamedAndFails() throws Exception {
    Files.writeString(
        folder.resolve("config.ini"),
        "[alerts]\nwebhook = http://127.0.0.1:1/s3cr3t\n[mic]\ntype = signal\n");
    Tool.Result result = Product.run(folder, "alert", "--test");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.output())
        .contains("webhook http://127.0.0.1:1: NOT TAKEN: ")
        .doesNotContain("s3cr3t");
  }
}
