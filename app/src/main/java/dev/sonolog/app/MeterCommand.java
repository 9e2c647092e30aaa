package dev.sonolog.app;

import dev.sonolog.app.ControlMessage.Request;
import java.io.PrintWriter;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Shows what a sound card hears while it is recorded. */
@Command(
    name = "meter",
    mixinStandardHelpOptions = true,
    description =
        "Draws the levels of a sound card that the running recorder records, until Ctrl+C. Levels"
            + " are in dBFS, loudness in LUFS.")
final class MeterCommand implements Callable<Integer> {
  private static final double LOWEST = -60;
  private static final int WIDTH = 40;
  private static final int NOTICES = 3;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  @Parameters(index = "0", paramLabel = "SOURCE", description = "The name of the source.")
  private String source = "";

  @Option(
      names = "--json",
      description =
          "Print each reading as a line of JSON, 20 a second, and each change of the signal, such"
              + " as silence.")
  private boolean json;

  @Option(
      names = "--reset",
      description = "Begin integrated loudness, range and highest peaks anew, and end.")
  private boolean reset;

  @Mixin private RecorderOption recorder = new RecorderOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  private final Deque<String> notices = new ArrayDeque<>();
  private int drawn;

  @Override
  public Integer call() throws Exception {
    Request request = new Request(reset ? "meter reset" : "meter", Optional.of(source));
    JsonNode end = recorder.ask(request, this::show);
    out().println(end.asString());
    out().flush();
    return ExitCode.OK;
  }

  private void show(JsonNode event) {
    if (json) {
      out().println(event);
    } else if (event.has("levels")) {
      draw(lines(event.get("levels"), event.get("conditions")));
    } else if (event.has("kind")) {
      note(TIME.format(LocalTime.now(ZoneId.systemDefault())) + " " + event.get("text").asString());
    } else {
      draw(List.of(source + ": " + event.asString()));
    }
    out().flush();
  }

  private void note(String notice) {
    notices.addLast(notice);
    if (notices.size() > NOTICES) {
      notices.removeFirst();
    }
  }

  /** Over what was drawn before. */
  private void draw(List<String> lines) {
    if (drawn > 0) {
      out().print("\u001b[" + drawn + "F\u001b[J");
    }
    lines.forEach(out()::println);
    drawn = lines.size();
  }

  private List<String> lines(JsonNode reading, JsonNode conditions) {
    List<String> lines = new ArrayList<>();
    int number = 1;
    for (JsonNode channel : reading.get("channels")) {
      double shown = level(channel.get("fallingPeak"));
      lines.add(
          "%2d %s %s dBFS  rms %s  highest %s%s%s"
              .formatted(
                  number++,
                  bar(shown),
                  text(shown),
                  text(level(channel.get("rms"))),
                  text(level(channel.get("highestPeak"))),
                  truePeak(channel.path("truePeak")),
                  clips(channel.get("clips").asLong())));
    }
    JsonNode loudness = reading.path("loudness");
    if (loudness.isObject()) {
      lines.add(
          "   momentary %s  short-term %s  integrated %s LUFS  range %.1f LU"
              .formatted(
                  text(level(loudness.get("momentary"))),
                  text(level(loudness.get("shortTerm"))),
                  text(level(loudness.get("integrated"))),
                  loudness.get("range").asDouble()));
    }
    conditions.forEach(condition -> lines.add("   now: " + condition.asString()));
    notices.forEach(notice -> lines.add("   " + notice));
    return lines;
  }

  private static String truePeak(JsonNode truePeak) {
    return truePeak.isObject()
        ? "  true peak " + text(level(truePeak.path("highest"))) + " dBTP"
        : "";
  }

  private static String clips(long clips) {
    return clips == 0 ? "" : "  CLIPPED " + clips;
  }

  /** Silence has no number in JSON. */
  private static double level(JsonNode level) {
    return level.isNumber() ? level.asDouble() : Double.NEGATIVE_INFINITY;
  }

  private static String text(double level) {
    return Double.isInfinite(level) ? "  -inf" : String.format(Locale.ROOT, "%6.1f", level);
  }

  private static String bar(double level) {
    int full = (int) Math.round(Math.clamp((level - LOWEST) / -LOWEST, 0, 1) * WIDTH);
    return "[" + "#".repeat(full) + " ".repeat(WIDTH - full) + "]";
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
