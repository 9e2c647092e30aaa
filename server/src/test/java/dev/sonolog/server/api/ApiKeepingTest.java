package dev.sonolog.server.api;

import static dev.sonolog.server.TestArchive.RATE;
import static dev.sonolog.server.TestArchive.SOURCE;
import static dev.sonolog.server.TestArchive.START;
import static dev.sonolog.server.TestArchive.bytes;
import static dev.sonolog.server.TestArchive.signal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.archive.RetentionRule;
import dev.sonolog.archive.RetentionRules;
import dev.sonolog.formats.Codec;
import dev.sonolog.server.TestArchive;
import dev.sonolog.server.api.Visitor.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Exports, pins, the trash and what retention would do. */
class ApiKeepingTest {
  @TempDir private Path folder = Path.of("");
  private TestArchive archive;
  private Visitor visitor;

  @BeforeEach
  void serve() throws Exception {
    archive = new TestArchive(folder);
    visitor = new Visitor(archive);
    archive.record("a", SOURCE, START, Codec.PCM, List.of(signal(2, 0, 0, 1), signal(2, 0, 0, 2)));
  }

  @AfterEach
  void end() {
    visitor.close();
    archive.close();
  }

  private static String order(String from, String to, String more) {
    return "{\"source\": \"studio\", \"from\": \"2026-05-23T20:%sZ\", \"to\": \"2026-05-23T20:%sZ\"%s}"
        .formatted(from, to, more);
  }

  private JsonNode awaitOver(String address) {
    return Awaitility.await()
        .atMost(30, TimeUnit.SECONDS)
        .until(
            () -> visitor.get(address).json(),
            it -> List.of("done", "failed").contains(it.at("/state").asString()));
  }

  @Test
  void anExportIsMadeOnceFetchedAndTakenAway() throws Exception {
    Reply asked = visitor.post("/api/v1/exports", order("00:01", "00:03", ""));
    assertThat(asked.status()).as(asked.text()).isEqualTo(202);
    String address = asked.field("Location");
    assertThat(visitor.post("/api/v1/exports", order("00:01", "00:03", "")).field("Location"))
        .isEqualTo(address);
    JsonNode done = awaitOver(address);
    assertThat(done.at("/state").asString()).as(done.toString()).isEqualTo("done");
    assertThat(done.at("/percent").asInt()).isEqualTo(100);
    assertThat(done.at("/file").asString()).isEqualTo("studio_2026-05-23T22-00-01.wav");
    Reply file = visitor.get(address + "/file");
    assertThat(file.status()).isEqualTo(200);
    assertThat(file.body()).hasSize(done.at("/bytes").asInt());
    byte[] all = file.body();
    byte[] middle = bytes(Arrays.copyOfRange(signal(2, 0, 0, 1), RATE.hertz(), 2 * RATE.hertz()));
    int at = all.length - 2 * middle.length;
    assertThat(Arrays.copyOfRange(all, at, at + middle.length)).isEqualTo(middle);
    assertThat(visitor.get(address + "/file", "Range", "bytes=0-9").status()).isEqualTo(206);
    assertThat(visitor.get("/api/v1/exports").json().at("/exports").size()).isEqualTo(1);
    Path kept = folder.resolve(".sonolog/exports").resolve(done.at("/id").asString());
    assertThat(kept).isDirectory();
    assertThat(visitor.delete(address).status()).isEqualTo(200);
    assertThat(kept).doesNotExist();
    assertThat(visitor.get(address).status()).isEqualTo(404);
  }

  @Test
  void whatCannotBeExportedIsToldAtOnceOrInTheJob() throws Exception {
    JsonNode nothing =
        awaitOver(visitor.post("/api/v1/exports", order("30:00", "31:00", "")).field("Location"));
    assertThat(nothing.at("/state").asString()).isEqualTo("failed");
    assertThat(nothing.at("/error").asString()).contains("Nothing of this span is there");
    String failed = "/api/v1/exports/" + nothing.at("/id").asString() + "/file";
    assertThat(visitor.get(failed).status()).isEqualTo(409);
    assertThat(refused(order("00:03", "00:01", ""))).contains("empty");
    assertThat(refused(order("00:01", "00:03", ", \"as\": \"wma\""))).contains("as", "opus");
    assertThat(refused(order("00:01", "00:03", ", \"bitrate\": 128"))).contains("bitrate");
    assertThat(refused(order("00:01", "00:03", ", \"as\": \"mp3\", \"bitrate\": 2")))
        .contains("6", "1024");
    assertThat(refused(order("00:01", "00:03", ", \"as\": \"flac\", \"bits\": \"float\"")))
        .contains("bits");
    assertThat(refused(order("00:01", "00:03", ", \"gaps\": \"no\""))).contains("silence");
  }

