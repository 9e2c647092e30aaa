package dev.sonolog.app;

import dev.sonolog.app.ControlMessage.Request;
import dev.sonolog.server.service.JobReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Shows what the recorder is measuring, ends it, and has it tried again. */
@Command(
    name = "jobs",
    mixinStandardHelpOptions = true,
    description = {
      "Shows what the running recorder is measuring, and what waits for that: what somebody asked"
          + " for by analyse, waveform or loudness, and finished recordings of sources with analyse"
          + " = on. Below that, the recordings of such sources that cannot be measured, and why."
          + " How far behind a source is, sonolog status tells."
    })
final class JobsCommand implements Callable<Integer> {
  @Option(
      names = "--cancel",
      paramLabel = "NUMBER",
      description =
          "Ends a job, by the number in front of it. The recording stays as it is; without being"
              + " asked for, it is not measured again that day.")
  private @Nullable Long cancelled;

  @Option(
      names = "--retry",
      paramLabel = "SOURCE",
      arity = "0..*",
      description =
          "Has recordings tried again that could not be measured, of these sources or of all;"
              + " what failed twice is not tried any more until its file changes. Works without a"
              + " recorder, too.")
  private @Nullable List<String> retried;

  @Option(names = "--json", description = "For programs.")
  private boolean json;

  @Mixin private RecorderOption recorder = new RecorderOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    if (retried != null && cancelled != null) {
      throw new CommandFailure(ExitCode.USAGE, "Say --cancel or --retry, not both");
    }
    if (retried != null) {
      out.println(new RetryCall(recorder, retried).call());
    } else if (cancelled != null) {
      Optional<JsonNode> job = Optional.of(ControlMessage.JSON.valueToTree(cancelled));
      out.println(
          recorder.ask(new Request("cancel job", Optional.empty(), job), _ -> {}).asString());
    } else {
      JsonNode answer = recorder.ask(new Request("jobs", Optional.empty()), _ -> {});
      JobReport report = ControlMessage.JSON.treeToValue(answer, JobReport.class);
      if (json) {
        out.println(
            ControlMessage.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report));
      } else {
        print(report, out);
      }
    }
    out.flush();
    return ExitCode.OK;
  }

  private static void print(JobReport report, PrintWriter out) {
    if (report.jobs().isEmpty()) {
      out.println("Nothing is being measured.");
    }
    for (JobReport.Job job : report.jobs()) {
      out.printf(
          "%4d  %-7s %4s  %-7s  %s  %s%s%n",
          job.id(),
          job.running() ? "running" : "waits",
          job.percent().map(it -> it + " %").orElse(""),
          job.kind(),
          job.source(),
          Path.of(job.file()).getFileName(),
          job.asked() ? "" : "  (by itself)");
    }
    for (JobReport.Failure failure : report.failures()) {
      out.printf(
          "%s  %s cannot be measured: %s%n", failure.source(), failure.file(), failure.reason());
    }
  }
}
