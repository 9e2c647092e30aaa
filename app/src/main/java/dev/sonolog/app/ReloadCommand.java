package dev.sonolog.app;

import dev.sonolog.app.ControlMessage.Request;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Has a running recorder read its configuration again. */
@Command(
    name = "reload",
    mixinStandardHelpOptions = true,
    description = {
      "Has the running recorder read its configuration again.",
      "Unchanged sources go on recording without a break. A file with errors changes nothing and"
          + " says why."
    })
final class ReloadCommand implements Callable<Integer> {
  @Mixin private RecorderOption recorder = new RecorderOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    var result = recorder.ask(new Request("reload", Optional.empty()), _ -> {});
    spec.commandLine().getOut().println(result.asString());
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }
}
