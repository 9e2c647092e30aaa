package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Control and takes of the product as its users start it, with browsers of one address. */
@Timeout(300)
class StudioTest {
  private static final String CONFIGURATION =
      """
      [mic]
      type = signal
      signal = counter
      sample_rate = 48000
      mode = manual
      [radio]
      type = signal
      """;

  @TempDir private Path folder = Path.of("");
  private final HttpClient client = HttpClient.newHttpClient();
  private WebSide web;

  @BeforeEach
  void start() throws Exception {
    Files.writeString(folder.resolve("config.ini"), CONFIGURATION);
    run();
  }

  private void run() throws IOException {
    web = WebSide.start(folder, Map.of(), "run");
    web.product().awaitOutput("radio: recording");
  }

  @AfterEach
  void stop() throws Exception {
    client.shutdownNow(); // a page that listens has no end
    web.close();
  }

  private record Told(int status, JsonNode json) {}

  private Told post(String path, String json) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(web.root() + "/api/v1/studio/" + path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    return new Told(answer.statusCode(), JsonMapper.shared().readTree(answer.body()));
  }

  private Told control(String action, String owner) throws Exception {
    return post(
        "mic/lease",
        "{\"action\": \"%s\", \"owner\": {\"id\": \"%s-0123456789\", \"name\": \"%s\"}}"
            .formatted(action, owner, owner));
  }

  private Told command(String verb, String request, String token) throws Exception {
    return post(
        "mic/" + verb, "{\"request\": \"%s\", \"token\": \"%s\"}".formatted(request, token));
  }

  private JsonNode mic() throws Exception {
    return web.json("/api/v1/studio/mic");
  }

  private static String token(Told told) {
    assertThat(told.status()).as(told.toString()).isEqualTo(200);
    return told.json().at("/token").asString();
  }

  private static String fresh() {
    return UUID.randomUUID().toString();
  }

  private void awaitTake(String request, String token, String verb) {
    Awaitility.await(verb + " is done")
        .atMost(90, TimeUnit.SECONDS)
        .until(() -> command(verb, request, token).json().at("/outcome").asString().equals("done"));
  }

  @Test
  void twoBrowsersOfOneAddressFightForControlAndOnlyOneMayPress() throws Exception {
    String anna = token(control("take", "Anna"));
    Told ben = control("take", "Ben");
    assertThat(ben.status()).isEqualTo(409);
    assertThat(ben.json().at("/holder").asString()).isEqualTo("Anna");
    assertThat(ben.json().at("/version").asLong()).isEqualTo(1);
    assertThat(control("takeOver", "Ben").status()).isEqualTo(409);
    assertThat(control("request", "Ben").status()).isEqualTo(200);
    assertThat(mic().at("/request/holder").asString()).isEqualTo("Ben");
    String forced = token(control("force", "Ben"));
    Told stale = command("start", fresh(), anna);
    assertThat(stale.status()).isEqualTo(409);
    assertThat(stale.json().at("/holder").asString()).isEqualTo("Ben");
    assertThat(stale.json().at("/version").asLong()).isEqualTo(2);
    assertThat(mic().at("/state").asString()).isEqualTo("idle");
    String request = fresh();
    awaitTake(request, forced, "start");
    assertThat(mic().at("/take/by").asString()).isEqualTo("Ben");
  }

  @Test
  void aRequestThatComesAgainIsDoneOnce() throws Exception {
    String token = token(control("take", "Anna"));
    String start = fresh();
    awaitTake(start, token, "start");
    String id = command("start", start, token).json().at("/take/id").asString();
    assertThat(command("start", fresh(), token).status()).isEqualTo(409);
    String mark = fresh();
    for (int i = 0; i < 3; i++) {
      assertThat(command("mark", mark, token).status()).isEqualTo(200);
    }
    assertThat(mic().at("/take/marks").size()).isEqualTo(1);
    awaitTake(fresh(), token, "stop");
    assertThat(command("start", start, token).json().at("/take/id").asString()).isEqualTo(id);
    JsonNode takes = web.json("/api/v1/studio/mic/takes");
    assertThat(takes.at("/takes").size()).as(takes.toString()).isEqualTo(1);
    assertThat(takes.at("/takes/0/state").asString()).isEqualTo("kept");
    assertThat(takes.at("/takes/0/recorded").asDouble()).isPositive();
    assertThat(Path.of(takes.at("/takes/0/files/0").asString())).exists();
  }

