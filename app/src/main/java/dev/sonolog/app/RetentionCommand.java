package dev.sonolog.app;

import dev.sonolog.app.ControlMessage.Request;
import dev.sonolog.app.config.Configuration;
import dev.sonolog.archive.ArchiveSettings;
import dev.sonolog.archive.Forecast;
import dev.sonolog.archive.Retention;
import dev.sonolog.archive.RetentionPlan;
import dev.sonolog.archive.SegmentState;
import dev.sonolog.archive.keeping.KeepingReport;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Deletes what the configuration does not keep, or says what that would be. */
@Command(
    name = "retention",
    mixinStandardHelpOptions = true,
    description = {
      "Deletes now what keep_days, keep_size and min_free do not keep; the recorder does it by"
          + " itself every few minutes.",
      "With --dry-run it deletes nothing and says what would go by the configuration as it is in"
          + " the file now."
    })
final class RetentionCommand implements Callable<Integer> {
  @Mixin private RecorderOption recorder = new RecorderOption();

  @Option(names = "--dry-run", description = "Say what would be deleted, and delete nothing.")
  private boolean dryRun;

  @Option(names = "--json", description = "For programs: everything, instants in UTC.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  /**
   * What would be deleted.
   *
   * @param recordings how many recordings would leave the archive
   * @param bytes their size
   * @param erased what is in the trash and would be deleted for good
   * @param volumes how they fill up by these rules
   */
  record Report(
      long recordings,
      long bytes,
      List<Item> items,
      List<Item> erased,
      List<Volume> volumes,
      List<String> full) {}

  /** A file that would go. */
  record Item(
      String file, String source, String start, long bytes, String reason, boolean forGood) {
    static Item of(RetentionPlan.Step step) {
      return new Item(
          step.segment().file().toString(),
          step.segment().source(),
          step.segment().start().toString(),
          step.segment().bytes(),
          step.reason().word(),
          step.forGood());
    }
  }

  /** How a volume fills up. */
  record Volume(
      String directory,
      long free,
      long total,
      long bytesPerDay,
      Optional<String> full,
      Optional<Long> steady) {
    static Volume of(Forecast forecast) {
      return new Volume(
          forecast.directory(),
          forecast.space().free(),
          forecast.space().total(),
          Math.round(forecast.bytesPerDay()),
          forecast.full().map(Instant::toString),
          forecast.steady());
    }
  }

  @Override
  public Integer call() throws Exception {
    Configuration configuration =
        recorder
            .configurationIfAny()
            .orElseThrow(
                () ->
                    new CommandFailure(
                        ExitCode.USAGE,
                        "Without a configuration nothing is deleted; name one with --config"));
    ArchiveSettings settings = Archives.settings(configuration);
    return dryRun ? dryRun(configuration, settings) : run(configuration, settings);
  }

  private int dryRun(Configuration configuration, ArchiveSettings settings) throws Exception {
    Instant now = Instant.now();
    RetentionPlan plan = Retention.plan(settings, configuration.retention(), now);
    List<Item> recordings = plan.recordings().stream().map(Item::of).toList();
    List<Item> erased =
        plan.steps().stream()
            .filter(step -> step.segment().state() == SegmentState.TRASHED)
            .map(Item::of)
            .toList();
    List<Volume> volumes =
        Forecast.of(settings, configuration.retention(), now).stream().map(Volume::of).toList();
    long bytes = recordings.stream().mapToLong(Item::bytes).sum();
    print(
        new Report(recordings.size(), bytes, recordings, erased, volumes, List.copyOf(plan.full())),
        now);
    return ExitCode.OK;
  }

  private void print(Report report, Instant now) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(ControlMessage.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report));
    } else {
      report.items().forEach(item -> print(item, out));
      report.erased().forEach(item -> print(item, out));
      out.println("would delete " + Texts.recordings(report.recordings(), report.bytes()));
      report.full().forEach(it -> out.println(it + " would still have less free than min_free"));
      report.volumes().forEach(volume -> print(volume, now, out));
    }
    out.flush();
  }

  private static void print(Item item, PrintWriter out) {
    out.printf(
        "%s  %s  %s%s%n",
        item.file(), Texts.bytes(item.bytes()), item.reason(), item.forGood() ? ", for good" : "");
  }

  private static void print(Volume volume, Instant now, PrintWriter out) {
    out.printf(
        "%s: %s of %s free, %s%s%n",
        volume.directory(),
        Texts.bytes(volume.free()),
        Texts.bytes(volume.total()),
        volume.bytesPerDay() == 0
            ? "nothing was recorded in the last seven days"
            : Texts.bytes(volume.bytesPerDay())
                + " a day, "
                + Texts.full(volume.full().map(Instant::parse), now),
        volume
            .steady()
            .filter(_ -> volume.bytesPerDay() > 0 && volume.full().isEmpty())
            .map(bytes -> " and stays at about " + Texts.bytes(bytes))
            .orElse(""));
  }

  private int run(Configuration configuration, ArchiveSettings settings) throws Exception {
    ProgressLine progress = new ProgressLine("deleted", files -> files + " files");
    KeepingCall call = new KeepingCall(settings, progress);
    KeepingReport report =
        call.run(
            new Request("retention", Optional.empty()),
            (keeping, archive) -> {
              archive.retention().apply(configuration.retention());
              return keeping.retention(call.shown());
            });
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(ControlMessage.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report));
      out.flush();
      return report.refused().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }
    return KeepingPrinter.print(report, "Deleted", out, spec.commandLine().getErr());
  }
}
