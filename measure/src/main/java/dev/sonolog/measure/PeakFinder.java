package dev.sonolog.measure;

import dev.sonolog.formats.pcm.SampleFormat;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The lowest and the highest sample of each channel in a few frames, as 16 bits. Where samples have
 * more, the lowest is rounded down and the highest up: what is shown is never smaller than what
 * was, but for the highest number of 16 bits, which is a step below full scale.
 *
 * <p>Samples of 16 bits in pairs are the usual ones, and the quick ones: a pair is looked at as one
 * number, whose order is that of its upper half. Such loops become vector instructions.
 */
final class PeakFinder {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle FLOAT =
      MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);

  /** Floating-point numbers become whole ones of 32 bits: no number is 0, infinities are full. */
  private static final float FULL_SCALE = 1L << 31;

  private final SampleFormat format;
  private final int channels;
  private final int stride;

  /** By channel, the lowest in front of the highest. */
  private final short[] found;

  PeakFinder(SampleFormat format, int channels) {
    this.format = format;
    this.channels = channels;
    this.stride = format.length() * channels;
    this.found = new short[2 * channels];
  }

  /** The bytes of a frame. */
  int stride() {
    return stride;
  }

  /**
   * What one or more frames hold: by channel, the lowest in front of the highest.
   *
   * @return valid until the next call
   */
  short[] find(byte[] bytes, int offset, int frames) {
    if (format == SampleFormat.S16 && channels == 2) {
      pairs(bytes, offset, frames);
    } else if (format == SampleFormat.S16 && channels == 1 && frames > 1) {
      mono(bytes, offset, frames);
    } else {
      for (int channel = 0; channel < channels; channel++) {
        strided(bytes, offset + channel * format.length(), frames, channel);
      }
    }
    return found;
  }

  /** The same of floating-point numbers that lie channel by channel. */
  short[] find(float[][] planes, int offset, int frames) {
    for (int channel = 0; channel < channels; channel++) {
      plane(planes[channel], offset, frames, channel);
    }
    return found;
  }

  private void pairs(byte[] bytes, int offset, int count) {
    int low = Integer.MAX_VALUE;
    int high = Integer.MIN_VALUE;
    int low2 = Integer.MAX_VALUE;
    int high2 = Integer.MIN_VALUE;
    for (int i = 0; i < count; i++) {
      int second = (int) INT.get(bytes, offset + 4 * i);
      int first = second << 16;
      low = Math.min(low, first);
      high = Math.max(high, first);
      low2 = Math.min(low2, second);
      high2 = Math.max(high2, second);
    }
    found[0] = (short) (low >> 16);
    found[1] = (short) (high >> 16);
    if (channels == 2) {
      found[2] = (short) (low2 >> 16);
      found[3] = (short) (high2 >> 16);
    } else {
      widen(0, low2 >> 16, high2 >> 16);
    }
  }

  private void mono(byte[] bytes, int offset, int count) {
    pairs(bytes, offset, count / 2);
    int last = (short) SHORT.get(bytes, offset + 2 * (count - 1));
    widen(0, last, last);
  }

  private void widen(int channel, int low, int high) {
    found[2 * channel] = (short) Math.min(found[2 * channel], low);
    found[2 * channel + 1] = (short) Math.max(found[2 * channel + 1], high);
  }

  private void strided(byte[] bytes, int offset, int count, int channel) {
    switch (format) {
      case S16 -> shorts(bytes, offset, count, channel);
      case S24 -> threes(bytes, offset, count, channel);
      case S32 -> ints(bytes, offset, count, channel);
      case FLOAT -> floats(bytes, offset, count, channel);
    }
  }

  private void shorts(byte[] bytes, int offset, int count, int channel) {
    int low = Short.MAX_VALUE;
    int high = Short.MIN_VALUE;
    for (int i = 0, at = offset; i < count; i++, at += stride) {
      int value = (short) SHORT.get(bytes, at);
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    keep(channel, low, high);
  }

  private void threes(byte[] bytes, int offset, int count, int channel) {
    int low = Integer.MAX_VALUE;
    int high = Integer.MIN_VALUE;
    for (int i = 0, at = offset; i < count; i++, at += stride) {
      int value = bytes[at + 2] << 16 | ((short) SHORT.get(bytes, at) & 0xFFFF);
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    keep(channel, low >> 8, (high + 0xFF) >> 8);
  }

  private void ints(byte[] bytes, int offset, int count, int channel) {
    int low = Integer.MAX_VALUE;
    int high = Integer.MIN_VALUE;
    for (int i = 0, at = offset; i < count; i++, at += stride) {
      int value = (int) INT.get(bytes, at);
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    keep(channel, low >> 16, (high + 0xFFFFL) >> 16);
  }

  private void floats(byte[] bytes, int offset, int count, int channel) {
    int low = Integer.MAX_VALUE;
    int high = Integer.MIN_VALUE;
    for (int i = 0, at = offset; i < count; i++, at += stride) {
      int value = (int) ((float) FLOAT.get(bytes, at) * FULL_SCALE);
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    keep(channel, low >> 16, (high + 0xFFFFL) >> 16);
  }

  private void plane(float[] samples, int offset, int count, int channel) {
    int low = Integer.MAX_VALUE;
    int high = Integer.MIN_VALUE;
    for (int i = 0; i < count; i++) {
      int value = (int) (samples[offset + i] * FULL_SCALE);
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    keep(channel, low >> 16, (high + 0xFFFFL) >> 16);
  }

  private void keep(int channel, long low, long high) {
    found[2 * channel] = (short) Math.clamp(low, Short.MIN_VALUE, Short.MAX_VALUE);
    found[2 * channel + 1] = (short) Math.clamp(high, Short.MIN_VALUE, Short.MAX_VALUE);
  }
}
