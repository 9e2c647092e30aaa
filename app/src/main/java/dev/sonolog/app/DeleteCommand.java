package dev.sonolog.app;

import dev.sonolog.archive.keeping.KeepingOrder;
import dev.sonolog.archive.keeping.KeepingReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Puts recordings into the trash. */
@Command(
    name = "delete",
    mixinStandardHelpOptions = true,
    description = {
      "Puts recordings into the trash, where they can be restored for a day (trash restore).",
      "Of a span those go that lie in it as a whole. What is pinned or being written stays; the"
          + " exit status is 1 then.",
      "Asks the running recorder; when none runs, does it itself."
    })
final class DeleteCommand implements Callable<Integer> {
  @Mixin private RecordingArguments recordings = new RecordingArguments();
  @Mixin private RecorderOption recorder = new RecorderOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    KeepingOrder order = recordings.order();
    ProgressLine progress = new ProgressLine("deleted", files -> files + " files");
    KeepingReport report = new KeepingCall(recordings.archive(recorder), progress).delete(order);
    return KeepingPrinter.print(
        report, "Deleted", spec.commandLine().getOut(), spec.commandLine().getErr());
  }
}
