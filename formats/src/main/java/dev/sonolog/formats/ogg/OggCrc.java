package dev.sonolog.formats.ogg;

/** The CRC of a page: polynomial 0x04C11DB7, from 0, not reflected (RFC 3533, section 6, 9). */
final class OggCrc {
  private static final int POLYNOMIAL = 0x04C1_1DB7;
  private static final int[] TABLE = table();

  private OggCrc() {}

  private static int[] table() {
    int[] table = new int[256];
    for (int octet = 0; octet < 256; octet++) {
      int crc = octet << 24;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc << 1) ^ (crc < 0 ? POLYNOMIAL : 0);
      }
      table[octet] = crc;
    }
    return table;
  }

  /** The CRC of all the bytes. */
  static int of(byte[] bytes) {
    int crc = 0;
    for (byte octet : bytes) {
      crc = (crc << 8) ^ TABLE[(crc >>> 24) ^ (octet & 0xFF)];
    }
    return crc;
  }
}
