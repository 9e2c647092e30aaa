package dev.sonolog.it;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Stereo samples that say the number of their frame: the left channel its lower bits, the right one
 * the bits from {@value #SHIFT} on. What is lost, doubled or out of order shows, also when it is
 * millions of frames long. No frame is silence.
 */
enum SampleCounter implements NumberedFrames {
  BITS_16(2, "s16le"),
  BITS_24(3, "s24le");

  /** The number of the first frame that is ever played. */
  static final long FIRST = 1 << 16;

  private static final int CHANNELS = 2;
  private static final int SHIFT = 12;
  private static final int CHUNK = 1 << 14;

  private final int length;
  private final String word;

  SampleCounter(int length, String word) {
    this.length = length;
    this.word = word;
  }

  @Override
  public String word() {
    return word;
  }

  @Override
  public int frameLength() {
    return CHANNELS * length;
  }

  /** Writes frames without a head, the first one with the number {@link #FIRST}. */
  Path write(Path file, long frames) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long from = 0; from < frames; from += CHUNK) {
        out.write(bytes(FIRST + from, (int) Math.min(CHUNK, frames - from)));
      }
    }
    return file;
  }

  private byte[] bytes(long from, int count) {
    byte[] bytes = new byte[count * frameLength()];
    for (int frame = 0; frame < count; frame++) {
      put(bytes, frame * frameLength(), from + frame);
      put(bytes, frame * frameLength() + length, (from + frame) >> SHIFT);
    }
    return bytes;
  }

  private void put(byte[] bytes, int at, long value) {
    for (int part = 0; part < length; part++) {
      bytes[at + part] = (byte) (value >> (Byte.SIZE * part));
    }
  }

  @Override
  public long number(byte[] bytes, int at) {
    int bits = Byte.SIZE * length;
    long left = sample(bytes, at);
    long right = sample(bytes, at + length);
    if (left >> SHIFT != (right & ((1L << (bits - SHIFT)) - 1))) {
      throw new AssertionError("No frame of a counter: " + left + ", " + right);
    }
    return left | (right >> (bits - SHIFT) << bits);
  }

  private long sample(byte[] bytes, int at) {
    long value = 0;
    for (int part = 0; part < length; part++) {
      value |= (bytes[at + part] & 0xFFL) << (Byte.SIZE * part);
    }
    return value;
  }
}
