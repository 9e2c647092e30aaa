package dev.sonolog.formats.flac;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The two CRCs of a frame, neither reflected, both with initial value 0: of its header x^8 + x^2 +
 * x + 1 (RFC 9639, 9.1.8), of the whole x^16 + x^15 + x^2 + 1 (9.3). Over bytes that end with their
 * own CRC both are 0.
 *
 * <p>The CRC-16, which covers all audio, is the remainder of the bytes, as a polynomial, divided by
 * that of the CRC. What leaves the same remainder may take their place. Squaring is linear where 1
 * + 1 is 0, so the 64th power of the polynomial is x^1024 + x^960 + x^128 + 1, and has the
 * polynomial as a factor: a word of 64 bits may be taken out and added again to those one, fourteen
 * and sixteen words behind it. So all is folded into its last sixteen words, with a few exclusive
 * ors for each word and no look-up, and only these are divided.
 *
 * <p>Dividing takes eight bytes at a time: the CRC of a byte followed by zeros can be looked up,
 * and all eight be added.
 */
final class FlacCrc {
  private static final int[] OF_8 = table(8, 0x07);
  private static final int POLYNOMIAL_16 = 0x8005;
  private static final int STEP = 8;

  /** What is folded at once, in words of 64 bits, and in bytes. */
  private static final int WORDS = 16;

  private static final int BLOCK = WORDS * Long.BYTES;

  /** Fewer bytes are divided sooner than folded. */
  private static final int LEAST_FOLDED = 4 * BLOCK;

  /** x^8. */
  private static final int X_8 = 1 << 8;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** Of 16 bits: 256 for a byte at the end, 256 for one that a zero follows, and so on. */
  private static final char[] OF_16 = new char[STEP * 256];

  static {
    int[] last = table(16, POLYNOMIAL_16);
    for (int i = 0; i < OF_16.length; i++) {
      OF_16[i] = (char) (i < 256 ? last[i] : next(OF_16[i - 256], 0));
    }
  }

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
    return crc16(0, bytes, 0, length);
  }

  /** A CRC-16 carried on over the bytes from {@code from} up to {@code to}. */
  static int crc16(int crc, byte[] bytes, int from, int to) {
    int value = crc;
    int at = from;
    if (to - from >= LEAST_FOLDED) {
      at = to - (to - from) % BLOCK;
      value = folded(crc, bytes, from, at);
    }
    for (; at + STEP <= to; at += STEP) {
      value = step(value, (long) LONGS.get(bytes, at));
    }
    for (; at < to; at++) {
      value = next(value, bytes[at] & 0xFF);
    }
    return value;
  }

  /** Of whole blocks. */
  private static int folded(int crc, byte[] bytes, int from, int to) {
    long[] words = new long[WORDS];
    words[0] = (long) crc << 48;
    for (int i = 0; i < WORDS; i++) {
      words[i] ^= (long) LONGS.get(bytes, from + i * Long.BYTES);
    }
    for (int at = from + BLOCK; at < to; at += BLOCK) {
      fold(words, bytes, at);
    }
    int value = 0;
    for (long word : words) {
      value = step(value, word);
    }
    return value;
  }

  /** Adds sixteen words to the block behind them, which takes their place. */
  private static void fold(long[] words, byte[] bytes, int next) {
    long folded = words[0];
    for (int i = 1; i < WORDS - 2; i++) {
      folded ^= words[i];
      words[i] = folded;
    }
    words[WORDS - 2] ^= folded ^ words[0];
    words[WORDS - 1] ^= words[WORDS - 2] ^ words[1];
    words[0] ^= words[WORDS - 1];
    for (int i = 0; i < WORDS - 2; i++) {
      words[i] ^= words[i + 2] ^ (long) LONGS.get(bytes, next + i * Long.BYTES);
    }
    words[WORDS - 2] ^= (long) LONGS.get(bytes, next + BLOCK - 2 * Long.BYTES);
    words[WORDS - 1] ^= (long) LONGS.get(bytes, next + BLOCK - Long.BYTES);
  }

  /** The two look-ups that wait for the step before come last. */
  private static int step(int crc, long bytes) {
    long word = bytes ^ (long) crc << 48;
    int high = (int) (word >>> 32);
    int low = (int) word;
    return OF_16[low & 0xFF]
        ^ OF_16[0x100 | (low >>> 8 & 0xFF)]
        ^ OF_16[0x200 | (low >>> 16 & 0xFF)]
        ^ OF_16[0x300 | low >>> 24]
        ^ OF_16[0x400 | (high & 0xFF)]
        ^ OF_16[0x500 | (high >>> 8 & 0xFF)]
        ^ (OF_16[0x600 | (high >>> 16 & 0xFF)] ^ OF_16[0x700 | high >>> 24]);
  }

  /**
   * A CRC-16 carried on over zeros: what a difference in front of so many bytes makes of the CRC
   * behind them. Multiplies it by x^(8 zeros) in the field of the polynomial, so it costs the same
   * for any count.
   */
  static int behindZeros(int crc, int zeros) {
    int value = crc;
    int power = X_8;
    for (int left = zeros; left > 0; left >>>= 1) {
      value = (left & 1) == 0 ? value : product(value, power);
      power = product(power, power);
    }
    return value;
  }

  /** Of two polynomials, modulo that of the CRC. */
  private static int product(int one, int other) {
    int product = 0;
    for (int bit = 15; bit >= 0; bit--) {
      product = (product << 1) ^ (product >>> 15) * (POLYNOMIAL_16 | 1 << 16);
      product ^= (other >>> bit & 1) * one;
    }
    return product;
  }

  /** A CRC-16 carried on over one byte. */
  static int next(int crc, int octet) {
    return ((crc << 8) & 0xFF00) ^ OF_16[(crc >>> 8) ^ octet];
  }
}
