package dev.sonolog.formats.adts;

import java.util.Arrays;

/** Bits that are written one after the other, the most significant first. One thread. */
final class BitString {
  private byte[] bytes = new byte[16];
  private int length;

  /**
   * Appends the lowest bits of a value.
   *
   * @param count how many of them, 0 to 31
   */
  BitString put(int value, int count) {
    bytes = length + count > 8 * bytes.length ? Arrays.copyOf(bytes, 2 * bytes.length) : bytes;
    for (int bit = count - 1; bit >= 0; bit--, length++) {
      bytes[length / 8] |= (byte) (((value >>> bit) & 1) << (7 - length % 8));
    }
    return this;
  }

  /** Appends zeros up to the end of a byte. */
  BitString aligned() {
    return put(0, (8 - length % 8) % 8);
  }

  /** The bytes that are begun. */
  byte[] bytes() {
    return Arrays.copyOf(bytes, (length + 7) / 8);
  }
}
