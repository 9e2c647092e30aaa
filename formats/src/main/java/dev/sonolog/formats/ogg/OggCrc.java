package dev.sonolog.formats.ogg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The CRC of a page: polynomial 0x04C11DB7, from 0, not reflected (RFC 3533, section 6, 9). Eight
 * bytes at a time: the CRC is linear, so that of a byte followed by zeros can be looked up and all
 * eight be added.
 */
final class OggCrc {
  private static final int POLYNOMIAL = 0x04C1_1DB7;
  private static final int STEP = 8;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** By how many zeros follow the byte. */
  private static final int[][] TABLES = new int[STEP][256];

  static {
    for (int octet = 0; octet < 256; octet++) {
      int crc = octet << 24;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc << 1) ^ (crc < 0 ? POLYNOMIAL : 0);
      }
      TABLES[0][octet] = crc;
    }
    for (int zeros = 1; zeros < STEP; zeros++) {
      for (int octet = 0; octet < 256; octet++) {
        TABLES[zeros][octet] = next(TABLES[zeros - 1][octet], 0);
      }
    }
  }

  private OggCrc() {}

  /** The CRC of all the bytes. */
  static int of(byte[] bytes) {
    int crc = 0;
    int at = 0;
    for (; at + STEP <= bytes.length; at += STEP) {
      long word = (long) LONGS.get(bytes, at) ^ (long) crc << 32;
      int high = (int) (word >>> 32);
      int low = (int) word;
      crc =
          TABLES[7][high >>> 24]
              ^ TABLES[6][high >>> 16 & 0xFF]
              ^ TABLES[5][high >>> 8 & 0xFF]
              ^ TABLES[4][high & 0xFF]
              ^ TABLES[3][low >>> 24]
              ^ TABLES[2][low >>> 16 & 0xFF]
              ^ TABLES[1][low >>> 8 & 0xFF]
              ^ TABLES[0][low & 0xFF];
    }
    for (; at < bytes.length; at++) {
      crc = next(crc, bytes[at] & 0xFF);
    }
    return crc;
  }

  private static int next(int crc, int octet) {
    return (crc << 8) ^ TABLES[0][(crc >>> 24) ^ octet];
  }
}
