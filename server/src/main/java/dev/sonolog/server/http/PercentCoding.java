package dev.sonolog.server.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** Percent-encoding (RFC 3986, 2.1) of UTF-8, decoded once. */
public final class PercentCoding {
  /** The length of a percent sign and its two digits. */
  private static final int CODED = 3;

  private PercentCoding() {}

  /**
   * What a text means; nothing where it is wrong, no UTF-8, or has a control character in it.
   *
   * @param text of characters that may stand in a line of a request
   */
  public static Optional<String> decode(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    int at = 0;
    while (at < text.length()) {
      int percent = text.indexOf('%', at);
      int plain = percent < 0 ? text.length() : percent;
      bytes.writeBytes(text.substring(at, plain).getBytes(StandardCharsets.UTF_8));
      if (percent >= 0 && !isCoded(text, percent)) {
        return Optional.empty();
      }
      if (percent >= 0) {
        bytes.write(HexFormat.fromHexDigits(text, percent + 1, percent + CODED));
      }
      at = percent < 0 ? plain : percent + CODED;
    }
    return Parameters.utf8(bytes.toByteArray())
        .filter(_ -> isWhole(text))
        .filter(PercentCoding::isPrintable);
  }

  private static boolean isCoded(String text, int percent) {
    return percent + CODED <= text.length()
        && HexFormat.isHexDigit(text.charAt(percent + 1))
        && HexFormat.isHexDigit(text.charAt(percent + 2));
  }

  /** Half a character has no form in UTF-8. */
  private static boolean isWhole(String text) {
    return text.codePoints().noneMatch(it -> Character.getType(it) == Character.SURROGATE);
  }

  private static boolean isPrintable(String text) {
    return text.chars().noneMatch(Character::isISOControl);
  }

  /** A segment of a path that means a text. */
  public static String encode(String text) {
    StringBuilder encoded = new StringBuilder(text.length() + 16);
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      char character = (char) (each & 0xff);
      if (isUnreserved(character)) {
        encoded.append(character);
      } else {
        encoded.append('%').append(String.format("%02X", each & 0xff));
      }
    }
    return encoded.toString();
  }

  private static boolean isUnreserved(char it) {
    return it < 0x80 && (Character.isLetterOrDigit(it) || "-._~".indexOf(it) >= 0);
  }
}
