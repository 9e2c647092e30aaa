package dev.sonolog.formats.flac;

import java.util.Arrays;

/** Collects bits, the highest of each number first. Owned by one encoder, which reuses it. */
final class BitSink {
  private byte[] bytes = new byte[1 << 12];
  private int length;
  private long pending;
  private int pendingBits;

  void clear() {
    length = 0;
    pending = 0;
    pendingBits = 0;
  }

  /**
   * Appends the lowest bits of a number.
   *
   * @param count 0 to 32
   */
  void put(long value, int count) {
    pending = (pending << count) | (value & ((1L << count) - 1));
    pendingBits += count;
    while (pendingBits >= Byte.SIZE) {
      pendingBits -= Byte.SIZE;
      octet((int) (pending >>> pendingBits));
    }
  }

  /** Appends so many zeros, and a one. */
  void unary(long zeros) {
    long left = zeros;
    while (left >= Integer.SIZE) {
      put(0, Integer.SIZE);
      left -= Integer.SIZE;
    }
    put(0, (int) left);
    put(1, 1);
  }

  /** Zeros up to the next whole byte. */
  void align() {
    put(0, (Byte.SIZE - pendingBits) % Byte.SIZE);
  }

  private void octet(int value) {
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * length);
    }
    bytes[length++] = (byte) value;
  }

  /** The CRC-8 of the whole bytes so far. */
  int crc8() {
    return FlacCrc.crc8(bytes, length);
  }

  int crc16() {
    return FlacCrc.crc16(bytes, length);
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }
}
