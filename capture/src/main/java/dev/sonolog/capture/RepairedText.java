package dev.sonolog.capture;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Text that came without its charset: UTF-8 where the bytes are UTF-8 throughout, which other text
 * hardly ever is by chance, then the charset that the station is known to use, then windows-1252.
 * Control characters go, and the length is bounded.
 */
final class RepairedText {
  /** The longest text that is kept, in characters. */
  static final int MAX_LENGTH = 1_024;

  /** What stations without a declared charset use (a superset of ISO 8859-1's printable part). */
  static final Charset FALLBACK = Charset.forName("windows-1252");

  private RepairedText() {}

  /** The text of a header that was read as if it were ISO 8859-1. */
  static String ofHeader(String latin) {
    return of(latin.getBytes(StandardCharsets.ISO_8859_1), Optional.empty());
  }

  /**
   * @param declared the charset for what is not UTF-8
   */
  static String of(byte[] bytes, Optional<Charset> declared) {
    return clean(decode(bytes, declared.orElse(FALLBACK)));
  }

  /** A charset that this computer knows by that name. */
  static Optional<Charset> charset(String name) {
    try {
      return Optional.of(Charset.forName(name.strip()));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
      return Optional.empty();
    }
  }

  /** Whether the bytes are UTF-8 throughout. */
  static boolean isUtf8(byte[] bytes) {
    return utf8(bytes).isPresent();
  }

  private static String decode(byte[] bytes, Charset fallback) {
    return utf8(bytes).orElseGet(() -> new String(bytes, fallback));
  }

  private static Optional<String> utf8(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }

  /** Without control characters, and not too long. */
  static String clean(String text) {
    return text.codePoints()
        .filter(RepairedText::isPrintable)
        .limit(MAX_LENGTH)
        .mapToObj(Character::toString)
        .collect(Collectors.joining())
        .strip();
  }

  private static boolean isPrintable(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> point != 0xFEFF && point != 0xFFFD;
    };
  }
}
