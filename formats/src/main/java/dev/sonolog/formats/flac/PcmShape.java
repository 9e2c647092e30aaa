package dev.sonolog.formats.flac;

import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.pcm.SampleFormat;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * What an encoder must know of the samples that it gets.
 *
 * @param format its rate and its channels
 * @param sampleFormat how each sample is stored: integers
 * @param blockSize of all frames but the last, in samples per channel
 */
record PcmShape(AudioFormat format, SampleFormat sampleFormat, int blockSize) {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int LARGEST_BLOCK = 4_096;
  private static final int SMALLEST_BLOCK = 256;

  /** Samples wait in a block for at most a part of a second. */
  private static final int BLOCKS_PER_SECOND = 4;

  static PcmShape of(AudioFormat format, SampleFormat sampleFormat) {
    int size = LARGEST_BLOCK;
    while (size > SMALLEST_BLOCK && size * BLOCKS_PER_SECOND > format.rate().hertz()) {
      size /= 2;
    }
    return new PcmShape(format, sampleFormat, size);
  }

  int channels() {
    return format.channels();
  }

  int bits() {
    return sampleFormat.bits();
  }

  int hertz() {
    return format.rate().hertz();
  }

  /** The bytes of one sample of each channel. */
  int frameLength() {
    return channels() * sampleFormat.length();
  }

  /** One sample of one channel, sign-extended. */
  int sample(byte[] pcm, int at) {
    return switch (sampleFormat) {
      case S16 -> (short) SHORT.get(pcm, at);
      case S24 -> (pcm[at] & 0xFF) | ((pcm[at + 1] & 0xFF) << 8) | (pcm[at + 2] << 16);
      case S32, FLOAT -> (int) INT.get(pcm, at);
    };
  }

  /**
   * Takes samples out of their bytes, sign-extended, the channels in turn as they are.
   *
   * @param from where the first begins
   * @param count samples of all channels together
   */
  void samples(byte[] pcm, int from, int[] to, int count) {
    switch (sampleFormat) {
      case S16 -> shorts(pcm, from, to, count);
      case S24 -> triples(pcm, from, to, count);
      case S32, FLOAT -> ints(pcm, from, to, count);
    }
  }

  private static void shorts(byte[] pcm, int from, int[] to, int count) {
    for (int i = 0; i < count; i++) {
      to[i] = (short) SHORT.get(pcm, from + 2 * i);
    }
  }

  private void triples(byte[] pcm, int from, int[] to, int count) {
    for (int i = 0; i < count; i++) {
      to[i] = sample(pcm, from + 3 * i);
    }
  }

  private static void ints(byte[] pcm, int from, int[] to, int count) {
    for (int i = 0; i < count; i++) {
      to[i] = (int) INT.get(pcm, from + 4 * i);
    }
  }
}
