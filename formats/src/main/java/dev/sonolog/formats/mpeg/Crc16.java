package dev.sonolog.formats.mpeg;

/**
 * The CRC of the LAME tag: polynomial x^16 + x^15 + x^2 + 1, reflected (0xA001), initial value 0.
 */
final class Crc16 {
  private static final int[] TABLE = new int[256];

  static {
    for (int octet = 0; octet < TABLE.length; octet++) {
      int crc = octet;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ 0xA001;
      }
      TABLE[octet] = crc;
    }
  }

  private Crc16() {}

  /** {@code crc} carried on over {@code length} bytes from {@code offset} on; 16 bits. */
  static int update(int crc, byte[] bytes, int offset, int length) {
    int value = crc;
    for (int i = offset; i < offset + length; i++) {
      value = (value >>> 8) ^ TABLE[(value ^ bytes[i]) & 0xFF];
    }
    return value;
  }
}
