package dev.sonolog.app;

import dev.sonolog.server.access.PasswordFile;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Where a new password comes from: a file, standard input, or a person at a terminal, who types it
 * twice. Never the command line, which others see.
 */
final class PasswordOption {
  private static final String NO_TERMINAL =
      "There is no terminal to ask for the password; give it with --password-file FILE, or"
          + " --password-file - for standard input";

  @Option(
      names = "--password-file",
      paramLabel = "FILE|-",
      description =
          "A file with the password on its only line; - reads standard input. Without it the"
              + " terminal asks for it twice.")
  private @Nullable String file;

  /** Asks a person something whose answer is not shown; no answer when there is no more input. */
  interface Prompt {
    Optional<char[]> ask(String question);
  }

  String password(String user) throws CommandFailure, IOException {
    if (file == null) {
      return asked(user, terminal());
    }
    return file.equals("-") ? PasswordFile.read(System.in) : PasswordFile.read(Path.of(file));
  }

  static String asked(String user, Prompt prompt) throws CommandFailure {
    String password = answer(prompt, "Password for " + user + ": ");
    if (!password.equals(answer(prompt, "Once more: "))) {
      throw new CommandFailure(ExitCode.USAGE, "The two passwords differ; nothing was changed");
    }
    return password;
  }

  private static String answer(Prompt prompt, String question) throws CommandFailure {
    char[] typed =
        prompt
            .ask(question)
            .orElseThrow(() -> new CommandFailure(ExitCode.USAGE, "No password was given"));
    String password = new String(typed);
    Arrays.fill(typed, ' ');
    return password;
  }

  private static Prompt terminal() throws CommandFailure {
    Console console =
        Optional.ofNullable(System.console())
            .filter(Console::isTerminal)
            .orElseThrow(() -> new CommandFailure(ExitCode.USAGE, NO_TERMINAL));
    return question -> Optional.ofNullable(console.readPassword("%s", question));
  }
}
