package dev.sonolog.measure;

import dev.sonolog.formats.pcm.SampleFormat;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Takes one channel out of interleaved bytes, as numbers whose full scale is 1. A float's 24 bits
 * are enough: it keeps what is small beside nothing, and an error of 2^-25 of a sample is below all
 * that is shown.
 */
final class SampleDecoder {
  /** Above +120 dBFS there is no audio, and sums of squares stay far from infinity. */
  static final float LIMIT = 1e6f;

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle FLOAT =
      MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);

  /** Below -600 dBFS; numbers so small would be slow, and are zero. */
  private static final float TINY = 1e-30f;

  private static final float SCALE_16 = 1f / (1 << 15);
  private static final float SCALE_24 = 1f / (1 << 23);
  private static final float SCALE_32 = 1f / (1L << 31);

  private final SampleFormat format;
  private final int stride;

  SampleDecoder(SampleFormat format, int channels) {
    this.format = format;
    this.stride = format.length() * channels;
  }

  /** The bytes of a frame. */
  int stride() {
    return stride;
  }

  /**
   * Decodes {@code count} samples of the channel whose first sample is at {@code offset}.
   *
   * @return how many of them are no audio, and became 0
   */
  int decode(byte[] bytes, int offset, float[] target, int from, int count) {
    return switch (format) {
      case S16 -> shorts(bytes, offset, target, from, count);
      case S24 -> threes(bytes, offset, target, from, count);
      case S32 -> ints(bytes, offset, target, from, count);
      case FLOAT -> floats(bytes, offset, target, from, count);
    };
  }

  private int shorts(byte[] bytes, int offset, float[] target, int from, int count) {
    for (int i = 0, at = offset; i < count; i++, at += stride) {
      target[from + i] = (short) SHORT.get(bytes, at) * SCALE_16;
    }
    return 0;
  }

  private int threes(byte[] bytes, int offset, float[] target, int from, int count) {
    for (int i = 0, at = offset; i < count; i++, at += stride) {
      int low = (short) SHORT.get(bytes, at) & 0xFFFF;
      target[from + i] = (bytes[at + 2] << 16 | low) * SCALE_24;
    }
    return 0;
  }

  private int ints(byte[] bytes, int offset, float[] target, int from, int count) {
    for (int i = 0, at = offset; i < count; i++, at += stride) {
      target[from + i] = (int) INT.get(bytes, at) * SCALE_32;
    }
    return 0;
  }

  private int floats(byte[] bytes, int offset, float[] target, int from, int count) {
    int broken = 0;
    for (int i = 0, at = offset; i < count; i++, at += stride) {
      float value = (float) FLOAT.get(bytes, at);
      float size = Math.abs(value);
      boolean audio = size <= LIMIT;
      target[from + i] = audio && size > TINY ? value : 0f;
      broken += audio ? 0 : 1;
    }
    return broken;
  }

  /** A floating-point sample; 0 where it is no audio, or too small to be any. */
  static float audible(float value) {
    float size = Math.abs(value);
    return size <= LIMIT && size > TINY ? value : 0f;
  }

  /**
   * From where on a sample is at full scale: the largest positive value of 16 bits, of 24 bits, and
   * of 24 bits in 32, as most converters leave the lowest byte empty. Floats may come from 16 bits.
   */
  float fullScale() {
    return switch (format) {
      case S16, FLOAT -> 1 - SCALE_16;
      case S24, S32 -> 1 - SCALE_24;
    };
  }
}
