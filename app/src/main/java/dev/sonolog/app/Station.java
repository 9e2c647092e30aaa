package dev.sonolog.app;

import dev.sonolog.app.ControlMessage.Reply;
import dev.sonolog.app.ControlMessage.Request;
import dev.sonolog.app.config.Configuration;
import dev.sonolog.app.config.ConfigurationChange;
import dev.sonolog.app.config.ConfigurationException;
import dev.sonolog.app.config.MaskedText;
import dev.sonolog.app.config.Problem;
import dev.sonolog.recording.SourceSettings;
import dev.sonolog.server.service.StationService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * The configuration file and the log, as the web side shows them. The file is read each time; the
 * recorder is spoken to through its socket. Platform threads.
 *
 * @param file the configuration; none where a folder is served as it is
 * @param running what is in use now; nothing where the recorder is another process
 * @param stateDirectory where the recorder's socket is
 */
record Station(Optional<Path> file, Supplier<Optional<Configuration>> running, Path stateDirectory)
    implements StationService {
  private static final Path USUAL = Path.of("config.ini");

  @Override
  public Optional<ConfigurationReport> configuration() {
    return file.map(this::report);
  }

  private ConfigurationReport report(Path file) {
    String path = file.toAbsolutePath().normalize().toString();
    String text = "";
    try {
      text = Configuration.text(file);
      Configuration read = Configuration.read(file, text);
      return new ConfigurationReport(
          path, MaskedText.of(text), problems(read.warnings()), difference(read));
    } catch (ConfigurationException e) {
      return new ConfigurationReport(
          path, MaskedText.of(text), problems(e.problems()), Optional.empty());
    }
  }

  private Optional<ConfigurationDifference> difference(Configuration wanted) {
    return running
        .get()
        .map(
            now -> {
              ConfigurationChange change = ConfigurationChange.between(now, wanted);
              return new ConfigurationDifference(
                  !now.equals(wanted),
                  names(change.added()),
                  change.changed().stream().map(it -> it.after().name()).toList(),
                  names(change.removed()),
                  change.restart());
            });
  }

  private static List<String> names(List<SourceSettings> sources) {
    return sources.stream().map(SourceSettings::name).toList();
  }

  @Override
  public List<ConfigurationProblem> check(String text) {
    try {
      return problems(Configuration.read(file.orElse(USUAL), text).warnings());
    } catch (ConfigurationException e) {
      return problems(e.problems());
    }
  }

  private static List<ConfigurationProblem> problems(List<Problem> problems) {
    return problems.stream()
        .map(
            it ->
                new ConfigurationProblem(
                    it.line(), it.key(), it.message(), it.severity() == Problem.Severity.ERROR))
        .toList();
  }

  @Override
  public Optional<Reloaded> reload(String by) throws IOException {
    Request request = new Request("reload", Optional.empty(), Optional.empty(), Optional.of(by));
    return ControlClient.ask(stateDirectory, request, _ -> {}).map(Station::reloaded);
  }

  private static Reloaded reloaded(Reply reply) {
    return reply
        .result()
        .map(JsonNode::asString)
        .map(it -> new Reloaded(true, it))
        .orElseGet(() -> new Reloaded(false, reply.error().orElse("The recorder gave no answer")));
  }

  @Override
  public List<LogLine> log(int most) {
    return Logging.last(most);
  }
}
