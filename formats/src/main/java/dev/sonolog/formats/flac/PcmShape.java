package dev.sonolog.formats.flac;

import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.pcm.SampleFormat;

/**
 * What an encoder must know of the samples that it gets.
 *
 * @param format its rate and its channels
 * @param sampleFormat how each sample is stored: integers
 * @param blockSize of all frames but the last, in samples per channel
 */
record PcmShape(AudioFormat format, SampleFormat sampleFormat, int blockSize) {
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
      case S16 -> (pcm[at] & 0xFF) | (pcm[at + 1] << 8);
      case S24 -> (pcm[at] & 0xFF) | ((pcm[at + 1] & 0xFF) << 8) | (pcm[at + 2] << 16);
      case S32, FLOAT ->
          (pcm[at] & 0xFF)
              | ((pcm[at + 1] & 0xFF) << 8)
              | ((pcm[at + 2] & 0xFF) << 16)
              | (pcm[at + 3] << 24);
    };
  }
}
