package dev.sonolog.app;

import dev.sonolog.analysis.LoudSections;
import dev.sonolog.analysis.SectionFormat;
import dev.sonolog.analysis.SectionList;
import dev.sonolog.analysis.TimedSection;
import dev.sonolog.archive.StoredSegment;
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
import java.util.Optional;
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
          + " the recorder; what is being recorded is measured as far as it has come. Without"
          + " --from the span is a day long.",
      TimeText.HELP
    })
final class AnalyseCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "SOURCE", description = "The name of the source.")
  private String source = "";

  @Mixin private SpanOption asked = new SpanOption();

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

  @Option(
      names = "--marks",
      paramLabel = "FILE",
      description =
          "An exported WAV file of the same time, which gets a mark for each section; those of an"
              + " earlier time go. Its start is what it says itself, else that of the span.")
  private @Nullable Path marks;

  @Mixin private RecorderOption recorder = new RecorderOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    SectionSettings settings = settings();
    SourceSpan there = SourceSpan.of(recorder, source);
    Optional<Path> file = output == null ? Optional.empty() : Optional.of(there.fresh(output));
    Optional<MarkedFile> marked =
        marks == null ? Optional.empty() : Optional.of(MarkedFile.of(there.outside(marks)));
    TimeText times = new TimeText(there.zone(), Instant.now());
    SpanOption.Span span = asked.span(times, end -> end.minus(Duration.ofDays(1)));
    List<StoredSegment> segments = there.recordings(source, span, times);
    LoudSections sections = new LoudSections(settings);
    int failed =
        new SegmentMeasuring(there.archive(), source, span, spec.commandLine().getErr())
            .each(
                segments,
                Optional.empty(),
                (segment, measures, progress) -> {
                  if (format.hasPeaks()) {
                    sections.add(segment, measures.levels().data(segment, progress));
                  } else {
                    sections.add(segment, measures.levels().windows(segment, progress));
                  }
                });
    SectionList list =
        new SectionList(
            source, span.from(), span.to(), there.zone(), within(sections.sections(), span));
    write(list, file);
    if (marked.isPresent()) {
      mark(list, marked.get());
    }
    return failed == 0 ? ExitCode.OK : ExitCode.FAILED;
  }

  private static List<TimedSection> within(List<TimedSection> sections, SpanOption.Span span) {
    return sections.stream()
        .filter(it -> it.to().isAfter(span.from()) && it.from().isBefore(span.to()))
        .toList();
  }

  private SectionSettings settings() throws CommandFailure {
    try {
      return new SectionSettings(margin, gap, length);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }

  private void write(SectionList list, Optional<Path> file) throws IOException {
    String text = list.as(format, audio == null ? source + ".wav" : audio);
    if (file.isPresent()) {
      Files.writeString(file.get(), text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
    } else {
      PrintWriter out = spec.commandLine().getOut();
      out.print(text);
      out.flush();
    }
  }

  private void mark(SectionList list, MarkedFile file) throws IOException {
    int marked = file.mark(list);
    int outside = list.sections().size() - marked;
    PrintWriter err = spec.commandLine().getErr();
    err.printf("%s: marks of %s%n", marks, marked == 1 ? "1 section" : marked + " sections");
    if (outside > 0) {
      err.printf("  %d more lie outside of it%n", outside);
    }
    err.flush();
  }
}