  private String refused(String body) throws Exception {
    Reply reply = visitor.post("/api/v1/exports", body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(400);
    return reply.detail();
  }

  @Test
  void atMostTwentyExportsAreKeptAndNoneWhenTheServerStops() throws Exception {
    for (int i = 0; i < 23; i++) {
      String more = ", \"gaps\": \"closed\"";
      String from = "00:00.%03d".formatted(i);
      awaitOver(visitor.post("/api/v1/exports", order(from, "00:01", more)).field("Location"));
    }
    assertThat(visitor.get("/api/v1/exports").json().at("/exports").size()).isEqualTo(20);
    visitor.close();
    try (var left = Files.list(folder.resolve(".sonolog/exports"))) {
      assertThat(left).isEmpty();
    }
    visitor = new Visitor(archive);
  }

  @Test
  void pinsAreListedAndTakenAway() throws Exception {
    visitor.post("/api/v1/pins", "{\"ids\": [\"a.0\"], \"note\": \"keep\"}");
    JsonNode pins = visitor.get("/api/v1/pins").json();
    assertThat(pins.at("/pins/0/id").asString()).isEqualTo("a.0");
    assertThat(pins.at("/pins/0/note").asString()).isEqualTo("keep");
    assertThat(pins.at("/pins/0/by").asString()).isEqualTo("local");
    assertThat(visitor.get("/api/v1/recordings/a.0").json().at("/pinned").asBoolean()).isTrue();
    JsonNode results = visitor.delete("/api/v1/pins?ids=a.0,a.1,q.0").json().at("/results");
    assertThat(results.findValuesAsString("done")).containsExactly("true", "false", "false");
    assertThat(visitor.get("/api/v1/pins").json().at("/pins").size()).isZero();
    assertThat(visitor.delete("/api/v1/pins").status()).isEqualTo(400);
  }

  @Test
  void whatWasDeletedCanBeRestoredOrErased() throws Exception {
    assertThat(visitor.delete("/api/v1/recordings/a.0").status()).isEqualTo(200);
    JsonNode trash = visitor.get("/api/v1/trash").json();
    assertThat(trash.at("/recordings/0/recording/id").asString()).isEqualTo("a.0");
    assertThat(trash.at("/recordings/0/cause").asString()).isEqualTo("deleted");
    assertThat(trash.at("/bytes").asLong()).isPositive();
    assertThat(visitor.get("/api/v1/recordings/a.0/audio").status()).isEqualTo(404);
    JsonNode restored =
        visitor.post("/api/v1/trash/restore", "{\"ids\": [\"a.0\", \"a.1\"]}").json();
    assertThat(restored.at("/results").findValuesAsString("done")).containsExactly("true", "false");
    assertThat(visitor.get("/api/v1/recordings/a.0/audio").status()).isEqualTo(200);
    visitor.post("/api/v1/recordings/delete", "{\"ids\": [\"a.0\", \"a.1\"]}");
    assertThat(
            visitor.post("/api/v1/trash/restore", "{\"all\": true}").json().at("/results").size())
        .isEqualTo(2);
    visitor.delete("/api/v1/recordings/a.1");
    assertThat(visitor.delete("/api/v1/trash").json().at("/done").asInt()).isEqualTo(1);
    assertThat(visitor.get("/api/v1/recordings/a.1").json().at("/state").asString())
        .isEqualTo("deleted");
  }

  @Test
  void retentionSaysWhatItWouldDeleteAndDeletesNothing() throws Exception {
    archive.keeps(
        new RetentionRules(
            Map.of(
                SOURCE,
                new RetentionRule(
                    Optional.of(Duration.ofDays(1)), Optional.empty(), Optional.empty())),
            Duration.ofHours(24)));
    JsonNode plan = visitor.get("/api/v1/retention").json();
    assertThat(plan.at("/recordings").findValuesAsString("id")).containsExactly("a.0", "a.1");
    assertThat(plan.at("/recordings/0/reason").asString()).isEqualTo("older than keep_days");
    assertThat(visitor.get("/api/v1/recordings").json().at("/recordings").size()).isEqualTo(2);
    JsonNode volume = visitor.get("/api/v1/storage").json().at("/volumes/0");
    assertThat(volume.at("/directory").asString()).isEqualTo(folder.toString());
    assertThat(volume.at("/free").asLong()).isPositive();
  }
}
