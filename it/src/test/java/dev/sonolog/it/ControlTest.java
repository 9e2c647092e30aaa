package dev.sonolog.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.app.demo.DemoStation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How people and programs speak to a recorder that runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ControlTest {
  private final Closeables running = new Closeables();
  private Path folder = Path.of("");
  private String configuration = "";
  private Recordings recordings = new Recordings(Path.of(""));
  private Optional<Product> recorder = Optional.empty();

  @BeforeAll
  void record(@TempDir Path temporary) throws IOException {
    folder = temporary;
    recordings = new Recordings(folder.resolve("recordings"));
    DemoStation station = DemoStation.start();
    running.add(station);
    configuration =
        """
        [general]
        split_minutes = 0
        retry_delay_seconds = 3600
        [news]
        type = stream
        url = %s
        [away]
        type = stream
        url = http://127.0.0.1:1/away.mp3
        [card]
        type = soundcard
        """
            .formatted(station.address());
    Files.writeString(config(), configuration);
    Product product = Product.start(folder, "record");
    running.add(product);
    recorder = Optional.of(product);
    product.awaitOutput("news: recording");
    product.awaitOutput("away: ");
  }

  @AfterAll
  void stop() {
    running.close();
  }

  @BeforeEach
  void asItWas() throws IOException {
    Files.writeString(config(), configuration);
    ask("reload");
    Awaitility.await("the source records")
        .atMost(20, TimeUnit.SECONDS)
        .until(() -> status().at("/sources/0/state").asString().equals("recording"));
  }

  // --- status

  @Test
  void statusSaysWhatRecordsAndWhatDoesNot() throws IOException {
    Tool.Result status = Product.run(folder, "status");
    assertThat(status.status()).isZero();
    assertThat(status.output())
        .contains("Recording since 20", "process " + recorder.orElseThrow().pid())
        .containsPattern("(?m)^news: recording since 20.*44100")
        .contains("  writing " + recordings.directory().resolve("news"))
        .contains("  playing Sonolog - ")
        .containsPattern("(?m)^away: waiting")
        .contains("127.0.0.1:1")
        .containsPattern("(?m)^card: (waiting|connecting)")
        .containsPattern("(?m)^  card .* until now  device absent: There is no sound card")
        .containsPattern("(?m)^Free: .* of .* in " + recordings.directory())
        .containsPattern("(?m)^Gaps in the last 24 hours: [2-9]$")
        .containsPattern("(?m)^  away .* until now  unreachable");
  }

  @Test
  void statusForProgramsIsJsonWithInstantsInUtc() throws IOException {
    Tool.Result status = Product.run(folder, "status", "--json");
    assertThat(status.status()).isZero();
    JsonNode json = JsonMapper.shared().readTree(status.output());
    assertThat(json.propertyNames())
        .containsExactlyInAnyOrder("recorder", "sources", "gaps", "volumes", "catalogue");
    assertThat(json.at("/recorder/pid").asLong()).isEqualTo(recorder.orElseThrow().pid());
    assertThat(Instant.parse(json.at("/recorder/since").asString())).isBefore(Instant.now());
    JsonNode news = json.at("/sources/0");
    assertThat(news.propertyNames())
        .containsExactlyInAnyOrder(
            "name",
            "state",
            "since",
            "detail",
            "format",
            "file",
            "title",
            "failures",
            "segments",
            "bytes",
            "driftPpm",
            "levels",
            "analysis");
    assertThat(news.at("/name").asString()).isEqualTo("news");
    assertThat(news.at("/state").asString()).isEqualTo("recording");
    assertThat(Instant.parse(news.at("/since").asString())).isBefore(Instant.now());
    assertThat(part(news)).exists();
    assertThat(news.at("/failures").asInt()).isZero();
    assertThat(json.at("/sources/1/failures").asInt()).isPositive();
    assertThat(gap(json, "away").at("/to").isNull()).isTrue();
    assertThat(json.at("/volumes/0/free").asLong()).isPositive();
  }

  private static JsonNode gap(JsonNode json, String source) {
    for (JsonNode gap : json.at("/gaps")) {
      if (gap.at("/source").asString().equals(source)) {
        return gap;
      }
    }
    throw new AssertionError("No gap of " + source + " in " + json.at("/gaps"));
  }

  // --- cut

  @Test
  void cutEndsTheFileAndNamesBoth() throws IOException {
    Path before = Path.of(status().at("/sources/0/file").asString());
    Tool.Result cut = Product.run(folder, "cut", "news");
    assertThat(cut.output()).startsWith("Cut news at ").contains(before + " ended");
    assertThat(cut.status()).isZero();
    Awaitility.await("sealed").until(() -> Files.exists(before));
    Recordings.assertPlays(before);
    assertThat(status().at("/sources/0/file").asString()).isNotEqualTo(before.toString());
  }

  @Test
  void cutOfAnUnknownSourceNamesThoseThatThereAre() throws IOException {
    Tool.Result cut = Product.run(folder, "cut", "nwes");
    assertThat(cut.status()).isEqualTo(1);
    assertThat(cut.output()).contains("nwes").contains("news").contains("away").contains("card");
  }

  @Test
  void cutOfASourceThatDoesNotRecordIsRefused() throws IOException {
    Tool.Result cut = Product.run(folder, "cut", "away");
    assertThat(cut.status()).isEqualTo(1);
    assertThat(cut.output()).contains("Nothing of away is being recorded now");
    assertThat(ask("cut", "card").at("/error").asString()).contains("Nothing of card");
    assertThat(ask("cut", "").at("/error").asString()).contains("no source");
  }

  // --- reload

  @Test
  void anUnchangedSourceGoesOnInTheSameFile() throws IOException {
    String file = status().at("/sources/0/file").asString();
    Files.writeString(config(), configuration + "[another]\ntype = soundcard\n");
    Tool.Result reload = Product.run(folder, "reload");
    assertThat(reload.output()).contains("3 sources unchanged, 0 changed, 1 added, 0 removed");
    assertThat(reload.status()).isZero();
    assertThat(status().at("/sources/0/file").asString()).isEqualTo(file);
    assertThat(status().at("/sources/3/name").asString()).isEqualTo("another");
  }

  @Test
  void aChangedSourceBeginsAnewAndItsGapSaysWhy() throws IOException {
    String file = status().at("/sources/0/file").asString();
    Files.writeString(
        config(), configuration.replace("[news]\n", "[news]\nuser_agent = Another\n"));
    assertThat(ask("reload").at("/result").asString()).contains("1 changed");
    Awaitility.await("the gap is in the catalogue")
        .atMost(20, TimeUnit.SECONDS)
        .until(() -> status().at("/gaps").toString().contains("reconfigured"));
    assertThat(Path.of(file)).exists();
    Recordings.assertPlays(Path.of(file));
  }

  @Test
  void aBrokenFileChangesNothingAndSaysWhere() throws IOException {
    String file = status().at("/sources/0/file").asString();
    Files.writeString(config(), configuration + "[more]\ntype = stream\nulr = http://x/\n");
    Tool.Result here = Product.run(folder, "reload");
    assertThat(here.status()).isEqualTo(2);
    assertThat(here.output()).containsPattern("config\\.ini:1[0-9]: .*ulr").contains("Nothing was");
    Tool.Result there = Product.run(folder, "reload", "--state", recordings.state().toString());
    assertThat(there.status()).isEqualTo(1);
    assertThat(there.output())
        .contains("Nothing was changed")
        .containsPattern("config\\.ini:1[123]: error: .*url");
    assertThat(status().at("/sources").size()).isEqualTo(3);
    assertThat(status().at("/sources/0/file").asString()).isEqualTo(file);
  }

  @Test
  void sighupReloadsToo() throws IOException {
    String file = status().at("/sources/0/file").asString();
    Files.writeString(config(), configuration + "[hung_up]\ntype = soundcard\n");
    recorder.orElseThrow().signal("HUP");
    Awaitility.await("the new source")
        .atMost(20, TimeUnit.SECONDS)
        .until(() -> status().at("/sources/3/name").asString().equals("hung_up"));
    Files.writeString(config(), "[general]\nsplit_minutes = never\n");
    recorder.orElseThrow().signal("HUP");
    recorder.orElseThrow().awaitOutput("The configuration was not changed");
    assertThat(recorder.orElseThrow().output()).containsPattern("config\\.ini:2: .*split_minutes");
    assertThat(status().at("/sources/0/file").asString()).isEqualTo(file);
  }

  // --- the socket

  @Test
  void onlyOwnerAndGroupMaySpeak() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket())))
        .isEqualTo("rw-rw----");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "garbage",
        "null",
        "[]",
        "17",
        "{}",
        "{\"command\":null}",
        "{\"command\":[]}",
        "{\"command\":\"format the disk\"}",
        "{\"command\":\"cut\",\"source\":7}",
        "{\"command\":",
        "\u0000\u0001",
        "{\"command\":\"cut\"}"
      })
  void whatIsNoRequestIsAnsweredWithAnError(String line) throws IOException {
    JsonNode answer = ControlSocket.ask(socket(), line);
    assertThat(answer.at("/error").asString()).isNotEmpty();
    assertThat(answer.at("/result").isNull()).isTrue();
  }

  @Test
  void aRequestThatDoesNotEndIsRefused() throws IOException {
    try (ControlSocket caller = ControlSocket.open(socket())) {
      caller.say("x".repeat(65_537));
      assertThat(caller.answer().at("/error").asString()).contains("65536 bytes");
    }
    assertThat(status().at("/sources").size()).isEqualTo(3);
  }

  @Test
  void callersThatSayNothingOrHangUpHinderNobody() throws IOException {
    try (ControlSocket silent = ControlSocket.open(socket())) {
      ControlSocket.open(socket()).close();
      try (ControlSocket impatient = ControlSocket.open(socket())) {
        impatient.say("{\"command\":\"status\"}\n");
      }
      assertThat(status().at("/sources").size()).isEqualTo(3);
      silent.say("{\"command\":\"status\"}\n");
      assertThat(silent.answer().at("/result/sources").size()).isEqualTo(3);
    }
  }

  @Test
  void manyCallAtOnceAndEachIsAnswered() throws Exception {
    List<Future<JsonNode>> answers = new ArrayList<>();
    try (ExecutorService callers = Executors.newFixedThreadPool(16)) {
      for (int i = 0; i < 16; i++) {
        String line =
            i % 4 == 0 ? "{\"command\":\"cut\",\"source\":\"news\"}" : "{\"command\":\"status\"}";
        answers.add(callers.submit(() -> ControlSocket.ask(socket(), line)));
      }
      for (Future<JsonNode> answer : answers) {
        assertThat(answer.get(30, TimeUnit.SECONDS).at("/result").isNull()).isFalse();
      }
    }
  }

  // --- helpers

  private Path config() {
    return folder.resolve("config.ini");
  }

  private Path socket() {
    return recordings.state().resolve("control.sock");
  }

  private static Path part(JsonNode source) {
    return Path.of(source.at("/file").asString() + ".part");
  }

  private JsonNode status() throws IOException {
    return ask("status").at("/result");
  }

  private JsonNode ask(String command) throws IOException {
    return ControlSocket.ask(socket(), "{\"command\":\"%s\"}".formatted(command));
  }

  private JsonNode ask(String command, String source) throws IOException {
    return ControlSocket.ask(
        socket(), "{\"command\":\"%s\",\"source\":\"%s\"}".formatted(command, source));
  }
}
