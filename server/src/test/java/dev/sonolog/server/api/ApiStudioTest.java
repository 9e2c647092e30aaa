package dev.sonolog.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.server.ScriptedStudio;
import dev.sonolog.server.TestArchive;
import dev.sonolog.server.api.Visitor.Reply;
import dev.sonolog.server.service.StudioService;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Control and takes over HTTP. */
class ApiStudioTest {
  private static final String ANNA =
      "\"owner\": {\"id\": \"anna-anna\", \"name\": \"Anna's iPad\"}";

  @TempDir private Path folder = Path.of("");
  private final ScriptedStudio studio = new ScriptedStudio();
  private TestArchive archive;
  private Visitor visitor;

  @BeforeEach
  void serve() throws Exception {
    archive = new TestArchive(folder);
    archive.hasAStudio(studio);
    visitor = new Visitor(archive);
  }

  @AfterEach
  void end() {
    visitor.close();
    archive.close();
  }

  private Reply command(String verb, String json) throws Exception {
    return visitor.post("/api/v1/studio/mic/" + verb, json);
  }

  @Test
  void sourcesAreToldWithWhoIsInControlAndTheirTake() throws Exception {
    JsonNode told = visitor.get("/api/v1/studio").json();
    assertThat(told.at("/sources/0/lease/holder").asString()).isEqualTo("Anna");
    assertThat(told.at("/sources/0/lease").has("yours")).isFalse();
    assertThat(told.at("/sources/0/take/marks/0/label").asString()).isEqualTo("applause");
    assertThat(told.at("/sources/0/limits/max").isNull()).isTrue();
    assertThat(visitor.get("/api/v1/studio/mic").json().at("/state").asString())
        .isEqualTo("recording");
    assertThat(visitor.get("/api/v1/studio/nobody").status()).isEqualTo(404);
    visitor.get("/api/v1/studio/mic/takes");
    assertThat(studio.asked).containsExactly("takes 20");
  }

  @Test
  void controlIsTakenByAnOwnerAndKeptByAToken() throws Exception {
    JsonNode told = command("lease", "{\"action\": \"take\", " + ANNA + "}").json();
    assertThat(told.at("/token").asString()).isEqualTo("token");
    assertThat(command("lease", "{\"action\": \"renew\", \"token\": \"t\"}").status())
        .isEqualTo(200);
    assertThat(studio.asked).containsExactly("take anna-anna Anna's iPad", "renew");
    for (String wrong :
        List.of(
            "{\"action\": \"take\"}",
            "{\"action\": \"steal\", " + ANNA + "}",
            "{\"action\": \"release\"}",
            "{\"action\": \"take\", \"owner\": {\"id\": \"x\"}}",
            "{\"action\": \"take\", \"owner\": {\"id\": \"x\", \"age\": 7}}")) {
      assertThat(command("lease", wrong).status()).as(wrong).isEqualTo(400);
    }
  }

  @Test
  void whoIsNotInControlIsToldWhoIs() throws Exception {
    Reply reply = command("start", "{\"request\": \"r\", \"token\": \"stale\"}");
    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.field("Content-Type")).startsWith("application/problem+json");
    assertThat(reply.json().at("/holder").asString()).isEqualTo("Anna");
    assertThat(reply.json().at("/version").asLong()).isEqualTo(7);
    assertThat(reply.detail()).contains("in control");
    assertThat(command("lease", "{\"action\": \"renew\", \"token\": \"stale\"}").status())
        .isEqualTo(409);
  }

  @Test
  void commandsGoToTheRecorderWithTheirRequest() throws Exception {
    JsonNode told =
        command("start", "{\"request\": \"r1\", \"token\": \"t\", \"name\": \"Set\"}").json();
    assertThat(told.at("/outcome").asString()).isEqualTo("done");
    assertThat(told.at("/source/name").asString()).isEqualTo("mic");
    for (String verb : List.of("stop", "cut", "mark")) {
      assertThat(command(verb, "{\"request\": \"r2\", \"token\": \"t\"}").status()).isEqualTo(200);
    }
    assertThat(studio.asked).containsExactly("start r1 Set", "stop r2", "cut r2", "mark r2");
    assertThat(command("start", "{\"token\": \"t\"}").status()).isEqualTo(400);
    assertThat(command("start", "{\"request\": \"r\"}").status()).isEqualTo(400);
  }

  @Test
  void takesAreCalledSomethingElseAndForgotten() throws Exception {
    Reply called =
        visitor.send(
            "PATCH",
            "/api/v1/studio/takes/7",
            "{\"name\": \"Second set\"}",
            "Content-Type",
            "application/json");
    assertThat(called.json().at("/name").asString()).isEqualTo("Second set");
    assertThat(visitor.delete("/api/v1/studio/takes/7").status()).isEqualTo(204);
    assertThat(visitor.delete("/api/v1/studio/takes/8").status()).isEqualTo(404);
    assertThat(studio.asked).contains("delete 7 by local");
  }

  @Test
  void whatIsScheduledIsToldForSoManyDays() throws Exception {
    JsonNode told = visitor.get("/api/v1/studio/schedule?days=30").json();
    assertThat(told.at("/bookings/0/source").asString()).isEqualTo("mic");
    assertThat(told.at("/bookings/0/state").asString()).isEqualTo("waiting");
    assertThat(told.at("/bookings/0/take").isNull()).isTrue();
    visitor.get("/api/v1/studio/schedule");
    assertThat(studio.asked).containsExactly("agenda 30", "agenda 7");
    assertThat(visitor.get("/api/v1/studio/schedule?days=367").status()).isEqualTo(400);
  }

  @Test
  void withoutARecorderNothingCanBeDone() throws Exception {
    visitor.close();
    archive.hasAStudio(StudioService.NONE);
    visitor = new Visitor(archive);
    assertThat(visitor.get("/api/v1/studio").status()).isEqualTo(503);
    assertThat(command("start", "{\"request\": \"r\", \"token\": \"t\"}").status()).isEqualTo(503);
  }
}
