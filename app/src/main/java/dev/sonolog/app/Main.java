package dev.sonolog.app;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program's entry: hands the command line to the command that it names. */
@Command(
    name = "sonolog",
    description = "Records audio unattended and keeps account of everything that is missing.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      RunCommand.class,
      RecordCommand.class,
      StudioCommand.class,
      WebCommand.class,
      CheckCommand.class,
      DevicesCommand.class,
      StatusCommand.class,
      MeterCommand.class,
      CutCommand.class,
      TakeCommand.class,
      StationCommand.class,
      ScheduleCommand.class,
      ReloadCommand.class,
      AlertCommand.class,
      DeleteCommand.class,
      TrashCommand.class,
      PinCommand.class,
      UnpinCommand.class,
      RetentionCommand.class,
      ImportCommand.class,
      ExportCommand.class,
      AtCommand.class,
      CoverageCommand.class,
      AnalyseCommand.class,
      WaveformCommand.class,
      LoudnessCommand.class,
      JobsCommand.class,
      UserCommand.class,
      TokenCommand.class,
      CertCommand.class,
      VerifyCommand.class,
      ReindexCommand.class,
      CommandLine.HelpCommand.class
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:all went well",
      "1:the work failed, or what was checked is not as it should be",
      "2:wrong usage, or a configuration with errors; nothing was started",
      "3:another recorder holds the archive",
      "4:no recorder is running that could answer"
    },
    footer = {"", "sonolog COMMAND --help says more about a command."})
public final class Main implements Callable<Integer> {
  @Option(names = "--list-devices", description = "The same as the command devices.")
  private boolean listDevices;

  @Spec private CommandSpec spec = CommandSpec.create();

  Main() {}

  /** Runs the program. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Runs a command line and says its exit status. */
  static int run(String... arguments) {
    return commandLine().execute(arguments);
  }

  /** All commands. */
  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setExitCodeExceptionMapper(CommandFailure::exitCodeOf)
        .setExecutionExceptionHandler(CommandFailure::print)
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  @Override
  public Integer call() {
    if (listDevices) {
      return DevicesCommand.print(spec.commandLine());
    }
    throw new ParameterException(spec.commandLine(), "A command is missing");
  }
}
