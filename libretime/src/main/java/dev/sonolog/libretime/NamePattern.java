package dev.sonolog.libretime;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A name of shows, with {@code *} for anything and {@code ?} for one character. Large and small
 * letters are the same, and so are letters however their accents are written. Pure.
 *
 * @param text as a person wrote it
 */
public record NamePattern(String text) {
  public NamePattern {
    text = text.strip();
    if (text.isEmpty()) {
      throw new IllegalArgumentException("A name is empty");
    }
  }

  /** Whether the whole name is one of this pattern's. */
  public boolean matches(String name) {
    String expression =
        normal(text).codePoints().mapToObj(NamePattern::piece).collect(Collectors.joining());
    return Pattern.compile(expression, Pattern.DOTALL).matcher(normal(name)).matches();
  }

  private static String piece(int character) {
    return switch (character) {
      case '*' -> ".*";
      case '?' -> ".";
      default -> Pattern.quote(Character.toString(character));
    };
  }

  private static String normal(String name) {
    return Normalizer.normalize(name.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }
}
