package dev.sonolog.server.api;

import dev.sonolog.server.http.Problem;
import dev.sonolog.server.http.ProblemException;
import org.jspecify.annotations.Nullable;

/** What people type, checked. Pure. */
final class Texts {
  private Texts() {}

  /**
   * One line.
   *
   * @param name of the field, for the message
   * @param text without one it is empty
   * @param most characters
   */
  static String line(String name, @Nullable String text, int most) throws ProblemException {
    String line = text == null ? "" : text.strip();
    if (isTooLong(line, most) || line.codePoints().anyMatch(it -> isUnreadable(it))) {
      throw Problem.BAD_REQUEST.exception(
          name + " must be one line of at most " + most + " characters");
    }
    return line;
  }

  /**
   * Any number of lines; their ends are line feeds then.
   *
   * @param name of the field, for the message
   * @param most characters
   */
  static String lines(String name, String text, int most) throws ProblemException {
    String lines = text.replace("\r\n", "\n");
    boolean isWrong =
        lines.codePoints().anyMatch(it -> isUnreadable(it) && it != '\n' && it != '\t');
    if (isTooLong(lines, most) || isWrong) {
      throw Problem.BAD_REQUEST.exception(
          name
              + " must be text of at most "
              + most
              + " characters, without control characters other than tabs and ends of lines");
    }
    return lines;
  }

  private static boolean isTooLong(String text, int most) {
    return text.codePointCount(0, text.length()) > most;
  }

  /** Control characters, and halves of others. */
  private static boolean isUnreadable(int point) {
    return Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE;
  }
}
