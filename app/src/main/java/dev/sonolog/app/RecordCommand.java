package dev.sonolog.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Records until told to stop. */
@Command(
    name = "record",
    mixinStandardHelpOptions = true,
    description = "Records all configured sources until SIGTERM or Ctrl+C.",
    footer = {
      "",
      "Ctrl+C or SIGTERM seals all files and ends within 20 s; a second Ctrl+C ends at once, and"
          + " open files are",
      "repaired at the next start. SIGHUP reads the configuration again, as `sonolog reload` does."
    })
final class RecordCommand implements Callable<Integer> {
  @Mixin private ConfigOption config = new ConfigOption();

  @Option(names = "--list-devices", description = "List the sound cards, and record nothing.")
  private boolean listDevices;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    if (listDevices) {
      return DevicesCommand.print(spec.commandLine());
    }
    RecorderProcess recorder = RecorderProcess.open(config.file(), config.load());
    Signals.handle(recorder::requestStop, recorder::reloadAndLog);
    recorder.begin();
    HeapCare.start();
    return recorder.awaitStop() ? ExitCode.OK : ExitCode.FAILED;
  }
}
