package dev.sonolog.app;

import dev.sonolog.app.ControlMessage.Request;
import dev.sonolog.server.service.StudioReport;
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
      "Of a source that is recorded all the time a take is a span with a name.",
      "list prints the newest takes, each with the id by which export --take has it."
    })
final class TakeCommand implements Callable<Integer> {
  /** What is to be done. */
  enum Wish {
    START,
    STOP,
    CUT,
    MARK,
    LIST;

    String command() {
      return "take " + toString().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(
      index = "0",
      paramLabel = "start|stop|cut|mark|list",
      description = "What is to be done.")
  private Wish wish = Wish.START;

  @Parameters(index = "1", paramLabel = "SOURCE", description = "The name of the source.")
  private String source = "";

  @Option(names = "--name", paramLabel = "TEXT", description = "What a take that begins is called.")
  private @Nullable String name;

  @Option(names = "--label", paramLabel = "TEXT", description = "What is marked.")
  private @Nullable String label;

  @Option(names = "--json", description = "With list: everything, for programs.")
  private boolean json;

  @Mixin private RecorderOption recorder = new RecorderOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    return wish == Wish.LIST ? list() : command();
  }

  private int list() throws Exception {
    JsonNode said = recorder.ask(new Request("studio takes", Optional.of(source)), _ -> {});
    StudioRequest.Result result = ControlMessage.JSON.treeToValue(said, StudioRequest.Result.class);
    if (result.refused().isPresent()) {
      throw new CommandFailure(ExitCode.FAILED, result.refused().get().why());
    }
    JsonNode done = result.done().orElseThrow();
    if (json) {
      print(done.toPrettyString());
    } else {
      TakeListing.print(
          ControlMessage.JSON.treeToValue(done, StudioReport.Takes.class).takes(),
          spec.commandLine().getOut());
    }
    return ExitCode.OK;
  }

  private int command() throws Exception {
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
