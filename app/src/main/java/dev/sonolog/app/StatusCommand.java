package dev.sonolog.app;

import dev.sonolog.app.ControlMessage.Reply;
import dev.sonolog.app.ControlMessage.Request;
import dev.sonolog.app.config.Configuration;
import dev.sonolog.archive.Catalogue;
import dev.sonolog.archive.Forecast;
import dev.sonolog.server.service.StatusReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what records, since when, what is missing, and how much room there is. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Says what records, since when, what was missing in the last 24 hours, and how much room"
          + " there is.",
      "Asks the running recorder; when none runs, the catalogue is read, and the exit status is 4."
    })
final class StatusCommand implements Callable<Integer> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());
  private static final int SHOWN_GAPS = 20;

  @Mixin private RecorderOption recorder = new RecorderOption();

  @Option(names = "--json", description = "For programs: everything, instants in UTC.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    Path state = recorder.stateDirectory();
    Optional<Reply> reply =
        ControlClient.ask(state, new Request("status", Optional.empty()), _ -> {});
    StatusReport report = reply.isPresent() ? answered(reply.get()) : stored(state);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(ControlMessage.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report));
    } else {
      print(report, out);
    }
    out.flush();
    return report.recorder().isPresent() ? ExitCode.OK : ExitCode.NOT_RUNNING;
  }

  private static StatusReport answered(Reply reply) throws CommandFailure {
    if (reply.result().isEmpty()) {
      throw new CommandFailure(
          ExitCode.FAILED, reply.error().orElse("The recorder gave no answer"));
    }
    return ControlMessage.JSON.treeToValue(reply.result().get(), StatusReport.class);
  }

  private StatusReport stored(Path state) throws Exception {
    Path catalogue = state.resolve(Catalogue.FILE);
    if (!Files.exists(catalogue)) {
      throw new CommandFailure(
          ExitCode.NOT_RUNNING,
          "No recorder is running, and there is no catalogue at " + catalogue);
    }
    Optional<Configuration> configuration = recorder.configurationIfAny();
    Collection<Path> directories =
        configuration.<Collection<Path>>map(Configuration::outputDirectories).orElse(List.of());
    List<Forecast> forecasts =
        configuration
            .map(
                it ->
                    StatusReporter.forecasts(Archives.settings(it), it.retention(), Instant.now()))
            .orElse(List.of());
    return StatusReporter.stored(
        Catalogue.openReadOnly(catalogue), directories, forecasts, Instant.now());
  }

  private static void print(StatusReport report, PrintWriter out) throws IOException {
    out.println(
        report
            .recorder()
            .map(
                it ->
                    "Recording since %s (process %d, Sonolog %s)"
                        .formatted(time(it.since()), it.pid(), it.version()))
            .orElse("No recorder is running; this is what the catalogue says."));
    for (StatusReport.Source source : report.sources()) {
      printSource(source, out);
    }
    report.catalogue().ifPresent(trouble -> out.println("Catalogue: " + trouble));
    for (StatusReport.Volume volume : report.volumes()) {
      out.printf(
          "Free: %s of %s in %s%s%n",
          Texts.bytes(volume.free()),
          Texts.bytes(volume.total()),
          volume.directory(),
          volume.forecast().map(StatusCommand::text).orElse(""));
    }
    printGaps(report.gaps(), out);
  }

  private static void printSource(StatusReport.Source source, PrintWriter out) {
    out.printf(
        "%n%s: %s%s%s%n",
        source.name(),
        source.state(),
        source.since().map(since -> " since " + time(since)).orElse(""),
        source.format().map(format -> ", " + format).orElse(""));
    source.file().ifPresent(file -> out.println("  writing " + file));
    source
        .title()
        .filter(title -> !title.isEmpty())
        .ifPresent(title -> out.println("  playing " + title));
    source
        .driftPpm()
        .ifPresent(ppm -> out.printf(Locale.ROOT, "  its clock runs %+.0f ppm%n", ppm));
    source.levels().ifPresent(levels -> out.println("  hears " + text(levels)));
    source.detail().ifPresent(detail -> out.println("  " + detail));
    if (source.failures() > 0) {
      out.println("  failed " + source.failures() + " times in a row");
    }
    out.printf("  %d finished files, %s%n", source.segments(), Texts.bytes(source.bytes()));
    source.analysis().ifPresent(analysis -> out.println("  analysis " + text(analysis)));
  }

  private static String text(StatusReport.Forecast forecast) {
    return "; "
        + Texts.bytes(forecast.bytesPerDay())
        + " a day, "
        + Texts.full(forecast.full().map(Instant::parse), Instant.now());
  }

  private static String text(StatusReport.Analysis analysis) {
    String behind =
        analysis.behind() == 0
            ? analysis.complete() ? "up to date" : "looks through what was recorded"
            : "behind by "
                + (analysis.behind() == 1 ? "1 recording" : analysis.behind() + " recordings")
                + (analysis.complete() ? "" : " or more")
                + ", "
                + Texts.duration(Duration.ofMillis(Math.round(1e3 * analysis.seconds())));
    return behind
        + (analysis.unmeasurable() == 0
            ? ""
            : "; " + analysis.unmeasurable() + " cannot be measured: sonolog jobs tells why");
  }

  private static String text(StatusReport.Levels levels) {
    String peaks =
        levels.peaks().stream().map(StatusCommand::decibels).collect(Collectors.joining(", "));
    return "peaks "
        + peaks
        + " dBFS"
        + levels.shortTerm().map(it -> ", loudness " + decibels(it) + " LUFS").orElse("")
        + levels.conditions().stream().map(it -> "; " + it).collect(Collectors.joining());
  }

  private static String decibels(double level) {
    return Double.isInfinite(level) ? "-inf" : String.format(Locale.ROOT, "%.1f", level);
  }

  private static void printGaps(List<StatusReport.Gap> gaps, PrintWriter out) {
    out.printf(
        "%nGaps in the last 24 hours: %s%n", gaps.isEmpty() ? "none" : String.valueOf(gaps.size()));
    for (StatusReport.Gap gap : gaps.stream().limit(SHOWN_GAPS).toList()) {
      Instant from = Instant.parse(gap.from());
      out.printf(
          Locale.ROOT,
          "  %s  %s  %s  %s%s%n",
          gap.source(),
          TIME.format(from),
          gap.to()
              .map(to -> Texts.duration(Duration.between(from, Instant.parse(to))))
              .orElse("until now"),
          gap.cause(),
          gap.detail().isEmpty() ? "" : ": " + gap.detail());
    }
    if (gaps.size() > SHOWN_GAPS) {
      out.println("  ... " + (gaps.size() - SHOWN_GAPS) + " more (--json shows all)");
    }
  }

  private static String time(String instant) {
    return TIME.format(Instant.parse(instant));
  }
}
