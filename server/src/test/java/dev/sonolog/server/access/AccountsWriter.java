package dev.sonolog.server.access;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Another process that makes tokens. */
final class AccountsWriter {
  private AccountsWriter() {}

  static Process start(Path state, String name, int tokens) throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                AccountsWriter.class.getName(),
                state.toString(),
                name,
                String.valueOf(tokens)))
        .inheritIO()
        .start();
  }

  public static void main(String[] arguments) throws IOException, RefusedChange {
    try (Passwords passwords = new Passwords()) {
      Accounts accounts = new Accounts(Path.of(arguments[0]), passwords, InstantSource.system());
      for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
        accounts.addToken(arguments[1] + " " + i, Role.VIEWER, Optional.empty(), arguments[1]);
      }
    }
  }
}
