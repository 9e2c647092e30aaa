package dev.sonolog.formats.pcm;

/** How one sample lies in memory: always little-endian, packed, the channels of a frame in turn. */
public enum SampleFormat {
  /** Signed integers of 16 bits. */
  S16("s16", 2, 16),
  /** Signed integers of 24 bits in 3 bytes. */
  S24("s24", 3, 24),
  /** Signed integers of 32 bits. */
  S32("s32", 4, 32),
  /** IEEE 754 numbers of 32 bits; full scale is 1. */
  FLOAT("float", 4, 32);

  private final String word;
  private final int length;
  private final int bits;

  SampleFormat(String word, int length, int bits) {
    this.word = word;
    this.length = length;
    this.bits = bits;
  }

  /** What people write and read, such as {@code s24}. */
  public String word() {
    return word;
  }

  /** The bytes of a sample. */
  public int length() {
    return length;
  }

  /** The bits of a sample. */
  public int bits() {
    return bits;
  }
}
