package dev.sonolog.app;

import dev.sonolog.app.config.Configuration;
import dev.sonolog.app.config.ConfigurationException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The configuration file as a command's argument. */
final class ConfigOption {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "config.ini",
      defaultValue = "config.ini",
      description = "The configuration; ${DEFAULT-VALUE} in the working directory by default.")
  private Path file = Path.of("config.ini");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  Path file() {
    return file;
  }

  /** Reads the configuration; its warnings go to standard error. */
  Configuration load() throws ConfigurationException {
    Configuration configuration = Configuration.load(file);
    PrintWriter err = spec.commandLine().getErr();
    configuration.warnings().forEach(err::println);
    err.flush();
    return configuration;
  }
}
