package dev.sonolog.app;

import dev.sonolog.app.ControlMessage.Reply;
import dev.sonolog.app.ControlMessage.Request;
import dev.sonolog.app.config.Configuration;
import dev.sonolog.app.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Which recorder, or whose archive, a command is about. */
final class RecorderOption {
  @Option(
      names = {"-c", "--config"},
      paramLabel = "config.ini",
      description = "The recorder's configuration, to find its archive by; config.ini by default.")
  private Path file = Path.of("config.ini");

  @Option(
      names = "--state",
      paramLabel = "FOLDER",
      description =
          "The archive's state folder, instead of a configuration; such as recordings/.sonolog.")
  private @Nullable Path state;

  /** The state folder of the archive. */
  Path stateDirectory() throws ConfigurationException {
    return state != null
        ? state.toAbsolutePath().normalize()
        : configuration().general().stateDirectory();
  }

  /** The configuration; a state folder given instead is not enough for commands that need one. */
  Configuration configuration() throws ConfigurationException {
    return Configuration.load(file);
  }

  /** The configuration, where there is one. */
  Optional<Configuration> configurationIfAny() throws ConfigurationException {
    return state == null && Files.exists(file) ? Optional.of(configuration()) : Optional.empty();
  }

  /**
   * Asks the running recorder.
   *
   * @throws CommandFailure if none is running, or it says no
   */
  JsonNode ask(Request request) throws CommandFailure, ConfigurationException, IOException {
    Path directory = stateDirectory();
    Reply reply =
        ControlClient.ask(directory, request)
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