  @Test
  void killedAmidATakeTheRecorderGoesOnWithItAndWithWhoIsInControl() throws Exception {
    String token = token(control("take", "Anna"));
    String start = fresh();
    awaitTake(start, token, "start");
    String id = mic().at("/take/id").asString();
    web.product().signal("KILL");
    web.product().await(20);
    web.close();
    web = WebSide.start(folder, Map.of(), "run");
    web.product().awaitOutput("mic: the take of before goes on");
    Awaitility.await("it records again")
        .atMost(90, TimeUnit.SECONDS)
        .until(() -> mic().at("/state").asString().equals("recording"));
    assertThat(mic().at("/lease/holder").asString()).isEqualTo("Anna");
    assertThat(mic().at("/lease/version").asLong()).isEqualTo(1);
    assertThat(mic().at("/take/id").asString()).isEqualTo(id);
    assertThat(mic().at("/take/state").asString()).isEqualTo("running");
    assertThat(command("start", start, token).json().at("/take/id").asString()).isEqualTo(id);
    awaitTake(fresh(), token, "stop");
    JsonNode take = web.json("/api/v1/studio/mic/takes").at("/takes/0");
    assertThat(take.at("/id").asString()).isEqualTo(id);
    assertThat(take.at("/state").asString()).as(take.toString()).isEqualTo("kept");
    assertThat(take.at("/files").size()).as(take.toString()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void everyPageIsToldChangesAndMeters() throws Exception {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(web.root() + "/api/v1/events?topics=studio,meters"))
            .build();
    var _ =
        client
            .sendAsync(request, BodyHandlers.ofLines())
            .thenAccept(answer -> answer.body().forEach(heard::add));
    await(heard, line -> line.contains("\"name\":\"mic\""));
    token(control("take", "Anna"));
    await(heard, line -> line.contains("\"holder\":\"Anna\""));
    await(heard, line -> line.contains("\"source\":\"radio\"") && line.contains("\"momentary\""));
  }

  private static void await(BlockingQueue<String> heard, Predicate<String> wanted)
      throws InterruptedException {
    String line = heard.poll(60, TimeUnit.SECONDS);
    while (line != null && !wanted.test(line)) {
      line = heard.poll(60, TimeUnit.SECONDS);
    }
    assertThat(line).isNotNull();
  }

  @Test
  void theComputersOwnUserNeedsNoControlAndIsToldWhoHasIt() throws Exception {
    token(control("take", "Anna"));
    assertSays("Anna is in control of it", "take", "start", "mic", "--name", "First set");
    assertSays("Marked mic at", "take", "mark", "mic", "--label", "applause");
    assertSays("Cut mic at", "take", "cut", "mic");
    assertSays("Recorded", "take", "stop", "mic");
    assertSays("Recording radio since", "take", "start", "radio", "--name", "News");
    assertSays("Recorded", "take", "stop", "radio");
    JsonNode take = web.json("/api/v1/studio/mic/takes").at("/takes/0");
    assertThat(take.at("/name").asString()).isEqualTo("First set");
    assertThat(take.at("/marks/0/label").asString()).isEqualTo("applause");
    assertThat(take.at("/files").size()).isGreaterThanOrEqualTo(2);
  }

  private void assertSays(String text, String... command) throws Exception {
    Tool.Result result = Product.run(folder, command);
    assertThat(result.output()).as(String.join(" ", command)).contains(text);
    assertThat(result.status()).isZero();
  }
}
