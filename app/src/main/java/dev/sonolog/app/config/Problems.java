package dev.sonolog.app.config;

import dev.sonolog.app.config.Problem.Severity;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The problems found while one configuration is read. Owned by the thread that reads it. A problem
 * of {@code [general]} that several sources meet is listed once.
 */
final class Problems {
  private final Path file;
  private final Set<Problem> found = new LinkedHashSet<>();

  Problems(Path file) {
    this.file = file;
  }

  void fileError(String message) {
    found.add(new Problem(file, OptionalInt.empty(), Optional.empty(), message, Severity.ERROR));
  }

  void error(int line, String message) {
    add(line, Optional.empty(), message, Severity.ERROR);
  }

  void error(int line, String key, String message) {
    add(line, Optional.of(key), message, Severity.ERROR);
  }

  void warning(int line, String message) {
    add(line, Optional.empty(), message, Severity.WARNING);
  }

  void warning(int line, String key, String message) {
    add(line, Optional.of(key), message, Severity.WARNING);
  }

  private void add(int line, Optional<String> key, String message, Severity severity) {
    found.add(new Problem(file, OptionalInt.of(line), key, message, severity));
  }

  /** Whether something is wrong with that line already. */
  boolean hasError(int line) {
    return found.stream()
        .filter(problem -> problem.severity() == Severity.ERROR)
        .anyMatch(problem -> problem.line().equals(OptionalInt.of(line)));
  }

  /** Whether anything is wrong already. */
  boolean hasErrors() {
    return found.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
  }

  /** All of them, from the first line to the last. */
  List<Problem> sorted() {
    return found.stream().sorted(Problem.BY_LINE).toList();
  }

  /**
   * Goes on only without errors.
   *
   * @throws ConfigurationException if there is an error
   */
  void throwErrors() throws ConfigurationException {
    if (hasErrors()) {
      throw new ConfigurationException(sorted());
    }
  }
}
