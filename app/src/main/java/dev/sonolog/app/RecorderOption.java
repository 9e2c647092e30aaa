package dev.sonolog.app;

import dev.sonolog.app.ControlMessage.Reply;
import dev.sonolog.app.ControlMessage.Request;
import dev.sonolog.app.config.Configuration;
import dev.sonolog.app.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Which recorder, or whose archive, a command is about. */
final class RecorderOption {
  private static final Path DEFAULT = Path.of("config.ini");
  private static final Path UNCONFIGURED = Path.of(".sonolog");

  @Option(
      names = {"-c", "--config"},
      paramLabel = "config.ini",
      description = "The recorder's configuration, to find its archive by; config.ini by default.")
  private @Nullable Path file;

  @Option(
      names = "--state",
      paramLabel = "FOLDER",
      description =
          "The archive's state folder, instead of a configuration; such as recordings/.sonolog.")
  private @Nullable Path state;

  /** The state folder of the archive. */
  Path stateDirectory() throws ConfigurationException {
    Optional<Path> given = givenState();
    if (given.isPresent()) {
      return given.get();
    }
    return isUnconfigured()
        ? UNCONFIGURED.toAbsolutePath()
        : configuration().general().stateDirectory();
  }

  /** Whether it is {@code sonolog studio} that records here. */
  private boolean isUnconfigured() {
    return file == null && !Files.exists(DEFAULT) && Files.isDirectory(UNCONFIGURED);
  }

  /** The state folder that was given instead of a configuration. */
  Optional<Path> givenState() {
    return Optional.ofNullable(state).map(given -> given.toAbsolutePath().normalize());
  }

  /** The configuration that was given, else {@code config.ini} in the working directory. */
  private Configuration configuration() throws ConfigurationException {
    return Configuration.load(file == null ? DEFAULT : file);
  }

  /** The configuration, where there is one; one that was given must be there. */
  Optional<Configuration> configurationIfAny() throws ConfigurationException {
    boolean wanted = file != null || Files.exists(DEFAULT);
    return state == null && wanted ? Optional.of(configuration()) : Optional.empty();
  }

  /**
   * Asks the running recorder, and waits for its answer.
   *
   * @param meanwhile told what the recorder says while it has no answer
   * @throws CommandFailure if none is running, or it says no
   */
  JsonNode ask(Request request, Consumer<JsonNode> meanwhile)
      throws CommandFailure, ConfigurationException, IOException {
    Path directory = stateDirectory();
    Reply reply =
        ControlClient.ask(directory, request, meanwhile)
            .orElseThrow(
                () ->
                    new CommandFailure(
                        ExitCode.NOT_RUNNING,
                        "No recorder is running on the archive of " + directory));
    if (reply.error().isPresent()) {
      throw new CommandFailure(ExitCode.FAILED, reply.error().get());
    }
    return reply
        .result()
        .orElseThrow(() -> new CommandFailure(ExitCode.FAILED, "The recorder gave no answer"));
  }
}
