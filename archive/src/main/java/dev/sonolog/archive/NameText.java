package dev.sonolog.archive;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/**
 * Text from a person or a station as part of a file's name: no separators, nothing invisible, no
 * dots in front that would hide the file or climb out of its folder, and of bounded length. Letters
 * of all scripts stay.
 */
final class NameText {
  /** The most bytes in UTF-8. */
  static final int MOST_BYTES = 80;

  /** What Windows shares and FAT do not take either, besides the separators. */
  private static final String REPLACED = "/\\:*?\"<>|";

  /** The charset in which this Java hands names to the system: a C locale cannot say Müller. */
  private static final Charset OF_NAMES =
      Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"), StandardCharsets.UTF_8);

  private NameText() {}

  /** The text as part of a name; empty when nothing of it can be one. */
  static String of(String text) {
    return of(text, OF_NAMES);
  }

  static String of(String text, Charset names) {
    CharsetEncoder encoder = names.newEncoder();
    StringBuilder name = new StringBuilder();
    // Longer text cannot add anything: each character kept takes a byte or more.
    Normalizer.normalize(
            text.substring(0, Math.min(text.length(), 4 * MOST_BYTES)), Normalizer.Form.NFC)
        .codePoints()
        .filter(character -> !isControl(character))
        .forEach(character -> name.append(replaced(character, encoder)));
    return trimmed(bounded(name.toString()));
  }

  /** Whether a character is none that a person can see: controls, bidi marks, lone surrogates. */
  static boolean isControl(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  private static String replaced(int character, CharsetEncoder encoder) {
    String text = Character.toString(character);
    return REPLACED.contains(text) || !encoder.canEncode(text) ? "_" : text;
  }

  private static String bounded(String name) {
    int bytes = 0;
    int end = 0;
    while (end < name.length()) {
      int character = name.codePointAt(end);
      bytes += Character.toString(character).getBytes(StandardCharsets.UTF_8).length;
      if (bytes > MOST_BYTES) {
        break;
      }
      end += Character.charCount(character);
    }
    return name.substring(0, end);
  }

  private static String trimmed(String name) {
    int from = 0;
    int to = name.length();
    while (from < to && isEdge(name.charAt(from))) {
      from++;
    }
    while (to > from && isEdge(name.charAt(to - 1))) {
      to--;
    }
    return name.substring(from, to);
  }

  private static boolean isEdge(char character) {
    return character == '.'
        || Character.isWhitespace(character)
        || Character.isSpaceChar(character);
  }
}
