package dev.sonolog.app;

import dev.sonolog.app.alerts.AlertSettings;
import dev.sonolog.app.alerts.Notice;
import dev.sonolog.app.alerts.Sender;
import dev.sonolog.app.alerts.Target;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows whether alerts arrive. */
@Command(
    name = "alert",
    mixinStandardHelpOptions = true,
    description = {
      "Sends a test message to everyone whom [alerts] in the configuration names, once, and says"
          + " of each whether it was taken.",
      "May run beside the recorder. The exit status is 1 if one of them did not take it."
    })
final class AlertCommand implements Callable<Integer> {
  @Option(names = "--test", description = "Send a test message.")
  private boolean test;

  @Mixin private ConfigOption config = new ConfigOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    if (!test) {
      throw new ParameterException(spec.commandLine(), "Say --test for a test message");
    }
    AlertSettings settings = config.load().alerts();
    if (settings.isEmpty()) {
      throw new CommandFailure(
          ExitCode.FAILED,
          config.file() + " has no [alerts] that names a webhook, or mail_to and smtp");
    }
    Notice notice = Notice.test(Instant.now());
    boolean all = true;
    for (Target target : targets(settings)) {
      all &= isTaken(target, notice);
    }
    return all ? ExitCode.OK : ExitCode.FAILED;
  }

  private static List<Target> targets(AlertSettings settings) {
    return Sender.ofThisComputer(Version.number()).targets(settings);
  }

  private boolean isTaken(Target target, Notice notice) throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    try (target) {
      target.send(notice);
      out.println(target.name() + ": taken");
      return true;
    } catch (IOException e) {
      out.println(target.name() + ": NOT TAKEN: " + e.getMessage());
      return false;
    } finally {
      out.flush();
    }
  }
}
