package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The interface for programs says what the command line says, and codes with the real worker. */
class ApiTest {
  private static final Pattern PORT = Pattern.compile("Serving http://127\\.0\\.0\\.1:(\\d+)");
  private static final String SPAN = "?from=2024-05-23T22:00:00Z&to=2024-05-23T22:02:00Z";

  /** Quiet noise, and a tone from second 10 to 11 and from 29 on, half a minute long. */
  private static final String NIGHT =
      "aevalsrc=0.003*(2*random(0)-1)+0.3*sin(2*PI*1000*t)*(between(t\\,10\\,11)+gte(t\\,29))"
          + ":s=48000:d=30";

  private final HttpClient client = HttpClient.newHttpClient();
  private String root = "";

  @TempDir private Path folder = Path.of("");

  private void recorded(String name) throws Exception {
    Files.createDirectories(folder.resolve("recordings"));
    Path file = folder.resolve("recordings").resolve(name);
    Tool.run("ffmpeg", "-v", "error", "-f", "lavfi", "-i", NIGHT, file.toString()).orFail();
  }

  @Test
  void programsAreToldWhatTheCommandLineTells() throws Exception {
    Files.writeString(folder.resolve("config.ini"), "[night]\ntype = signal\ntimezone = UTC\n");
    recorded("20240523_220000.wav");
    recorded("20240523_220030.flac");
    assertThat(Product.run(folder, "reindex").status()).isZero();
    try (Product web = Product.start(folder, "web", "--port", "0")) {
      web.awaitOutput("Serving http");
      Matcher port = PORT.matcher(web.output());
      assertThat(port.find()).isTrue();
      root = "http://127.0.0.1:" + port.group(1) + "/api/v1";
      assertSections();
      assertPeaks();
      assertClip();
      assertExport();
    }
  }

  private void assertSections() throws Exception {
    JsonNode told = json(get("/sources/night/sections" + SPAN));
    JsonNode said = JsonMapper.shared().readTree(commanded("analyse", "--format", "json"));
    assertThat(told.at("/sections").size()).isEqualTo(said.at("/sections").size()).isEqualTo(4);
    for (int i = 0; i < 4; i++) {
      JsonNode here = told.at("/sections/" + i);
      JsonNode there = said.at("/sections/" + i);
      for (String name : List.of("start", "end", "score", "peakDbfs", "noiseDbfs")) {
        assertThat(here.path(name).asDouble()).isEqualTo(there.path(name).asDouble());
      }
      assertThat(Instant.parse(here.path("from").asString()).toEpochMilli())
          .isEqualTo(
              OffsetDateTime.parse(there.path("from").asString()).toInstant().toEpochMilli());
    }
    assertThat(text(get("/sources/night/sections" + SPAN + "&format=audacity")))
        .isEqualTo(commanded("analyse", "--format", "audacity"));
  }

  private String commanded(String command, String... more) throws Exception {
    List<String> words =
        new java.util.ArrayList<>(
            List.of(command, "night", "--from", "2024-05-23T22:00", "--to", "+2m"));
    words.addAll(List.of(more));
    Tool.Result result = Product.run(folder, words.toArray(String[]::new));
    assertThat(result.status()).as(result.output()).isZero();
    return result.output();
  }

  private void assertPeaks() throws Exception {
    for (String zoom : List.of("480", "100")) {
      Path file = folder.resolve("peaks-" + zoom + ".dat");
      commanded("waveform", "--zoom", zoom, "-o", file.toString());
      HttpResponse<byte[]> told = get("/sources/night/peaks" + SPAN + "&zoom=" + zoom);
      assertThat(told.statusCode()).as(text(told)).isEqualTo(200);
      assertThat(told.body()).isEqualTo(Files.readAllBytes(file));
    }
  }

  private void assertClip() throws Exception {
    String id = json(get("/recordings?codec=flac")).at("/recordings/0/id").asString();
    for (String kind : List.of("flac", "mp3")) {
      HttpResponse<byte[]> clip = get("/recordings/" + id + "/clip?from=9.5&to=11.5&as=" + kind);
      assertThat(clip.statusCode()).as(text(clip)).isEqualTo(200);
      Path file = Files.write(folder.resolve("clip." + kind), clip.body());
      assertThat(seconds(file)).isBetween(2.0, 2.06); // MP3 says its padding, too
    }
    assertThat(get("/recordings/" + id + "/clip?fromSample=5&toSample=5").statusCode())
        .isEqualTo(422);
  }

  private static double seconds(Path file) {
    return Double.parseDouble(
        Tool.run(
                "ffprobe",
                "-v",
                "error",
                "-show_entries",
                "format=duration",
                "-of",
                "csv=p=0",
                file.toString())
            .orFail()
            .output()
            .strip());
  }

  private void assertExport() throws Exception {
    String order =
        "{\"source\": \"night\", \"from\": \"2024-05-23T22:00:05Z\","
            + " \"to\": \"2024-05-23T22:00:35Z\", \"as\": \"flac\", \"gaps\": \"silence\"}";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(root + "/exports"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(order))
            .build();
    HttpResponse<byte[]> asked = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    assertThat(asked.statusCode()).as(text(asked)).isEqualTo(202);
    String address = "/exports/" + json(asked).at("/id").asString();
    JsonNode done =
        Awaitility.await()
            .atMost(60, TimeUnit.SECONDS)
            .until(
                () -> json(get(address)),
                it -> List.of("done", "failed").contains(it.at("/state").asString()));
    assertThat(done.at("/state").asString()).as(done.toString()).isEqualTo("done");
    Path file = Files.write(folder.resolve("export.flac"), get(address + "/file").body());
    assertThat(seconds(file)).isEqualTo(30.0);
  }

  private HttpResponse<byte[]> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(root + path)).build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  private static JsonNode json(HttpResponse<byte[]> response) {
    assertThat(response.statusCode()).as(text(response)).isLessThan(300);
    return JsonMapper.shared().readTree(response.body());
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), java.nio.charset.StandardCharsets.UTF_8);
  }
}
