package dev.sonolog.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.app.config.Configuration;
import dev.sonolog.app.config.ConfigurationException;
import dev.sonolog.server.service.StationService.ConfigurationProblem;
import dev.sonolog.server.service.StationService.ConfigurationReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration as the web side shows it. */
class StationTest {
  @TempDir private Path folder = Path.of("");
  private Path file = Path.of("");
  private String text = "";

  @BeforeEach
  void configure() throws IOException {
    file = folder.resolve("config.ini");
    text =
        """
        [general]
        output_directory = %s
        [studio]
        type = signal
        signal = sweep
        [radio]
        type = stream
        url = http://ada:hunter2@127.0.0.1:1/live
        """
            .formatted(folder.resolve("recordings"));
    Files.writeString(file, text);
  }

  private Station station(Optional<Configuration> running) {
    return new Station(Optional.of(file), () -> running, folder);
  }

  private ConfigurationReport report(Optional<Configuration> running) {
    return station(running).configuration().orElseThrow();
  }

  @Test
  void theFileIsShownWithoutItsSecretsAndIsWhatRuns() throws ConfigurationException {
    ConfigurationReport report = report(Optional.of(Configuration.load(file)));
    assertThat(report.path()).isEqualTo(file.toString());
    assertThat(report.text()).contains("http://***@127.0.0.1:1/live").doesNotContain("hunter2");
    assertThat(report.problems()).noneMatch(ConfigurationProblem::error);
    assertThat(report.difference().orElseThrow().differs()).isFalse();
  }

  @Test
  void whatAReloadWouldDoIsTold() throws Exception {
    Configuration before = Configuration.load(file);
    String changed = text.replace("sweep", "silence").replace("[radio]", "[wave]");
    Files.writeString(file, changed);
    var difference = report(Optional.of(before)).difference().orElseThrow();
    assertThat(difference.differs()).isTrue();
    assertThat(difference.changed()).containsExactly("studio");
    assertThat(difference.added()).containsExactly("wave");
    assertThat(difference.removed()).containsExactly("radio");
  }

  @Test
  void whereNobodyKnowsWhatRunsThereIsNoDifference() {
    assertThat(report(Optional.empty()).difference()).isEmpty();
  }

  @Test
  void aWrongFileIsShownWithItsLinesAndKeys() throws IOException {
    Files.writeString(file, text.replace("type = signal", "type = radio"));
    ConfigurationReport report = report(Optional.empty());
    assertThat(report.text()).contains("type = radio");
    assertThat(report.problems())
        .anySatisfy(
            problem -> {
              assertThat(problem.line()).hasValue(4);
              assertThat(problem.key()).contains("type");
              assertThat(problem.error()).isTrue();
            });
  }

  @Test
  void aFileThatIsGoneIsAProblemOfItsOwn() throws IOException {
    Files.delete(file);
    ConfigurationReport report = report(Optional.empty());
    assertThat(report.text()).isEmpty();
    assertThat(report.problems()).hasSize(1).allMatch(it -> it.error() && it.line().isEmpty());
  }

  @Test
  void aTextIsCheckedWithoutTellingWhatTheEnvironmentHolds() {
    Station station = station(Optional.empty());
    assertThat(station.check(text)).noneMatch(ConfigurationProblem::error);
    String path = System.getenv("PATH");
    List<ConfigurationProblem> found =
        station.check(text.replace("[studio]", "split_minutes = ${PATH}\n[studio]"));
    assertThat(found).anyMatch(ConfigurationProblem::error);
    assertThat(found).noneMatch(it -> it.message().contains(path));
  }

  @Test
  void withoutARecorderNothingIsReloaded() throws IOException {
    assertThat(station(Optional.empty()).reload("ada")).isEmpty();
  }

  @Test
  void aFolderThatIsServedAsItIsHasNoConfiguration() {
    Station station = new Station(Optional.empty(), Optional::empty, folder);
    assertThat(station.configuration()).isEmpty();
  }
}
