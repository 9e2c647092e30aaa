package dev.sonolog.measure;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The power of one or two channels of 16 bits, in whole numbers. A window's sum of squares has at
 * most 47 bits: every partial sum of it is a whole number that a double holds, so the order of the
 * additions does not matter, and this gives what ISR's floating-point numbers give.
 */
final class WholeNumberPower implements WindowPower {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final int channels;

  /** The square of the sum of a frame whose channels are at full scale. */
  private final double fullScale;

  private long squares;
  private int filled;

  WholeNumberPower(int channels) {
    this.channels = channels;
    this.fullScale = Math.pow((double) channels * (1 << 15), 2);
  }

  @Override
  public void add(byte[] bytes, int offset, int frames) {
    squares += channels == 1 ? mono(bytes, offset, frames) : stereo(bytes, offset, frames);
    filled += frames;
  }

  private static long mono(byte[] bytes, int offset, int frames) {
    long sum = 0;
    for (int i = 0; i < frames; i++) {
      int sample = (short) SHORT.get(bytes, offset + 2 * i);
      sum += (long) sample * sample;
    }
    return sum;
  }

  private static long stereo(byte[] bytes, int offset, int frames) {
    long sum = 0;
    for (int i = 0; i < frames; i++) {
      int both = (int) INT.get(bytes, offset + 4 * i);
      int twice = (short) both + (both >> 16);
      sum += (long) twice * twice;
    }
    return sum;
  }

  @Override
  public void add(float[][] planes, int offset, int frames) {
    throw new IllegalArgumentException("These are whole numbers, and no floating-point ones");
  }

  @Override
  public double power() {
    return squares / fullScale / filled;
  }

  @Override
  public void clear() {
    squares = 0;
    filled = 0;
  }
}
