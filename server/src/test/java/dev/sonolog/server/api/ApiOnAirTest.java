package dev.sonolog.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.server.ScriptedStation;
import dev.sonolog.server.ScriptedStudio;
import dev.sonolog.server.TestArchive;
import dev.sonolog.server.service.OnAirService;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A station over HTTP, and its main input. */
class ApiOnAirTest {
  static final String TOGETHER =
      "{\"action\": \"connect\", \"recording\": {\"source\": \"mic\", \"request\": \"r1\","
          + " \"token\": \"t\", \"name\": \"Set\"}}";

  private static final String STATION = "/api/v1/studio/station";

  @TempDir private Path folder = Path.of("");
  private final ScriptedStation station = new ScriptedStation();
  private TestArchive archive;
  private Visitor visitor;

  @BeforeEach
  void serve() throws Exception {
    archive = new TestArchive(folder);
    archive.hasAStudio(new ScriptedStudio());
    archive.hasAStation(station);
    visitor = new Visitor(archive);
  }

  @AfterEach
  void end() {
    visitor.close();
    archive.close();
  }

  @Test
  void theLampAndTheShowsAreTold() throws Exception {
    JsonNode told = visitor.get(STATION).json();
    assertThat(told.at("/lamp").asString()).isEqualTo("on");
    assertThat(told.at("/current/0/name").asString()).isEqualTo("Frühstück");
    assertThat(told.at("/inputs/main/onAir").asString()).isEqualTo("no");
    assertThat(told.at("/reach/trouble").isNull()).isTrue();
  }

  @Test
  void bothHalvesOfOneActionAreTold() throws Exception {
    JsonNode told = visitor.post(STATION + "/master", TOGETHER).json();
    assertThat(told.at("/master/so").asBoolean()).isTrue();
    assertThat(told.at("/refused/holder").asString()).isEqualTo("Anna");
    station.switches = false;
    told = visitor.post(STATION + "/master", "{\"action\": \"disconnect\"}").json();
    assertThat(told.at("/master/outcome").asString()).isEqualTo("no encoder");
    assertThat(told.at("/refused").isNull()).isTrue();
    assertThat(station.asked).containsExactly("connect mic r1", "disconnect");
  }

  @Test
  void whatIsNoOrderIsRefused() throws Exception {
    for (String wrong :
        List.of(
            "{\"action\": \"steal\"}",
            "{\"action\": \"connect\", \"recording\": {\"request\": \"r\", \"token\": \"t\"}}",
            "{\"action\": \"connect\", \"recording\": {\"source\": \"mic\"}}")) {
      assertThat(visitor.post(STATION + "/master", wrong).status()).as(wrong).isEqualTo(400);
    }
    assertThat(station.asked).isEmpty();
  }

  @Test
  void withoutARecorderNothingIsKnown() throws Exception {
    visitor.close();
    archive.hasAStation(OnAirService.NONE);
    visitor = new Visitor(archive);
    assertThat(visitor.get(STATION).status()).isEqualTo(503);
  }
}
