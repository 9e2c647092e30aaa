package dev.sonolog.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Who records into a directory.
 *
 * @param pid the number of the process
 * @param host the name of its computer
 * @param since when it began
 * @param program what it calls itself
 */
public record LockHolder(long pid, String host, Instant since, String program) {
  private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

  /** This process. */
  public static LockHolder self(String program, Instant now) {
    return new LockHolder(
        ProcessHandle.current().pid(), hostName(), now.truncatedTo(ChronoUnit.SECONDS), program);
  }

  /** Four lines: pid, host, since, program. */
  String text() {
    return pid + "\n" + host + "\n" + since + "\n" + program + "\n";
  }

  /** What the text says, unless somebody else wrote it. */
  static Optional<LockHolder> of(String text) {
    List<String> lines = text.lines().toList();
    if (lines.size() < 4) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new LockHolder(
              Long.parseLong(lines.get(0)),
              lines.get(1),
              Instant.parse(lines.get(2)),
              lines.get(3)));
    } catch (NumberFormatException | DateTimeParseException _) {
      return Optional.empty();
    }
  }

  /** Asks the kernel; a name service might not answer. */
  private static String hostName() {
    try {
      return Files.readString(HOST_NAME).strip();
    } catch (IOException _) {
      return "this computer";
    }
  }

  @Override
  public String toString() {
    return program + " (process " + pid + " on " + host + ", since " + since + ")";
  }
}
