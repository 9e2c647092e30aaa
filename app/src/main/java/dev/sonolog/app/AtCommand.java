package dev.sonolog.app;

import dev.sonolog.archive.StoredSegment;
import dev.sonolog.archive.excerpt.Missing;
import dev.sonolog.archive.excerpt.Moment;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what was recorded of a source at an instant, or what is missing there. */
@Command(
    name = "at",
    mixinStandardHelpOptions = true,
    description = {
      "Says which file holds a source's audio of an instant, where in it, and what was heard; or"
          + " what is missing there, why, and what lies around it. The exit status is 1 then.",
      "May run beside the recorder.",
      TimeText.HELP
    })
final class AtCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "SOURCE", description = "The name of the source.")
  private String source = "";

  @Parameters(index = "1", paramLabel = "TIME", description = "The instant.")
  private String time = "";

  @Option(names = "--json", description = "For programs.")
  private boolean json;

  @Mixin private RecorderOption recorder = new RecorderOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    SourceSpan span = SourceSpan.of(recorder, source);
    TimeText times = new TimeText(span.zone(), Instant.now());
    Instant instant = times.instant(time);
    Moment moment = span.excerpts().at(source, instant);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(
          ControlMessage.JSON
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(values(moment, times)));
    } else {
      print(moment, times, out);
    }
    out.flush();
    return moment instanceof Moment.Recorded ? ExitCode.OK : ExitCode.FAILED;
  }

  private static void print(Moment moment, TimeText times, PrintWriter out) {
    switch (moment) {
      case Moment.Recorded(StoredSegment segment, Instant at, Duration offset, var title) -> {
        out.printf("%s  %s%n", times.shown(at), segment.place());
        out.printf("  %s behind its start%n", clock(offset));
        title.ifPresent(text -> out.println("  " + text));
      }
      case Moment.NotRecorded(Missing gap, var before, var after) -> {
        out.printf("missing: %s%s%n", gap.cause(), detail(gap));
        out.printf(
            "  from %s to %s (%s)%n",
            times.shown(gap.from()),
            times.shown(gap.to()),
            Texts.duration(Duration.between(gap.from(), gap.to())));
        before.ifPresent(it -> out.println("  before it: " + it.place()));
        after.ifPresent(it -> out.println("  behind it: " + it.place()));
      }
    }
  }

  static String detail(Missing gap) {
    return gap.detail().isEmpty() ? "" : ", " + gap.detail();
  }

  private static String clock(Duration offset) {
    return String.format(
        Locale.ROOT,
        "%d:%02d:%02d.%03d",
        offset.toHours(),
        offset.toMinutesPart(),
        offset.toSecondsPart(),
        offset.toMillisPart());
  }

  private static Map<String, Object> values(Moment moment, TimeText times) {
    Map<String, Object> values = new TreeMap<>();
    switch (moment) {
      case Moment.Recorded(StoredSegment segment, Instant at, Duration offset, var title) -> {
        values.put("recorded", true);
        values.put("at", times.iso(at));
        values.put("file", segment.place().toString());
        values.put("offsetSeconds", offset.toNanos() / 1e9);
        title.ifPresent(text -> values.put("title", text));
      }
      case Moment.NotRecorded(Missing gap, var before, var after) -> {
        values.put("recorded", false);
        values.put("gap", CoverageCommand.values(gap, times));
        put(values, "before", before);
        put(values, "after", after);
      }
    }
    return values;
  }

  private static void put(
      Map<String, Object> values, String name, Optional<StoredSegment> segment) {
    segment.ifPresent(it -> values.put(name, it.place().toString()));
  }
}
