package dev.sonolog.app;

import dev.sonolog.app.ControlMessage.Request;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Has a running recorder begin a new file now. */
@Command(
    name = "cut",
    mixinStandardHelpOptions = true,
    description =
        "Has the running recorder end a source's file now and go on in a new one, without losing a"
            + " sample. Waits until audio comes to cut before; giving up to wait takes nothing"
            + " back.")
final class CutCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "SOURCE", description = "The name of the source.")
  private String source = "";

  @Mixin private RecorderOption recorder = new RecorderOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    print(
        recorder
            .ask(new Request("cut", Optional.of(source)), meanwhile -> print(meanwhile.asString()))
            .asString());
    return ExitCode.OK;
  }

  private void print(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }
}
