package dev.sonolog.app;

import dev.sonolog.archive.StoredSegment;
import dev.sonolog.formats.SampleRate;
import dev.sonolog.measure.SoundSummary;
import dev.sonolog.measure.SummarySettings;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells what recordings sound like as a whole. */
@Command(
    name = "loudness",
    mixinStandardHelpOptions = true,
    description = {
      "Tells of each recording of a span its integrated loudness and loudness range (EBU R 128),"
          + " true peak, clips, DC offset and silences. Each recording is measured once, and what"
          + " was measured is kept; what is being recorded is measured as far as it has come. May"
          + " run beside the recorder. Without --from the span is a day long.",
      TimeText.HELP
    })
final class LoudnessCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "SOURCE", description = "The name of the source.")
  private String source = "";

  @Mixin private SpanOption asked = new SpanOption();

  @Option(
      names = "--silence-below",
      paramLabel = "DBFS",
      defaultValue = "-50",
      description = "Silence is where no sample is higher; ${DEFAULT-VALUE} dBFS.")
  private double silenceBelow;

  @Option(
      names = "--silence-after",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "Shorter silences are none; ${DEFAULT-VALUE} s.")
  private double silenceAfter;

  @Option(names = "--json", description = "As JSON; levels that are not there are null.")
  private boolean json;

  @Mixin private RecorderOption recorder = new RecorderOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  /** A recording and what it sounds like. */
  private record Heard(StoredSegment segment, SoundSummary summary) {}

  @Override
  public Integer call() throws Exception {
    SummarySettings settings = settings();
    SourceSpan there = SourceSpan.of(recorder, source);
    TimeText times = new TimeText(there.zone(), Instant.now());
    SpanOption.Span span = asked.span(times, end -> end.minus(Duration.ofDays(1)));
    List<StoredSegment> segments = there.recordings(source, span, times);
    List<Heard> heard = new ArrayList<>();
    int failed =
        new SegmentMeasuring(there.archive(), source, span, spec.commandLine().getErr())
            .each(
                segments,
                Optional.of(settings),
                (segment, measures, progress) ->
                    heard.add(
                        new Heard(segment, measures.summaries().of(segment, settings, progress))));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(heard, times));
    } else {
      heard.forEach(each -> print(each, times, out));
    }
    out.flush();
    return failed == 0 ? ExitCode.OK : ExitCode.FAILED;
  }

  private SummarySettings settings() throws CommandFailure {
    try {
      return new SummarySettings(silenceBelow, Duration.ofNanos(Math.round(silenceAfter * 1e9)));
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }

  private static void print(Heard heard, TimeText times, PrintWriter out) {
    SoundSummary summary = heard.summary();
    out.printf(
        Locale.ROOT,
        "%s  %s  %s LUFS, range %.1f LU, true peak %s dBTP, %s, DC offset %.2f %%%n",
        times.shown(heard.segment().start()),
        Texts.duration(summary.rate().duration(summary.frames())),
        level(summary.loudness().integrated()),
        summary.loudness().range(),
        level(summary.truePeak()),
        summary.clips() == 1 ? "1 clip" : summary.clips() + " clips",
        100 * offset(summary));
    for (SoundSummary.Stretch silence : summary.silences()) {
      out.printf(
          "  silent from %s to %s%n",
          times.shown(instant(heard, silence.from())), times.shown(instant(heard, silence.to())));
    }
  }

  private static String level(double level) {
    return Double.isInfinite(level) ? "-inf" : String.format(Locale.ROOT, "%.1f", level);
  }

  /** That of the channel that has most of it. */
  private static double offset(SoundSummary summary) {
    double most = 0;
    for (SoundSummary.Channel channel : summary.channels()) {
      most = Math.abs(channel.offset()) > Math.abs(most) ? channel.offset() : most;
    }
    return most;
  }

  private static Instant instant(Heard heard, long frame) {
    SampleRate rate = heard.summary().rate();
    return heard.segment().start().plus(rate.duration(frame));
  }

  private String json(List<Heard> heard, TimeText times) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("source", source);
    values.put("recordings", heard.stream().map(each -> values(each, times)).toList());
    return ControlMessage.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(values);
  }

  private static Map<String, Object> values(Heard heard, TimeText times) {
    SoundSummary summary = heard.summary();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("file", heard.segment().file().toString());
    values.put("start", times.iso(heard.segment().start()));
    values.put("seconds", seconds(summary, summary.frames()));
    values.put("integrated", finite(summary.loudness().integrated()));
    values.put("range", summary.loudness().range());
    values.put("highestMomentary", finite(summary.loudness().highestMomentary()));
    values.put("highestShortTerm", finite(summary.loudness().highestShortTerm()));
    values.put("truePeak", finite(summary.truePeak()));
    values.put("silentSeconds", seconds(summary, summary.silentFrames()));
    values.put("channels", summary.channels().stream().map(LoudnessCommand::values).toList());
    values.put(
        "silences",
        summary.silences().stream()
            .map(
                it ->
                    Map.of(
                        "from", times.iso(instant(heard, it.from())),
                        "to", times.iso(instant(heard, it.to()))))
            .toList());
    return values;
  }

  private static Map<String, Object> values(SoundSummary.Channel channel) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("peak", finite(channel.peak()));
    values.put("truePeak", finite(channel.truePeak()));
    values.put("offset", channel.offset());
    values.put("clips", channel.clips());
    values.put("brokenSamples", channel.broken());
    return values;
  }

  private static @Nullable Double finite(double level) {
    return Double.isInfinite(level) ? null : level;
  }

  private static double seconds(SoundSummary summary, long frames) {
    return (double) frames / summary.rate().hertz();
  }
}
