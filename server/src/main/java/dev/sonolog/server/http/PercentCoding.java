package dev.sonolog.server.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Percent-encoding (RFC 3986, 2.1) of UTF-8, decoded once. */
public final class PercentCoding {
  private PercentCoding() {}

  /**
   * What a text means; nothing where it is wrong, no UTF-8, or has a control character in it.
   *
   * @param text of characters that may stand in a line of a request
   */
  public static Optional<String> decode(String text) {
    if (text.indexOf('%') < 0) {
      return Optional.of(text).filter(PercentCoding::isPrintable);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (each == '%') {
        int value = i + 2 < text.length() ? hex(text, i + 1) : -1;
        if (value < 0) {
          return Optional.empty();
        }
        bytes.write(value);
        i += 2;
      } else {
        bytes.writeBytes(String.valueOf(each).getBytes(StandardCharsets.UTF_8));
      }
    }
    return Parameters.utf8(bytes.toByteArray()).filter(PercentCoding::isPrintable);
  }

  private static int hex(String text, int at) {
    int high = Character.digit(text.charAt(at), 16);
    int low = Character.digit(text.charAt(at + 1), 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
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
