package dev.sonolog.server.access;

import dev.sonolog.server.access.RefusedChange.Kind;
import java.text.Normalizer;

/** What users and tokens may be called. */
final class Names {
  private static final int LONGEST = 64;

  private Names() {}

  /** As it is kept and compared: keyboards write the same letter in several ways. */
  static String normal(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC);
  }

  /** The name of a user; HTTP knows a colon as its end. */
  static String user(String given) throws RefusedChange {
    String name = label(given);
    if (name.indexOf(':') >= 0) {
      throw invalid("A name has no colon");
    }
    return name;
  }

  /** What a token is called. */
  static String label(String given) throws RefusedChange {
    String name = normal(given);
    if (name.isEmpty() || name.codePointCount(0, name.length()) > LONGEST) {
      throw invalid("A name has 1 to " + LONGEST + " characters");
    }
    if (!name.equals(name.strip())) {
      throw invalid("A name does not begin or end with white space");
    }
    if (!name.codePoints().allMatch(Names::isVisible)) {
      throw invalid("A name has no control characters");
    }
    return name;
  }

  /** What somebody typed as a name, for a log: not long, and nothing in it that is not visible. */
  static String shown(String typed) {
    StringBuilder shown = new StringBuilder();
    typed
        .codePoints()
        .limit(LONGEST)
        .map(point -> isVisible(point) ? point : '?')
        .forEach(shown::appendCodePoint);
    return typed.codePointCount(0, typed.length()) > LONGEST ? shown + "..." : shown.toString();
  }

  private static boolean isVisible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  private static RefusedChange invalid(String message) {
    return new RefusedChange(Kind.INVALID, message);
  }
}
