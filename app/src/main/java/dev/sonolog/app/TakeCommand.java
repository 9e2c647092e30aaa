package dev.sonolog.app;

import dev.sonolog.app.ControlMessage.Request;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Has a running recorder begin or end what a person records. */
@Command(
    name = "take",
    mixinStandardHelpOptions = true,
    description = {
      "Has the running recorder begin (start) or end (stop) a take of a source that has"
          + " mode = manual.",
      "start waits until audio is stored, stop until the files are whole. A take ends by itself"
          + " after max_length; one that is shorter than min_length goes to the trash."
    })
final class TakeCommand implements Callable<Integer> {
  /** What is to be done. */
  enum Wish {
    START,
    STOP;

    String command() {
      return "take " + toString().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(index = "0", paramLabel = "start|stop", description = "What is to be done.")
  private Wish wish = Wish.START;

  @Parameters(index = "1", paramLabel = "SOURCE", description = "The name of the source.")
  private String source = "";

  @Mixin private RecorderOption recorder = new RecorderOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    Request request = new Request(wish.command(), Optional.of(source));
    print(recorder.ask(request, meanwhile -> print(meanwhile.asString())).asString());
    return ExitCode.OK;
  }

  private void print(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }
}
