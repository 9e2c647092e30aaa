package dev.sonolog.app;

import dev.sonolog.archive.excerpt.Coverage;
import dev.sonolog.archive.excerpt.Missing;
import dev.sonolog.archive.excerpt.Stretch;
import dev.sonolog.archive.excerpt.TimelinePart;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says how much there is of a source: days, recorded spans, gaps with their causes. */
@Command(
    name = "coverage",
    mixinStandardHelpOptions = true,
    description = {
      "Says how much of a source was recorded and is there: percent of each day, recorded spans,"
          + " and gaps with their causes. May run beside the recorder.",
      TimeText.HELP
    })
final class CoverageCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "SOURCE", description = "The name of the source.")
  private String source = "";

  @Mixin private SpanOption asked = new SpanOption();

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "7",
      description = "How many days, with today, when --from is not given; ${DEFAULT-VALUE}.")
  private int days;

  @Option(names = "--json", description = "For programs.")
  private boolean json;

  @Mixin private RecorderOption recorder = new RecorderOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    SourceSpan there = SourceSpan.of(recorder, source);
    TimeText times = new TimeText(there.zone(), Instant.now());
    SpanOption.Span span = asked.span(times, _ -> daysAgo(times));
    Coverage coverage = there.excerpts().coverage(source, span.from(), span.to(), there.zone());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(
          ControlMessage.JSON
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(values(coverage, times)));
    } else {
      print(coverage, times, out);
    }
    out.flush();
    return ExitCode.OK;
  }

  private Instant daysAgo(TimeText times) {
    LocalDate today = LocalDate.ofInstant(times.now(), times.zone());
    return today.minusDays(Math.max(1, days) - 1L).atStartOfDay(times.zone()).toInstant();
  }

  private static void print(Coverage coverage, TimeText times, PrintWriter out) {
    for (Coverage.Day day : coverage.days()) {
      out.printf(
          Locale.ROOT,
          "%s  %6.2f %%  %s of %s%n",
          day.date(),
          Math.floor(day.percent() * 100) / 100,
          Texts.duration(day.recorded()),
          Texts.duration(day.length()));
    }
    out.println();
    for (TimelinePart part : coverage.parts()) {
      out.printf(
          "%s  %s  %s%n",
          times.shown(part.from()),
          times.shown(part.to()),
          switch (part) {
            case Stretch stretch -> "recorded, " + stretch.run().format();
            case Missing gap -> "MISSING: " + gap.cause() + AtCommand.detail(gap);
          });
    }
  }

  private static Map<String, Object> values(Coverage coverage, TimeText times) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("source", coverage.source());
    values.put("from", times.iso(coverage.from()));
    values.put("to", times.iso(coverage.to()));
    values.put("days", coverage.days().stream().map(CoverageCommand::values).toList());
    values.put("spans", parts(coverage, Stretch.class, times));
    values.put("gaps", parts(coverage, Missing.class, times));
    return values;
  }

  private static List<Map<String, Object>> parts(
      Coverage coverage, Class<? extends TimelinePart> kind, TimeText times) {
    return coverage.parts().stream()
        .filter(kind::isInstance)
        .map(part -> values(part, times))
        .toList();
  }

  private static Map<String, Object> values(Coverage.Day day) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("date", day.date().toString());
    values.put("percent", day.percent());
    values.put("seconds", seconds(day.length()));
    values.put("recordedSeconds", seconds(day.recorded()));
    return values;
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  static Map<String, Object> values(TimelinePart part, TimeText times) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("from", times.iso(part.from()));
    values.put("to", times.iso(part.to()));
    if (part instanceof Missing gap) {
      values.put("cause", gap.cause());
      values.put("detail", gap.detail());
    }
    return values;
  }
}
