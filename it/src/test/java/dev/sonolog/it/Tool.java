package dev.sonolog.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the programs that tests use as judges. A missing program is a failure that names it. */
final class Tool {
  private static final long TIMEOUT_SECONDS = 120;

  private Tool() {}

  /** What a finished program said. */
  record Result(int status, String output) {
    Result orFail() {
      if (status != 0) {
        throw new AssertionError("exit status " + status + ":\n" + output);
      }
      return this;
    }
  }

  /** Runs a program to its end; its standard output and error come back together. */
  static Result run(List<String> command) {
    try {
      Path output = Files.createTempFile("tool", ".log");
      try {
        Process process =
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        process.getOutputStream().close();
        if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new AssertionError("Took longer than " + TIMEOUT_SECONDS + " s: " + command);
        }
        return new Result(
            process.exitValue(), Files.readString(output, StandardCharsets.ISO_8859_1));
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      throw new AssertionError("Cannot run " + command.getFirst() + "; ./test installs it", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  static Result run(String... command) {
    return run(List.of(command));
  }
}
