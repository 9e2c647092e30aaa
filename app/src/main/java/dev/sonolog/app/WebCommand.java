package dev.sonolog.app;

import dev.sonolog.app.config.Configuration;
import dev.sonolog.app.config.ConfigurationException;
import dev.sonolog.app.config.LogLevel;
import dev.sonolog.archive.ArchiveSettings;
import dev.sonolog.server.Site;
import dev.sonolog.server.SiteSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Serves an archive without recording. */
@Command(
    name = "web",
    mixinStandardHelpOptions = true,
    description = {
      "Serves an archive over HTTP until SIGTERM or Ctrl+C: one that a recorder writes, or any"
          + " folder of audio files.",
      "Without --dir it is the archive of config.ini in the working directory, where that is there,"
          + " and else the folder recordings."
    })
final class WebCommand implements Callable<Integer> {
  private static final Path CONFIGURATION = Path.of("config.ini");
  private static final Path RECORDINGS = Path.of("recordings");

  @Option(
      names = "--dir",
      paramLabel = "PATH",
      description = "The folder of the recordings; instead of a configuration.")
  private @Nullable Path directory;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "config.ini",
      description = "The configuration of the recorder whose archive it is.")
  private @Nullable Path file;

  @Mixin private WebOptions options = new WebOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    options.check();
    if (directory != null && file != null) {
      throw new ParameterException(
          spec.commandLine(),
          "--dir serves a folder without a configuration, and --config the folders of one; say one"
              + " of the two");
    }
    Optional<Configuration> configuration = configuration();
    SiteSettings settings =
        configuration
            .map(it -> options.settings(it.web()))
            .orElseGet(() -> options.settings(SiteSettings.USUAL));
    Path main =
        configuration.isPresent()
            ? configuration.get().general().outputDirectory()
            : folder(directory == null ? RECORDINGS : directory);
    ArchiveSettings archive = archive(configuration, main);
    Logging.start(LogLevel.INFO, Optional.empty());
    if (!Files.isDirectory(main)) {
      System.getLogger(WebCommand.class.getName())
          .log(System.Logger.Level.WARNING, "There is no folder {0} yet", main);
    }
    CountDownLatch stopping = new CountDownLatch(1);
    Signals.handle(stopping::countDown, () -> {});
    try (ArchiveTenure tenure = new ArchiveTenure(archive);
        WebArchive service =
            new WebArchive(
                archive,
                main,
                configuration,
                Optional.of(tenure),
                station(configuration.isPresent(), archive.stateDirectory()))) {
      tenure.start();
      try (Site site = Site.start(settings, service, Version.number(), System.getenv())) {
        site.announce();
        HeapCare.start();
        stopping.await();
      }
    } finally {
      Logging.stop();
    }
    return ExitCode.OK;
  }

  /** Where it is, without links: an archive does not follow any. */
  private static Path folder(Path path) throws IOException {
    return Files.isDirectory(path) ? path.toRealPath() : path.toAbsolutePath().normalize();
  }

  /** What the recorder has in use is not known here: it may have been reloaded. */
  private Station station(boolean isConfigured, Path stateDirectory) {
    return new Station(
        isConfigured ? Optional.of(file == null ? CONFIGURATION : file) : Optional.empty(),
        Optional::empty,
        stateDirectory);
  }

  private Optional<Configuration> configuration() throws ConfigurationException {
    return file != null || (directory == null && Files.exists(CONFIGURATION))
        ? Optional.of(Configuration.load(file == null ? CONFIGURATION : file))
        : Optional.empty();
  }

  private ArchiveSettings archive(Optional<Configuration> configuration, Path main) {
    ArchiveSettings settings =
        configuration
            .map(Archives::settings)
            .orElseGet(() -> Archives.settings(main, ArchiveSettings.defaultStateDirectory(main)));
    return options
        .stateDirectory()
        .map(
            state ->
                new ArchiveSettings(
                    settings.directories(),
                    state,
                    settings.containers(),
                    settings.sources(),
                    settings.syncInterval()))
        .orElse(settings);
  }
}
