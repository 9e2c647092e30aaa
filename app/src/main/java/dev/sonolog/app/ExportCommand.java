package dev.sonolog.app;

import dev.sonolog.analysis.CodedSpan;
import dev.sonolog.analysis.Coding;
import dev.sonolog.archive.Progress;
import dev.sonolog.archive.excerpt.ExcerptFile;
import dev.sonolog.archive.excerpt.ExcerptOutput;
import dev.sonolog.archive.excerpt.ExcerptPlan;
import dev.sonolog.archive.excerpt.ExcerptRefusedException;
import dev.sonolog.archive.excerpt.ExcerptResult;
import dev.sonolog.archive.excerpt.ExcerptStream;
import dev.sonolog.archive.excerpt.ExcerptZip;
import dev.sonolog.archive.excerpt.GapPolicy;
import dev.sonolog.archive.excerpt.GapText;
import dev.sonolog.archive.excerpt.Missing;
import dev.sonolog.formats.Codec;
import dev.sonolog.studio.Take;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a span of a source into a file that plays. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Writes what was recorded of a source in a span as one file that plays, without coding it"
          + " anew, across the borders of files; says what is missing of it. Or codes it anew:"
          + " --as, or an --output called .wav, .flac, .mp3, .opus or .m4a.",
      "May run beside the recorder, and takes what is stored of the file that it is writing.",
      TimeText.HELP
    })
final class ExportCommand implements Callable<Integer> {
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss", Locale.ROOT);

