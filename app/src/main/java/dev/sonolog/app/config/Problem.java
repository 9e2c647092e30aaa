package dev.sonolog.app.config;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Something in a configuration that a person should know.
 *
 * @param file the configuration
 * @param line where in it, from 1; absent when it concerns the whole file
 * @param key the key that it is about
 * @param message what is wrong and what would be right; holds no secret value
 * @param severity whether the configuration can be used all the same
 */
public record Problem(
    Path file, OptionalInt line, Optional<String> key, String message, Severity severity) {

  /** What a problem prevents. */
  public enum Severity {
    /** The configuration is not accepted. */
    ERROR,
    /** The configuration is accepted, but perhaps not what was meant. */
    WARNING
  }

  /** From the first line to the last; what concerns the whole file comes first. */
  static final Comparator<Problem> BY_LINE = Comparator.comparingInt(p -> p.line().orElse(0));

  /** One line as compilers write them: {@code config.ini:12: error: split_minutes: ...}. */
  @Override
  public String toString() {
    return file
        + (line.isPresent() ? ":" + line.getAsInt() : "")
        + (severity == Severity.ERROR ? ": error: " : ": warning: ")
        + key.map(name -> name + ": ").orElse("")
        + message;
  }
}
