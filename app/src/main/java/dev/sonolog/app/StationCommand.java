package dev.sonolog.app;

import dev.sonolog.app.ControlMessage.Request;
import dev.sonolog.server.service.OnAirReport;
import dev.sonolog.server.service.OnAirService.MasterWish;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
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

/** Says what a LibreTime station says, and switches its main input. */
@Command(
    name = "station",
    mixinStandardHelpOptions = true,
    description = {
      "Says whether the LibreTime of [libretime] is on air, which show is on and which follow, and"
          + " what is connected.",
      "connect puts its main input on air, disconnect takes it off; with a SOURCE its recording"
          + " begins or ends along with that. Both halves are told; when one fails the other is"
          + " done all the same, and the exit status is 1."
    })
final class StationCommand implements Callable<Integer> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH).withZone(ZoneId.systemDefault());

  /** What is to be done. */
  enum Wish {
    CONNECT,
    DISCONNECT
  }

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "connect|disconnect",
      description = "What is to be done with the main input; nothing where it is left out.")
  private @Nullable Wish wish;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "SOURCE",
      description = "The source that is recorded along with it.")
  private @Nullable String source;

  @Option(names = "--json", description = "For programs: everything, instants in UTC.")
  private boolean json;

  @Mixin private RecorderOption recorder = new RecorderOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    return wish == null ? tell() : switchInput(wish);
  }

  // --- how it is

  private int tell() throws Exception {
    OnAirReport report =
        asked(new Request(OnAirRequest.COMMAND, Optional.empty()), OnAirReport.class);
    if (json) {
      print(ControlMessage.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report));
    } else if (report.configured()) {
      print(report, spec.commandLine().getOut());
    } else {
      throw new CommandFailure(
          ExitCode.FAILED, "No LibreTime is configured; it is named in [libretime]");
    }
    return ExitCode.OK;
  }

  private <T> T asked(Request request, Class<T> type) throws Exception {
    JsonNode said = recorder.ask(request, _ -> {});
    StudioRequest.Result result = ControlMessage.JSON.treeToValue(said, StudioRequest.Result.class);
    if (result.refused().isPresent()) {
      throw new CommandFailure(ExitCode.FAILED, result.refused().get().why());
    }
    return ControlMessage.JSON.treeToValue(result.done().orElseThrow(), type);
  }

  private static void print(OnAirReport report, PrintWriter out) {
    out.printf(
        "%s: %s%s%n",
        report.station().orElse("LibreTime"),
        lamp(report.lamp()),
        report.since().map(it -> " since " + time(it)).orElse(""));
    report.current().forEach(it -> out.println("  now   " + text(it)));
    report.next().stream().limit(5).forEach(it -> out.println("  next  " + text(it)));
    out.printf(
        "  main input: %s, %s%n",
        said(report.inputs().main().connected(), "an encoder is connected", "no encoder"),
        said(report.inputs().main().onAir(), "switched on", "switched off"));
    report.inputs().why().ifPresent(it -> out.println("  " + it));
    report.reach().trouble().ifPresent(it -> out.println("  " + it));
    report
        .plan()
        .trouble()
        .filter(it -> report.reach().trouble().filter(it::equals).isEmpty())
        .ifPresent(it -> out.println("  The shows may be outdated: " + it));
    out.flush();
  }

  private static String lamp(String lamp) {
    return switch (lamp) {
      case "on" -> "on air";
      case "off" -> "off air";
      case "should be on" -> "off air, though something should be on";
      default -> "whether it is on air is not known";
    };
  }

  private static String said(String known, String yes, String no) {
    return switch (known) {
      case "yes" -> yes;
      case "no" -> no;
      default -> "not known";
    };
  }

  private static String text(OnAirReport.Show show) {
    return "%s to %s  %s%s"
        .formatted(
            time(show.from()), time(show.to()), show.name(), show.recorded() ? "  (recorded)" : "");
  }

  private static String time(String instant) {
    return TIME.format(Instant.parse(instant));
  }

  // --- the main input

  /** The source first: it waits for nobody. */
  private int switchInput(Wish wanted) throws Exception {
    boolean isRecorded = source == null || isCommanded(wanted, source);
    MasterWish master =
        new MasterWish(wanted.toString().toLowerCase(Locale.ROOT), Optional.empty());
    Request request =
        new Request(
            OnAirRequest.MASTER,
            Optional.empty(),
            Optional.of(ControlMessage.JSON.valueToTree(master)));
    OnAirReport.Half half = asked(request, OnAirReport.Switched.class).master();
    print("LibreTime: " + half.message());
    return half.so() && isRecorded ? ExitCode.OK : ExitCode.FAILED;
  }

  private boolean isCommanded(Wish wanted, String name) throws Exception {
    String verb = wanted == Wish.CONNECT ? "take start" : "take stop";
    try {
      JsonNode done = recorder.ask(new Request(verb, Optional.of(name)), _ -> {});
      print("Recorder: " + done.asString());
      return true;
    } catch (CommandFailure e) {
      print("Recorder: " + e.getMessage());
      return false;
    }
  }

  private void print(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }
}