  private static final String STANDARD_OUTPUT = "-";
  private static final String ZIP = ".zip";

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "SOURCE",
      description = "The name of the source.")
  private String source = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FROM",
      description = "Where the span begins.")
  private String from = "";

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "TO",
      description = "Where it ends, or +LENGTH such as +90s, +1h30m.")
  private String to = "";

  @Option(
      names = "--take",
      paramLabel = "ID",
      description =
          "A take instead of a span: all of it in one file, with silence where something is"
              + " missing.")
  private @Nullable String take;

  @Option(
      names = {"-o", "--output", "--to"},
      paramLabel = "FILE",
      description = {
        "The file; SOURCE_FROM with the right extension in the working directory by default.",
        "It must not be there. - is standard output. One that is called .zip is one: of a file for"
            + " each stretch, and of what is missing."
      })
  private @Nullable String output;

  @Option(
      names = "--gaps",
      paramLabel = "<gaps>",
      description = {
        "What becomes of what is missing: separate files in a zip, silence of the same length, or"
            + " closed up as if nothing were missing. ${COMPLETION-CANDIDATES}; separate, and"
            + " silence of a take."
      })
  private @Nullable GapPolicy wantedGaps;

  @Mixin private ExportTarget target = new ExportTarget();

  @Option(names = "--json", description = "Say what was done for programs.")
  private boolean json;

  private GapPolicy gaps = GapPolicy.SEPARATE;

  @Mixin private RecorderOption recorder = new RecorderOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    Optional<Take> kept =
        take == null ? Optional.empty() : Optional.of(TakeSpan.find(recorder, take));
    checkArguments();
    source = kept.map(Take::source).orElse(source);
    gaps = gaps();
    SourceSpan span = SourceSpan.of(recorder, source);
    TimeText times = new TimeText(span.zone(), Instant.now());
    ExcerptPlan plan = kept.isPresent() ? TakeSpan.plan(span, kept.get()) : plan(span, times);
    if (plan.stretches().isEmpty()) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "Nothing of this span is there:\n" + gaps(plan.missing(), times).stripTrailing());
    }
    Codec own = plan.stretches().getFirst().run().format().codec();
    Optional<Coding> coding = target.coding(STANDARD_OUTPUT.equals(output) ? null : output, own);
    try {
      if (coding.isPresent()) {
        coded(span, plan, coding.get(), times);
      } else {
        tell(STANDARD_OUTPUT.equals(output) ? stream(span, plan) : file(span, plan), times);
      }
      return ExitCode.OK;
    } catch (ExcerptRefusedException e) {
      throw new CommandFailure(ExitCode.FAILED, String.valueOf(e.getMessage()));
    }
  }

  private void checkArguments() {
    boolean isSpan = !to.isEmpty();
    if (take == null && !isSpan) {
      throw new ParameterException(
          spec.commandLine(), "Missing: SOURCE, FROM and TO, or --take with the id of a take");
    }
    if (take != null && !source.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "A take is a span already: --take, or SOURCE, FROM and TO");
    }
  }

  private GapPolicy gaps() {
    if (wantedGaps != null) {
      return wantedGaps;
    }
    return take == null ? GapPolicy.SEPARATE : GapPolicy.SILENCE;
  }

  private ExcerptPlan plan(SourceSpan span, TimeText times) throws IOException, CommandFailure {
    Instant start = times.instant(from);
    return span.excerpts().plan(source, start, times.end(start, to));
  }

  /** What was written, and where. */
  private record Report(String place, ExcerptResult result) {}

  /** Whether a zip is written: of several stretches, and where the output is called so. */
  private boolean many(ExcerptPlan plan) {
    boolean zip = output != null && output.endsWith(ZIP);
    return zip || (gaps == GapPolicy.SEPARATE && plan.stretches().size() > 1);
  }

  // --- where it goes

  private Report stream(SourceSpan span, ExcerptPlan plan)
      throws IOException, ExcerptRefusedException {
    try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
      if (many(plan)) {
        return new Report(STANDARD_OUTPUT, zip(span, plan, out));
      }
      return new Report(STANDARD_OUTPUT, write(span, plan, new ExcerptStream(out)));
    }
  }

  private Report file(SourceSpan span, ExcerptPlan plan)
      throws IOException, ExcerptRefusedException, CommandFailure {
    Path wanted =
        wanted(span, plan, plan.stretches().getFirst().run().format().codec().extension());
    try (ExcerptFile file = new ExcerptFile(wanted)) {
      ExcerptResult result;
      if (many(plan)) {
        try (OutputStream out = Channels.newOutputStream(file.open())) {
          result = zip(span, plan, out);
        }
        file.finish();
      } else {
        result = write(span, plan, file);
      }
      return new Report(file.written().orElseThrow().toString(), result);
    }
  }

  private Path wanted(SourceSpan span, ExcerptPlan plan, String own) throws CommandFailure {
    String extension = many(plan) ? ZIP : "." + own;
    String name = source + "_" + NAME.format(plan.from().atZone(span.zone())) + extension;
    Path file = Path.of(output == null ? name : output).toAbsolutePath().normalize();
    if (output != null && Files.exists(file)) {
      throw new CommandFailure(ExitCode.USAGE, file + " is there already; nothing is overwritten");
    }
    if (output != null && many(plan) && !output.endsWith(ZIP)) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "This span consists of "
              + plan.stretches().size()
              + " stretches: name a .zip for a file of each, or ask for --gaps silence or closed");
    }
    return span.outside(file);
  }

  private ExcerptResult zip(SourceSpan span, ExcerptPlan plan, OutputStream out)
      throws IOException, ExcerptRefusedException {
    ExcerptZip zip = new ExcerptZip(out);
    ExcerptResult result = write(span, plan, zip);
    StringBuilder missing = new StringBuilder(missing(span, plan));
    for (ExcerptResult.Written file : result.files()) {
      if (file.lost() > 0) {
        missing.append(file.name()).append(": ").append(lost(file)).append('\n');
      }
    }
    zip.finish("gaps.txt", missing.toString());
    return result;
  }

  private ExcerptResult write(SourceSpan span, ExcerptPlan plan, ExcerptOutput target)
      throws IOException, ExcerptRefusedException {
    ProgressLine progress = new ProgressLine("exported", Texts::bytes);
    Consumer<Progress> shown = progress::show;
    try {
      return span.excerpts().write(plan, gaps, span.zone(), target, shown);
    } finally {
      progress.clear();
    }
  }

  // --- coded anew

  private void coded(SourceSpan span, ExcerptPlan plan, Coding coding, TimeText times)
      throws IOException, ExcerptRefusedException, CommandFailure, InterruptedException {
    boolean streamed = STANDARD_OUTPUT.equals(output);
    Path wanted =
        streamed
            ? Path.of(System.getProperty("java.io.tmpdir"), coding.kind().word())
            : wanted(span, plan, coding.kind().word());
    try (CodedExport export =
        new CodedExport(span, plan, coding, wanted.resolveSibling("").toAbsolutePath())) {
      List<CodedSpan.Made> made = export.make(gaps);
      String place = streamed ? streamed(plan, made, span) : placed(plan, made, span, wanted);
      tell(new CodedReport(place, plan, coding.kind(), made), times);
    }
  }

  private String streamed(ExcerptPlan plan, List<CodedSpan.Made> made, SourceSpan span)
      throws IOException, CommandFailure {
    try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
      if (many(plan)) {
        CodedSpan.zip(made, out, missing(span, plan));
      } else {
        Files.copy(one(made).file(), out);
      }
    }
    return STANDARD_OUTPUT;
  }

  private String placed(ExcerptPlan plan, List<CodedSpan.Made> made, SourceSpan span, Path wanted)
      throws IOException, CommandFailure {
    if (!many(plan)) {
      return CodedExport.place(one(made), wanted).toString();
    }
    try (ExcerptFile file = new ExcerptFile(wanted)) {
      try (OutputStream out = Channels.newOutputStream(file.open())) {
        CodedSpan.zip(made, out, missing(span, plan));
      }
      file.finish();
      return file.written().orElseThrow().toString();
    }
  }

  private static CodedSpan.Made one(List<CodedSpan.Made> made) throws CommandFailure {
    if (made.size() > 1) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "This stretch is coded in " + made.size() + " ways: name a .zip, or say --gaps closed");
    }
    return made.getFirst();
  }

  private static String missing(SourceSpan span, ExcerptPlan plan) {
    return gaps(plan.missing(), new TimeText(span.zone(), plan.from()));
  }

  private void tell(CodedReport report, TimeText times) {
    PrintWriter out = teller(report.place());
    if (json) {
      out.println(pretty(report.values(times)));
    } else {
      report.print(out, times);
    }
    out.flush();
  }

  // --- what is said of it

  private PrintWriter teller(String place) {
    boolean taken = place.equals(STANDARD_OUTPUT);
    return taken ? spec.commandLine().getErr() : spec.commandLine().getOut();
  }

  private static String pretty(Map<String, Object> values) {
    return ControlMessage.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(values);
  }

  private void tell(Report report, TimeText times) {
    PrintWriter out = teller(report.place());
    if (json) {
      out.println(pretty(values(report, times)));
    } else {
      print(report, times, out);
    }
    out.flush();
  }

  private static void print(Report report, TimeText times, PrintWriter out) {
    out.println(report.place());
    for (ExcerptResult.Written file : report.result().files()) {
      out.printf(
          "  %s to %s, %s%s%n",
          times.shown(file.from()), times.shown(file.to()), file.format(), remark(file));
    }
    out.print(gaps(report.result().plan().missing(), times));
  }

  private static String remark(ExcerptResult.Written file) {
    String settling =
        file.settling() == 0
            ? ""
            : "; the first "
                + file.format().rate().duration(file.settling()).toMillis()
                + " ms only let the decoder settle";
    return settling + (file.lost() == 0 ? "" : "; " + lost(file));
  }

  private static String lost(ExcerptResult.Written file) {
    return Texts.duration(file.format().rate().duration(file.lost()))
        + " of it were recorded and are not in the files any more: they are damaged (verify tells"
        + " which)";
  }

  static String gaps(List<Missing> missing, TimeText times) {
    return GapText.of(missing, times.zone());
  }

  private static Map<String, Object> values(Report report, TimeText times) {
    ExcerptPlan plan = report.result().plan();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("output", report.place());
    values.put("askedFrom", times.iso(plan.from()));
    values.put("askedTo", times.iso(plan.to()));
    values.put("files", report.result().files().stream().map(file -> values(file, times)).toList());
    values.put(
        "gaps", plan.missing().stream().map(gap -> CoverageCommand.values(gap, times)).toList());
    return values;
  }

  private static Map<String, Object> values(ExcerptResult.Written file, TimeText times) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", file.name());
    values.put("format", file.format().toString());
    values.put("from", times.iso(file.from()));
    values.put("to", times.iso(file.to()));
    values.put("samples", file.samples());
    values.put("settlingSamples", file.settling());
    values.put("silentSamples", file.silence());
    values.put("lostSamples", file.lost());
    return values;
  }
}
