package dev.sonolog.server.service;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The configuration of the recorder whose archive is served, and what this process has logged. Any
 * number of threads, but platform threads: each call may block.
 */
public interface StationService {
  /** A station without a configuration and without a log. */
  StationService NONE =
      new StationService() {
        @Override
        public Optional<ConfigurationReport> configuration() {
          return Optional.empty();
        }

        @Override
        public List<ConfigurationProblem> check(String text) {
          return List.of();
        }

        @Override
        public Optional<Reloaded> reload(String by) {
          return Optional.empty();
        }

        @Override
        public List<LogLine> log(int most) {
          return List.of();
        }
      };

  /**
   * Something in a configuration that a person should know.
   *
   * @param line from 1; absent when it concerns the whole file
   * @param error whether the configuration cannot be used
   */
  record ConfigurationProblem(
      OptionalInt line, Optional<String> key, String message, boolean error) {}

  /**
   * What a reload would do.
   *
   * @param differs whether the file says something else than what runs
   * @param added sources that were not there before
   * @param changed sources that begin anew
   * @param removed sources that are there no more
   * @param restart keys whose change counts after a restart only
   */
  record ConfigurationDifference(
      boolean differs,
      List<String> added,
      List<String> changed,
      List<String> removed,
      List<String> restart) {}

  /**
   * The configuration as it stands in its file.
   *
   * @param path of the file
   * @param text without secrets; empty where it cannot be read
   * @param problems from the first line to the last
   * @param difference from what runs; nothing where that is not known here, or the file is wrong
   */
  record ConfigurationReport(
      String path,
      String text,
      List<ConfigurationProblem> problems,
      Optional<ConfigurationDifference> difference) {}

  /**
   * What came of a reload.
   *
   * @param done whether the configuration of the file is in use now
   * @param message what was done, or why it was not
   */
  record Reloaded(boolean done, String message) {}

  /**
   * A line of the log.
   *
   * @param time an instant in ISO-8601
   * @param level such as INFO or WARNING
   */
  record LogLine(String time, String level, String message) {}

  /** The configuration; nothing where the archive is served without one. */
  Optional<ConfigurationReport> configuration() throws IOException;

  /** What would be wrong with a text if it stood in the file. Nothing is changed. */
  List<ConfigurationProblem> check(String text);

  /**
   * Has the recorder read its configuration again.
   *
   * @param by who wants it
   * @return what it says; nothing where none runs
   * @throws IOException if it cannot be spoken to
   */
  Optional<Reloaded> reload(String by) throws IOException;

  /** The last lines of this process's log, the newest last. */
  List<LogLine> log(int most);
}
