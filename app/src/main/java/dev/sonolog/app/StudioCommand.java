package dev.sonolog.app;

import dev.sonolog.app.config.Configuration;
import dev.sonolog.app.config.ConfigurationException;
import dev.sonolog.server.Site;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** One sound card that is recorded when somebody says so; by the options of live-recorder. */
@Command(
    name = "studio",
    mixinStandardHelpOptions = true,
    description = {
      "Listens to one sound card, without a configuration, and records it while somebody wants it,"
          + " until SIGTERM or Ctrl+C.",
      "With --port that is done on a web page; else, and as well, by sonolog take start studio and"
          + " sonolog take stop studio in the same folder.",
      "What audio files there are in the folder belongs to the archive; run it in one of its own."
    })
final class StudioCommand implements Callable<Integer> {
  private static final int MOST_PORT = 65_535;

  @Option(
      names = {"-l", "--list-devices"},
      description = "List the sound cards, and record nothing.")
  private boolean listDevices;

  @Mixin private StudioSource source = new StudioSource();

  @Option(
      names = {"-p", "--port"},
      paramLabel = "N",
      description =
          "Serve a web page on that port: on this computer alone until there is a user (sonolog"
              + " user add). 0 takes a free one. Without it there is no web server.")
  private @Nullable Integer port;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    if (listDevices) {
      return DevicesCommand.print(spec.commandLine());
    }
    if (port != null && (port < 0 || port > MOST_PORT)) {
      throw new ParameterException(
          spec.commandLine(), "--port " + port + " is outside 0.." + MOST_PORT);
    }
    return record(configuration());
  }

  private Configuration configuration() {
    try {
      return Configuration.of(source.sections());
    } catch (ConfigurationException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private int record(Configuration configuration) throws Exception {
    RecorderProcess recorder = RecorderProcess.open(Path.of("sonolog studio"), configuration);
    Signals.handle(recorder::requestStop, recorder::reloadAndLog);
    Optional<Site> site = site(recorder, configuration);
    try {
      site.ifPresent(Site::announce);
      recorder.begin();
      HeapCare.start();
      tellHow(configuration.general().stateDirectory());
      return recorder.awaitStop() ? ExitCode.OK : ExitCode.FAILED;
    } finally {
      site.ifPresent(Site::close);
    }
  }

  private Optional<Site> site(RecorderProcess recorder, Configuration configuration)
      throws IOException {
    if (port == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          RunCommand.serve(
              configuration.web().on(port), recorder, configuration, Optional.empty()));
    } catch (IOException e) {
      recorder.abandon();
      throw e;
    }
  }

  private void tellHow(Path state) {
    boolean isHere = state.equals(Path.of(".sonolog").toAbsolutePath());
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "Idle. To record: sonolog take start %s%s%n",
        StudioSource.NAME, isHere ? "" : " --state " + state);
    out.flush();
  }
}
