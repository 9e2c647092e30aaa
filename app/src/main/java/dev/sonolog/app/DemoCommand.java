package dev.sonolog.app;

import dev.sonolog.app.config.Configuration;
import dev.sonolog.app.demo.DemoStation;
import dev.sonolog.server.Site;
import dev.sonolog.server.SiteSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The main job on a station of its own: for a first look, without network, sound card or
 * configuration.
 */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Starts a radio station on this computer and records it into one-minute files, until Ctrl+C.",
      "Needs no network, no sound card and no configuration."
    })
final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--minutes",
      paramLabel = "N",
      description = "Stop after so many minutes; fractions are allowed.")
  private @Nullable Double minutes;

  @Option(
      names = "--directory",
      paramLabel = "FOLDER",
      defaultValue = "sonolog-demo",
      description = "Where to record; ${DEFAULT-VALUE} in the working directory by default.")
  private Path directory = Path.of("sonolog-demo");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    Optional<Duration> length = length();
    PrintWriter out = spec.commandLine().getOut();
    Path folder = directory.toAbsolutePath().normalize();
    try (DemoStation station = DemoStation.start()) {
      Path config = writeConfiguration(folder, station);
      out.printf("%s plays at %s%n", DemoStation.NAME, station.address());
      out.printf("It is recorded into one-minute files in %s%n", folder.resolve("recordings"));
      out.printf("The configuration is %s%n", config);
      out.printf(
          "%s%n",
          length.isPresent()
              ? "Stops after " + Texts.duration(length.get()) + ", or on Ctrl+C."
              : "Ctrl+C stops.");
      out.flush();
      boolean allSealed = record(config, length, out);
      printFiles(out, folder.resolve("recordings"));
      return allSealed ? ExitCode.OK : ExitCode.FAILED;
    }
  }

  private static boolean record(Path config, Optional<Duration> length, PrintWriter out)
      throws Exception {
    Configuration configuration = Configuration.load(config);
    RecorderProcess recorder = RecorderProcess.open(config, configuration);
    Signals.handle(recorder::requestStop, recorder::reloadAndLog);
    try (Site site = serve(recorder, configuration)) {
      out.printf("It is served at http://127.0.0.1:%d/api/files%n%n", site.port());
      out.flush();
      recorder.begin();
      length.ifPresent(recorder::requestStopAfter);
      return recorder.awaitStop();
    }
  }

  /** On the usual port, or on any that is free. */
  private static Site serve(RecorderProcess recorder, Configuration configuration)
      throws IOException {
    try {
      return serve(SiteSettings.USUAL, recorder, configuration);
    } catch (IOException _) {
      return serve(SiteSettings.USUAL.on(0), recorder, configuration);
    }
  }

  private static Site serve(
      SiteSettings settings, RecorderProcess recorder, Configuration configuration)
      throws IOException {
    return RunCommand.serve(
        settings, recorder, configuration, Optional.of(recorder.configurationFile()));
  }

  private Optional<Duration> length() {
    if (minutes == null) {
      return Optional.empty();
    }
    if (!(minutes > 0 && minutes <= 525_600)) {
      throw new ParameterException(
          spec.commandLine(), "--minutes must be more than 0 and at most a year, not " + minutes);
    }
    return Optional.of(Duration.ofMillis(Math.round(minutes * 60_000)));
  }

  private static Path writeConfiguration(Path folder, DemoStation station) throws IOException {
    Files.createDirectories(folder);
    Path config = folder.resolve("config.ini");
    String recordings = folder.resolve("recordings").toString();
    String log = folder.resolve("recorder.log").toString();
    Files.writeString(
        config,
        """
        # Made by `sonolog demo`, anew at each start.
        [general]
        output_directory = %s
        log_file = %s
        split_minutes = 1

        [demo]
        type = stream
        url = %s
        """
            .formatted(recordings, log, station.address()));
    return config;
  }

  private static void printFiles(PrintWriter out, Path recordings) throws IOException {
    List<Path> files;
    try (Stream<Path> entries = Files.list(recordings)) {
      files = entries.filter(path -> path.toString().endsWith(".mp3")).sorted().toList();
    }
    out.printf("%n%d files in %s:%n", files.size(), recordings);
    for (Path file : files) {
      out.printf("  %s  %s%n", file.getFileName(), Texts.bytes(Files.size(file)));
    }
    out.printf("Check them with: sonolog verify %s%n", recordings);
    out.flush();
  }
}
