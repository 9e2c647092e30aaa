package dev.sonolog.server.files;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.OptionalLong;

/**
 * Names the exact bytes of a content (RFC 9110, 8.8.3); always a strong one. Of a file that is
 * still growing it names so many bytes from the start: these never change, so who was given a part
 * of them can be given the others later.
 *
 * @param opaque between the quotes
 */
record EntityTag(String opaque) {
  private static final int KEPT = 12;
  private static final int MAX_DIGITS = 19;

  EntityTag {
    if (!opaque.chars().allMatch(EntityTag::isAllowed)) {
      throw new IllegalArgumentException("No entity tag: " + opaque);
    }
  }

  /** What may stand between the quotes; beyond ASCII all may. */
  static boolean isAllowed(int character) {
    return character == 0x21
        || (character >= 0x23 && character <= 0x7E)
        || (character >= 0x80 && character <= 0xFF);
  }

  /** Of a file that nobody writes any more. */
  static EntityTag finished(Object fileKey, long size, Instant modified) {
    return new EntityTag(
        hash("finished", fileKey, size, modified.getEpochSecond(), modified.getNano()));
  }

  /**
   * Of the beginning of a file that is being written.
   *
   * @param length of the beginning, in bytes
   */
  static EntityTag growing(Object fileKey, long length) {
    return new EntityTag(hash("growing", fileKey) + "-" + length);
  }

  /** The length of the beginning that a tag names, if it names one of this file. */
  static OptionalLong grownLength(Object fileKey, String opaque) {
    String length = opaque.substring(opaque.lastIndexOf('-') + 1);
    boolean number = !length.isEmpty() && length.length() < MAX_DIGITS && isNumber(length);
    return number && growing(fileKey, Long.parseLong(length)).opaque.equals(opaque)
        ? OptionalLong.of(Long.parseLong(length))
        : OptionalLong.empty();
  }

  private static boolean isNumber(String text) {
    return text.chars().allMatch(it -> it >= '0' && it <= '9');
  }

  private static String hash(Object... facts) {
    try {
      byte[] text = Arrays.toString(facts).getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
      return HexFormat.of().formatHex(digest, 0, KEPT);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  /** As headers say it. */
  String text() {
    return '"' + opaque + '"';
  }
}
