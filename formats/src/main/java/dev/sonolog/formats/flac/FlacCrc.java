package dev.sonolog.formats.flac;

/**
 * The two CRCs of a frame, neither reflected, both with initial value 0: of its header x^8 + x^2 +
 * x + 1 (RFC 9639, 9.1.8), of the whole x^16 + x^15 + x^2 + 1 (9.3). Over bytes that end with their
 * own CRC both are 0.
 */
final class FlacCrc {
  private static final int[] OF_8 = table(8, 0x07);
  private static final int[] OF_16 = table(16, 0x8005);

  private FlacCrc() {}

  private static int[] table(int width, int polynomial) {
    int[] table = new int[256];
    int top = 1 << (width - 1);
    for (int octet = 0; octet < table.length; octet++) {
      int crc = octet << (width - 8);
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & top) == 0 ? crc << 1 : (crc << 1) ^ polynomial;
      }
      table[octet] = crc & ((1 << width) - 1);
    }
    return table;
  }

  /** The CRC-8 of the first {@code length} bytes. */
  static int crc8(byte[] bytes, int length) {
    int crc = 0;
    for (int i = 0; i < length; i++) {
      crc = OF_8[crc ^ (bytes[i] & 0xFF)];
    }
    return crc;
  }

  /** The CRC-16 of the first {@code length} bytes. */
  static int crc16(byte[] bytes, int length) {
    int crc = 0;
    for (int i = 0; i < length; i++) {
      crc = next(crc, bytes[i] & 0xFF);
    }
    return crc;
  }

  /** A CRC-16 carried on over one byte. */
  static int next(int crc, int octet) {
    return ((crc << 8) & 0xFF00) ^ OF_16[(crc >>> 8) ^ octet];
  }
}
