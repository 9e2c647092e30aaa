package dev.sonolog.app;

import dev.sonolog.analysis.LevelStore;
import dev.sonolog.analysis.Levels;
import dev.sonolog.analysis.LoudSections;
import dev.sonolog.analysis.SectionFormat;
import dev.sonolog.analysis.SectionList;
import dev.sonolog.analysis.TimedSection;
import dev.sonolog.analysis.UnmeasurableException;
import dev.sonolog.archive.Catalogue;
import dev.sonolog.archive.CatalogueView;
import dev.sonolog.archive.Progress;
import dev.sonolog.archive.SegmentState;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.jobs.WorkerProcess;
import dev.sonolog.measure.SectionSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Finds what is loud in what was recorded. */
@Command(
    name = "analyse",
    mixinStandardHelpOptions = true,
    description = {
      "Finds the loud sections of a span. Each recording is measured once, and what was measured is"
          + " kept beside the catalogue: another margin is a matter of milliseconds. May run beside"
          + " the recorder; what is being recorded is measured as far as it has come.",
      TimeText.HELP
    })
final class AnalyseCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "SOURCE", description = "The name of the source.")
  private String source = "";

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Where the span begins; a day before its end by default.")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "Where it ends, or +LENGTH such as +12h; now by default.")
  private @Nullable String to;

  @Option(
      names = "--margin",
      paramLabel = "DB",
      defaultValue = "12",
      description = "How far above the noise a section is; ${DEFAULT-VALUE} dB.")
  private double margin;

  @Option(
      names = "--gap",
      paramLabel = "SECONDS",
      defaultValue = "2",
      description = "Quiet that is no longer does not end a section; ${DEFAULT-VALUE} s.")
  private double gap;

  @Option(
      names = "--length",
      paramLabel = "SECONDS",
      defaultValue = "0.5",
      description = "Shorter sections are left out; ${DEFAULT-VALUE} s.")
  private double length;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description =
          "text, json, csv, audacity (a label track) or cue (a cue sheet); ${DEFAULT-VALUE}."
              + " Seconds count from the span's start.")
  private SectionFormat format = SectionFormat.TEXT;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "A file that must not be there; standard output by default.")
  private @Nullable Path output;

  @Option(
      names = "--audio",
      paramLabel = "FILE",
      description = "The audio that a cue sheet is for, by its name; SOURCE.wav by default.")
  private @Nullable String audio;

  @Mixin private RecorderOption recorder = new RecorderOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    SectionSettings settings = settings();
    SourceSpan span = SourceSpan.of(recorder, source);
    TimeText times = new TimeText(span.zone(), Instant.now());
    Instant start = from == null ? start(times) : times.instant(from);
    Instant end = times.end(start, to == null ? "now" : to);
    List<StoredSegment> segments = segments(span, start, end);
    if (segments.isEmpty()) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "Nothing of %s is there from %s to %s"
              .formatted(source, times.shown(start), times.shown(end)));
    }
    LoudSections sections = new LoudSections(settings);
    int failed = measure(segments, span, sections);
    List<TimedSection> within =
        sections.sections().stream()
            .filter(it -> it.to().isAfter(start) && it.from().isBefore(end))
            .toList();
    write(new SectionList(source, start, end, span.zone(), within));
    return failed == 0 ? ExitCode.OK : ExitCode.FAILED;
  }

  private SectionSettings settings() throws CommandFailure {
    try {
      return new SectionSettings(margin, gap, length);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }

  private Instant start(TimeText times) throws CommandFailure {
    Instant end = to == null || to.startsWith("+") ? times.now() : times.instant(to);
    return end.minus(Duration.ofDays(1));
  }

  private List<StoredSegment> segments(SourceSpan span, Instant start, Instant end)
      throws IOException {
    CatalogueView view = Catalogue.openReadOnly(span.archive().catalogueFile());
    return view.segments(source, start, end).stream()
        .filter(
            segment ->
                segment.state() == SegmentState.SEALED || segment.state() == SegmentState.RECORDING)
        .toList();
  }

  /** How many could not be measured. */
  private int measure(List<StoredSegment> segments, SourceSpan span, LoudSections sections)
      throws IOException, InterruptedException {
    ProgressLine line = new ProgressLine("measured", Long::toString);
    int failed = 0;
    try (WorkerProcess worker = WorkerPlace.worker(span.archive())) {
      Levels levels = new Levels(new LevelStore(span.archive().stateDirectory()), worker);
      for (int i = 0; i < segments.size(); i++) {
        StoredSegment segment = segments.get(i);
        Progress progress = new Progress(segment.file(), i, segments.size());
        line.show(progress);
        try {
          sections.add(segment, levels.windows(segment, _ -> line.show(progress)));
        } catch (UnmeasurableException e) {
          failed++;
          line.clear();
          spec.commandLine()
              .getErr()
              .println(segment.file() + " cannot be measured: " + e.getMessage());
        }
      }
    } finally {
      line.clear();
    }
    return failed;
  }

  private void write(SectionList list) throws IOException, CommandFailure {
    String text = list.as(format, audio == null ? source + ".wav" : audio);
    if (output == null) {
      PrintWriter out = spec.commandLine().getOut();
      out.print(text);
      out.flush();
    } else if (Files.exists(output)) {
      throw new CommandFailure(
          ExitCode.USAGE, output + " is there already; nothing is overwritten");
    } else {
      Files.writeString(output, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
    }
  }
}
