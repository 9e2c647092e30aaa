package dev.sonolog.app;

import dev.sonolog.app.ControlMessage.Request;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Has a running recorder begin, end, cut or mark what a person records. */
@Command(
    name = "take",
    mixinStandardHelpOptions = true,
    description = {
      "Has the running recorder begin (start) or end (stop) a take of a source that has"
          + " mode = manual, go on with it in a new file (cut), or mark this instant in it (mark).",
      "start waits until audio is stored, stop until the files are whole. A take ends by itself"
          + " after max_length; one that is shorter than min_length goes to the trash.",
      "Of a source that is recorded all the time a take is a span with a name."
    })
final class TakeCommand implements Callable<Integer> {
  /** What is to be done. */
  enum Wish {
    START,
    STOP,
    CUT,
    MARK;

    String command() {
      return "take " + toString().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(index = "0", paramLabel = "start|stop|cut|mark", description = "What is to be done.")
  private Wish wish = Wish.START;

  @Parameters(index = "1", paramLabel = "SOURCE", description = "The name of the source.")
  private String source = "";

  @Option(names = "--name", paramLabel = "TEXT", description = "What a take that begins is called.")
  private @Nullable String name;

  @Option(names = "--label", paramLabel = "TEXT", description = "What is marked.")
  private @Nullable String label;

  @Mixin private RecorderOption recorder = new RecorderOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    JsonNode text =
        ControlMessage.JSON.valueToTree(
            new TakeRequest.Text(Optional.ofNullable(name), Optional.ofNullable(label)));
    Request request = new Request(wish.command(), Optional.of(source), Optional.of(text));
    print(recorder.ask(request, meanwhile -> print(meanwhile.asString())).asString());
    return ExitCode.OK;
  }

  private void print(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }
}
