package dev.sonolog.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.server.TestArchive;
import dev.sonolog.server.service.StationService;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The configuration and the log, over HTTP. */
class ApiStationTest {
  /** A station whose recorder takes what is checked, unless it is wrong. */
  record Scripted(boolean taken) implements StationService {
    private static final ConfigurationProblem WRONG =
        new ConfigurationProblem(OptionalInt.of(4), Optional.of("type"), "is none", true);

    @Override
    public Optional<ConfigurationReport> configuration() {
      ConfigurationDifference difference =
          new ConfigurationDifference(true, List.of("a"), List.of(), List.of("b"), List.of("x"));
      return Optional.of(
          new ConfigurationReport("/c.ini", "[a]", List.of(WRONG), Optional.of(difference)));
    }

    @Override
    public List<ConfigurationProblem> check(String text) {
      return text.contains("wrong") ? List.of(WRONG) : List.of();
    }

    @Override
    public Optional<Reloaded> reload(String by) {
      return Optional.of(new Reloaded(taken, "asked by " + by));
    }

    @Override
    public List<LogLine> log(int most) {
      return List.of(new LogLine("2026-05-23T20:00:00Z", "INFO", most + " at most"));
    }
  }

  @TempDir private Path folder = Path.of("");
  private TestArchive archive;
  private Visitor visitor;

  private void serve(StationService station) throws Exception {
    visitor.close();
    archive.isConfiguredAs(station);
    visitor = new Visitor(archive);
  }

  @BeforeEach
  void open() throws Exception {
    archive = new TestArchive(folder);
    visitor = new Visitor(archive);
  }

  @AfterEach
  void end() {
    visitor.close();
    archive.close();
  }

  @Test
  void theConfigurationIsToldWithItsProblemsAndWhatAReloadWouldDo() throws Exception {
    serve(new Scripted(true));
    JsonNode told = visitor.get("/api/v1/configuration").json();
    assertThat(told.at("/path").asString()).isEqualTo("/c.ini");
    assertThat(told.at("/problems/0/line").asInt()).isEqualTo(4);
    assertThat(told.at("/problems/0/severity").asString()).isEqualTo("error");
    assertThat(told.at("/difference/differs").asBoolean()).isTrue();
    assertThat(told.at("/difference/added/0").asString()).isEqualTo("a");
    assertThat(told.at("/difference/restart/0").asString()).isEqualTo("x");
  }

  @Test
  void aTextIsChecked() throws Exception {
    serve(new Scripted(true));
    String address = "/api/v1/configuration/check";
    assertThat(visitor.post(address, "{\"text\": \"wrong\"}").json().at("/problems").size())
        .isEqualTo(1);
    assertThat(visitor.post(address, "{\"text\": \"\"}").json().at("/problems").size()).isZero();
    assertThat(visitor.post(address, "{}").status()).isEqualTo(400);
  }

  @Test
  void theRecorderIsAskedToReloadAndItsRefusalIsToldAsOne() throws Exception {
    serve(new Scripted(true));
    String address = "/api/v1/configuration/reload";
    JsonNode told = visitor.post(address, "").json();
    assertThat(told.at("/message").asString()).startsWith("asked by ");
    serve(new Scripted(false));
    assertThat(visitor.post(address, "").status()).isEqualTo(409);
  }

  @Test
  void withoutARecorderOrAConfigurationThatIsTold() throws Exception {
    serve(StationService.NONE);
    assertThat(visitor.get("/api/v1/configuration").status()).isEqualTo(404);
    assertThat(visitor.post("/api/v1/configuration/reload", "").status()).isEqualTo(409);
  }

  @Test
  void theLogsLastLinesAreTold() throws Exception {
    serve(new Scripted(true));
    JsonNode told = visitor.get("/api/v1/log?lines=5").json();
    assertThat(told.at("/lines/0/message").asString()).isEqualTo("5 at most");
    assertThat(visitor.get("/api/v1/log?lines=0").status()).isEqualTo(400);
  }
}
