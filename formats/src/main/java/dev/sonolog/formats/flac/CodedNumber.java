package dev.sonolog.formats.flac;

/**
 * The number of a frame or of its first sample, coded as UTF-8 codes a character, and beyond: up to
 * 36 bits in up to seven bytes (RFC 9639, 9.1.5).
 */
final class CodedNumber {
  /** The longest coding, in bytes. */
  static final int MAX_LENGTH = 7;

  /** What follows the first byte carries so many bits of the number each. */
  private static final int BITS = 6;

  private CodedNumber() {}

  /** The length of a coding by its first byte; 0 if none begins so. */
  static int length(int first) {
    int ones = Integer.numberOfLeadingZeros(~(first << 24));
    return ones == 0 ? 1 : ones == 1 || ones > MAX_LENGTH ? 0 : ones;
  }

  /** Whether {@code length - 1} bytes behind the first are such as continue a coding. */
  static boolean continues(byte[] bytes, int at, int length) {
    for (int i = 1; i < length; i++) {
      if ((bytes[at + i] & 0xC0) != 0x80) {
        return false;
      }
    }
    return true;
  }

  /** The number whose coding of that length begins at {@code at}. */
  static long read(byte[] bytes, int at, int length) {
    long number = length == 1 ? bytes[at] : bytes[at] & (0x7F >> length);
    for (int i = 1; i < length; i++) {
      number = (number << BITS) | (bytes[at + i] & 0x3F);
    }
    return number;
  }

  /**
   * The shortest coding.
   *
   * @throws IllegalArgumentException if the number has more than 36 bits
   */
  static byte[] write(long number) {
    if (number < 0 || number >>> 36 != 0) {
      throw new IllegalArgumentException("No frame can bear the number " + number);
    }
    if (number < 0x80) {
      return new byte[] {(byte) number};
    }
    int length = 2;
    while (number >>> (BITS * (length - 1) + BITS + 1 - length) != 0) {
      length++;
    }
    byte[] coded = new byte[length];
    for (int i = length - 1; i > 0; i--) {
      coded[i] = (byte) (0x80 | (number >>> (BITS * (length - 1 - i)) & 0x3F));
    }
    coded[0] = (byte) ((0xFF00 >> length) | number >>> (BITS * (length - 1)));
    return coded;
  }
}
