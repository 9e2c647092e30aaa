package dev.sonolog.measure;

import dev.sonolog.formats.pcm.SampleFormat;

/** Adds up the samples of each channel: their mean is what hardware put under the signal. */
final class ChannelSums {
  private static final int PIECE = 1024;

  private final SampleDecoder decoder;
  private final int sampleLength;
  private final double[] sums;
  private final float[] piece = new float[PIECE];
  private long frames;

  ChannelSums(SampleFormat format, int channels) {
    this.decoder = new SampleDecoder(format, channels);
    this.sampleLength = format.length();
    this.sums = new double[channels];
  }

  /** Adds whole frames. */
  void add(byte[] bytes, int offset, int length) {
    int count = length / decoder.stride();
    for (int done = 0; done < count; ) {
      int taken = Math.min(count - done, PIECE);
      int at = offset + done * decoder.stride();
      for (int channel = 0; channel < sums.length; channel++) {
        decoder.decode(bytes, at + channel * sampleLength, piece, 0, taken);
        sums[channel] = sum(sums[channel], taken);
      }
      done += taken;
      frames += taken;
    }
  }

  /** One after the other, so that blocks do not matter. */
  private double sum(double before, int count) {
    double sum = before;
    for (int i = 0; i < count; i++) {
      sum += piece[i];
    }
    return sum;
  }

  /** The mean of a channel; full scale is 1. */
  double mean(int channel) {
    return frames == 0 ? 0 : sums[channel] / frames;
  }
}
