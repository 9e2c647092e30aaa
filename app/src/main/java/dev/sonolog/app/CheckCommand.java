package dev.sonolog.app;

import dev.sonolog.app.config.Configuration;
import dev.sonolog.recording.FileSettings;
import dev.sonolog.recording.SourceSettings;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says whether a configuration is right, and what it would do. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Checks the configuration and prints what it would record; starts nothing.")
final class CheckCommand implements Callable<Integer> {
  @Mixin private ConfigOption config = new ConfigOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    Configuration configuration = config.load();
    PrintWriter out = spec.commandLine().getOut();
    for (SourceSettings source : configuration.sources()) {
      out.println(line(source));
    }
    out.printf(
        "%s is valid: %d source%s, archive %s%n",
        config.file(),
        configuration.sources().size(),
        configuration.sources().size() == 1 ? "" : "s",
        configuration.general().outputDirectory());
    out.flush();
    return ExitCode.OK;
  }

  private static String line(SourceSettings source) {
    return switch (source.input()) {
      case SourceSettings.Unavailable(String reason) -> source.name() + ": NOT RECORDED: " + reason;
      case SourceSettings.Stream(var stream) -> line(source, Redacted.addresses(stream.mirrors()));
      case SourceSettings.Local local -> line(source, local.toString());
    };
  }

  private static String line(SourceSettings source, String input) {
    FileSettings files = source.files();
    return "%s: %s into %s, named %s, %s"
        .formatted(
            source.name(),
            input,
            files.directory(),
            files.pattern().pattern(),
            files.split().isZero()
                ? "not split by the clock"
                : "split every " + Texts.duration(files.split()) + " (" + files.zone() + ")");
  }
}
