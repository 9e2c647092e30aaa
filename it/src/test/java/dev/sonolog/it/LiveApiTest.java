package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a recorder in another process tells while it records, over HTTP. */
class LiveApiTest {
  private static final String TONE =
      """
      [mic]
      type = signal
      signal = tone
      sample_rate = 8000
      channels = 2
      """;

  @TempDir private Path folder = Path.of("");

  @Test
  @Timeout(120)
  void levelsAndJobsOfARecorderAreTold() throws Exception {
    Files.writeString(folder.resolve("config.ini"), TONE);
    try (Product recorder = Product.start(folder, "record");
        WebSide web = WebSide.start(folder, Map.of(), "web")) {
      recorder.awaitOutput("mic: recording");
      assertLevels(web);
      JsonNode jobs = web.json("/api/v1/jobs");
      assertThat(jobs.at("/jobs").isArray()).isTrue();
      assertThat(jobs.at("/failures").size()).isZero();
      assertThat(web.send("DELETE", "/api/v1/jobs/4711").statusCode()).isEqualTo(404);
      recorder.signal("TERM");
      assertThat(recorder.await(30)).isZero();
      assertThat(web.json("/api/v1/jobs").at("/jobs").size()).isZero();
    }
  }

  /** The web side is told to start a worker that is not there: it cannot have measured FLAC. */
  @Test
  @Timeout(180)
  void theRecorderMeasuresWhatAPageAsksFor() throws Exception {
    Files.writeString(folder.resolve("config.ini"), TONE + "format = flac\nanalyse = off\n");
    Map<String, String> without = Map.of("JAVA_TOOL_OPTIONS", "-Dsonolog.worker=/nowhere.jar");
    try (Product recorder = Product.start(folder, "record");
        WebSide web = WebSide.start(folder, without, "web")) {
      recorder.awaitOutput("mic: recording");
      Tool.Result cut = Product.run(folder, "cut", "mic");
      assertThat(cut.status()).as(cut.output()).isZero();
      JsonNode sealed =
          Awaitility.await()
              .atMost(60, TimeUnit.SECONDS)
              .until(
                  () -> web.json("/api/v1/recordings?state=sealed").at("/recordings/0"),
                  it -> it.isObject());
      String facts = "/api/v1/recordings/" + sealed.at("/id").asString() + "/facts";
      assertThat(web.json(facts).at("/state").asString()).isEqualTo("none");
      assertThat(web.send("POST", facts).statusCode()).isIn(200, 202);
      JsonNode told =
          Awaitility.await()
              .atMost(90, TimeUnit.SECONDS)
              .until(() -> web.json(facts), it -> !it.at("/state").asString().equals("waiting"));
      assertThat(told.at("/state").asString()).as(told.toString()).isEqualTo("measured");
      assertThat(told.at("/facts/seconds").asDouble()).isEqualTo(sealed.at("/seconds").asDouble());
      assertThat(told.at("/facts/channels").size()).isEqualTo(2);
      assertThat(told.at("/facts/truePeak").asDouble()).isBetween(-60.0, 1.0);
    }
  }

  private static void assertLevels(WebSide web) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient();
        Stream<String> lines =
            client
                .send(
                    HttpRequest.newBuilder(URI.create(web.root() + "/api/v1/events?topics=levels"))
                        .build(),
                    BodyHandlers.ofLines())
                .body()) {
      Iterator<String> heard = lines.iterator();
      for (int i = 0; i < 3; i++) {
        JsonNode source = next(heard).at("/sources/0");
        assertThat(source.at("/source").asString()).isEqualTo("mic");
        assertThat(source.at("/peaks").size()).isEqualTo(2);
        assertThat(source.at("/peaks/0").asDouble()).isBetween(-60.0, 0.0);
        assertThat(source.at("/conditions").isArray()).isTrue();
      }
    }
  }

  private static JsonNode next(Iterator<String> lines) {
    while (!lines.next().equals("event: levels")) {
      // others before it
    }
    return JsonMapper.shared().readTree(lines.next().substring("data: ".length()));
  }
}
