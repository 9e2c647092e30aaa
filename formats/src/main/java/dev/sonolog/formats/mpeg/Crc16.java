package dev.sonolog.formats.mpeg;

/**
 * The CRC of the LAME tag: polynomial x^16 + x^15 + x^2 + 1, reflected (0xA001), initial value 0.
 * Eight bytes at a time: the CRC is linear, so that of a byte followed by zeros can be looked up
 * and all eight be added.
 */
final class Crc16 {
  private static final int STEP = 8;

  /** By how many zeros follow the byte. */
  private static final int[][] TABLES = new int[STEP][256];

  static {
    for (int octet = 0; octet < 256; octet++) {
      int crc = octet;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ 0xA001;
      }
      TABLES[0][octet] = crc;
    }
    for (int zeros = 1; zeros < STEP; zeros++) {
      for (int octet = 0; octet < 256; octet++) {
        TABLES[zeros][octet] = next(TABLES[zeros - 1][octet], 0);
      }
    }
  }

  private Crc16() {}

  /** {@code crc} carried on over {@code length} bytes from {@code offset} on; 16 bits. */
  static int update(int crc, byte[] bytes, int offset, int length) {
    int value = crc;
    int end = offset + length;
    int at = offset;
    for (; at + STEP <= end; at += STEP) {
      value =
          TABLES[7][(value ^ bytes[at]) & 0xFF]
              ^ TABLES[6][(value >>> 8 ^ bytes[at + 1]) & 0xFF]
              ^ TABLES[5][bytes[at + 2] & 0xFF]
              ^ TABLES[4][bytes[at + 3] & 0xFF]
              ^ TABLES[3][bytes[at + 4] & 0xFF]
              ^ TABLES[2][bytes[at + 5] & 0xFF]
              ^ TABLES[1][bytes[at + 6] & 0xFF]
              ^ TABLES[0][bytes[at + 7] & 0xFF];
    }
    for (; at < end; at++) {
      value = next(value, bytes[at]);
    }
    return value;
  }

  private static int next(int crc, int octet) {
    return (crc >>> 8) ^ TABLES[0][(crc ^ octet) & 0xFF];
  }
}
