package dev.sonolog.app;

import dev.sonolog.app.config.ConfigurationException;
import dev.sonolog.app.config.Problem;
import dev.sonolog.archive.ArchiveLockedException;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** A command cannot do its work: what to tell the user, and the exit status. */
final class CommandFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  CommandFailure(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  static int exitCodeOf(Throwable failure) {
    return switch (failure) {
      case CommandFailure known -> known.exitCode;
      case ConfigurationException _, ParameterException _ -> ExitCode.USAGE;
      case ArchiveLockedException _ -> ExitCode.LOCKED;
      default -> ExitCode.FAILED;
    };
  }

  /** Says on standard error what failed; a stack trace only for defects of ours. */
  static int print(Exception failure, CommandLine commandLine, ParseResult ignored) {
    PrintWriter err = commandLine.getErr();
    switch (failure) {
      case ConfigurationException configuration -> {
        for (Problem problem : configuration.problems()) {
          err.println(problem);
        }
        err.println("Nothing was done: the configuration has errors.");
      }
      case CommandFailure known -> err.println("sonolog: " + known.getMessage());
      case IOException io ->
          err.println("sonolog: " + (io.getMessage() == null ? io : io.getMessage()));
      default -> failure.printStackTrace(err);
    }
    err.flush();
    return exitCodeOf(failure);
  }
}
