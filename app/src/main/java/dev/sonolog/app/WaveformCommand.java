package dev.sonolog.app;

import dev.sonolog.analysis.CodedParts;
import dev.sonolog.analysis.CodedSpan;
import dev.sonolog.analysis.PeakBits;
import dev.sonolog.analysis.SpanWaveform;
import dev.sonolog.analysis.Waveform;
import dev.sonolog.analysis.WaveformFormat;
import dev.sonolog.analysis.WaveformRefusedException;
import dev.sonolog.archive.excerpt.ExcerptPlan;
import dev.sonolog.archive.excerpt.ExcerptRefusedException;
import dev.sonolog.archive.excerpt.GapPolicy;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
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

/** Writes what a waveform of a source is drawn from. */
@Command(
    name = "waveform",
    mixinStandardHelpOptions = true,
    description = {
      "Writes the peaks of a span in the data format of audiowaveform, version 2, or as its JSON."
          + " Its pixels stand on the clock: what was not recorded is flat. Each recording is"
          + " measured once; what is being recorded as far as it has come. May run beside the"
          + " recorder. Without --from the span is a day long.",
      TimeText.HELP
    })
final class WaveformCommand implements Callable<Integer> {
  private static final String STANDARD_OUTPUT = "-";

  /** As wide as a screen. */
  private static final int USUAL_PIXELS = 2_000;

  @Parameters(index = "0", paramLabel = "SOURCE", description = "The name of the source.")
  private String source = "";

  @Mixin private SpanOption asked = new SpanOption();

  @Option(
      names = "--zoom",
      paramLabel = "N",
      description =
          "Samples per pixel; by default as many as make the span 2,000 pixels wide. Fewer than 256"
              + " are more than what is kept of a recording: the span is decoded anew.")
  private @Nullable Integer zoom;

  @Option(
      names = "--bits",
      paramLabel = "8|16",
      defaultValue = "16",
      description = "Bits of each number; ${DEFAULT-VALUE}.")
  private int bits;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "dat",
      description = "dat or json; ${DEFAULT-VALUE}.")
  private WaveformFormat format = WaveformFormat.DAT;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description = "A file that must not be there; - is standard output.")
  private String output = "";

  @Mixin private RecorderOption recorder = new RecorderOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    PeakBits width = width();
    SourceSpan there = SourceSpan.of(recorder, source);
    Optional<Path> file = file(there);
    TimeText times = new TimeText(there.zone(), Instant.now());
    SpanOption.Span span = asked.span(times, end -> end.minus(Duration.ofDays(1)));
    ExcerptPlan plan = there.excerpts().plan(source, span.from(), span.to());
    if (plan.stretches().isEmpty()) {
      throw nothing(span, times);
    }
    SpanWaveform slice = slice(plan);
    int failed =
        slice.isFine() ? decode(plan, there, slice, file, times) : measure(plan, there, slice);
    Waveform waveform = slice.waveform().orElseThrow(() -> nothing(span, times));
    write(waveform, width, file);
    return failed == 0 ? ExitCode.OK : ExitCode.FAILED;
  }

  private PeakBits width() throws CommandFailure {
    return Arrays.stream(PeakBits.values())
        .filter(it -> it.count() == bits)
        .findFirst()
        .orElseThrow(() -> new CommandFailure(ExitCode.USAGE, "--bits is 8 or 16, not " + bits));
  }

  /** None is standard output. */
  private Optional<Path> file(SourceSpan there) throws CommandFailure {
    return output.equals(STANDARD_OUTPUT)
        ? Optional.empty()
        : Optional.of(there.fresh(Path.of(output)));
  }

  private CommandFailure nothing(SpanOption.Span span, TimeText times) {
    return new CommandFailure(
        ExitCode.FAILED,
        "Nothing of %s can be shown from %s to %s"
            .formatted(source, times.shown(span.from()), times.shown(span.to())));
  }

  private SpanWaveform slice(ExcerptPlan plan) throws CommandFailure {
    try {
      return new SpanWaveform(plan, zoom == null ? SpanWaveform.zoom(plan, USUAL_PIXELS) : zoom);
    } catch (IllegalArgumentException | WaveformRefusedException e) {
      throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }

  /** How many files could not be measured. */
  private int measure(ExcerptPlan plan, SourceSpan there, SpanWaveform slice)
      throws IOException, InterruptedException, CommandFailure {
    SpanOption.Span span = new SpanOption.Span(plan.from(), plan.to());
    return new SegmentMeasuring(there.archive(), source, span, spec.commandLine().getErr())
        .each(
            slice.segments(),
            Optional.empty(),
            (segment, measures, progress) ->
                slice.add(segment, measures.levels().data(segment, progress)));
  }

  /**
   * Decodes each stretch, beside the target or among the temporary files, and takes its samples.
   * One that cannot be decoded is told, and flat.
   *
   * @return how many could not be
   */
  private int decode(
      ExcerptPlan plan, SourceSpan there, SpanWaveform slice, Optional<Path> target, TimeText times)
      throws IOException, InterruptedException, CommandFailure {
    Path beside =
        target
            .map(it -> it.resolveSibling(""))
            .orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir")));
    List<CodedParts> undecoded = new ArrayList<>();
    CodedExport.Failed tell =
        (parts, why) -> {
          undecoded.add(parts);
          spec.commandLine()
              .getErr()
              .println(
                  "What began at %s cannot be decoded: %s"
                      .formatted(times.shown(parts.from()), why.getMessage()));
        };
    try (CodedExport decoded = new CodedExport(there, plan, slice.decoding(), beside)) {
      for (CodedSpan.Made made : decoded.make(GapPolicy.SEPARATE, tell)) {
        slice.add(made);
      }
    } catch (ExcerptRefusedException | WaveformRefusedException e) {
      throw new CommandFailure(ExitCode.FAILED, String.valueOf(e.getMessage()));
    }
    return undecoded.size();
  }

  private void write(Waveform waveform, PeakBits width, Optional<Path> file) throws IOException {
    if (file.isEmpty()) {
      try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
        waveform.write(format, width, out);
      }
      return;
    }
    try (OutputStream out =
        Files.newOutputStream(
            file.get(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      waveform.write(format, width, out);
    } catch (IOException e) {
      Files.deleteIfExists(file.get());
      throw e;
    }
  }
}
