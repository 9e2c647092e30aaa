package dev.sonolog.app;

import dev.sonolog.app.config.Configuration;
import dev.sonolog.server.Site;
import dev.sonolog.server.SiteSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Records, and serves what is recorded. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Records all configured sources, and serves the archive over HTTP, until SIGTERM or Ctrl+C.",
      "What cannot be served does not keep it from recording, once it has begun."
    })
final class RunCommand implements Callable<Integer> {
  @Mixin private ConfigOption config = new ConfigOption();
  @Mixin private WebOptions options = new WebOptions();

  @Override
  public Integer call() throws Exception {
    options.check();
    Configuration configuration = config.load();
    SiteSettings settings = options.settings(configuration.web());
    if (options.stateDirectory().isPresent()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "A recorder keeps its state where state_directory says; leave --analyses-dir out");
    }
    RecorderProcess recorder = RecorderProcess.open(config.file(), configuration);
    Signals.handle(recorder::requestStop, recorder::reloadAndLog);
    try (Site site = site(settings, recorder, configuration)) {
      site.announce();
      recorder.begin();
      HeapCare.start();
      return recorder.awaitStop() ? ExitCode.OK : ExitCode.FAILED;
    }
  }

  /** A port that is taken, or a host that must not be opened, ends it before it begins. */
  private static Site site(
      SiteSettings settings, RecorderProcess recorder, Configuration configuration)
      throws IOException {
    try {
      return serve(settings, recorder, configuration, Optional.of(recorder.configurationFile()));
    } catch (IOException e) {
      recorder.abandon();
      throw e;
    }
  }

  /**
   * Serves what a recorder of this process writes, to the end of the process.
   *
   * @param file where it is configured, for the page to show
   */
  static Site serve(
      SiteSettings settings,
      RecorderProcess recorder,
      Configuration configuration,
      Optional<Path> file)
      throws IOException {
    WebArchive archive =
        new WebArchive(
            recorder.archiveSettings(),
            configuration.general().outputDirectory(),
            Optional.of(configuration),
            Optional.empty(),
            new Station(
                file,
                () -> Optional.of(recorder.configuration()),
                recorder.archiveSettings().stateDirectory()));
    return Site.start(settings, archive, Version.number(), System.getenv());
  }
}
