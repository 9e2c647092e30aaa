package dev.sonolog.measure;

import dev.sonolog.formats.pcm.SampleFormat;
import java.util.Arrays;

/** The power of samples of any format and any number of channels, in the order of ISR's sums. */
final class MeanPower implements WindowPower {
  private static final int WINDOW = WindowLevels.WINDOW;

  private final SampleDecoder decoder;
  private final float[][] samples;

  /** ISR takes the mean of whole numbers in double precision, and that of FLAC in single. */
  private final boolean exactMeans;

  private final float[] sums = new float[WINDOW];
  private final double[] squares = new double[WINDOW];
  private int filled;

  MeanPower(SampleFormat format, int channels) {
    this.decoder = new SampleDecoder(format, channels);
    this.samples = new float[channels][WINDOW];
    this.exactMeans = format == SampleFormat.S16;
  }

  @Override
  public void add(byte[] bytes, int offset, int frames) {
    int sampleLength = decoder.stride() / samples.length;
    for (int channel = 0; channel < samples.length; channel++) {
      decoder.decode(bytes, offset + channel * sampleLength, samples[channel], filled, frames);
    }
    filled += frames;
  }

  @Override
  public void add(float[][] planes, int offset, int frames) {
    for (int channel = 0; channel < samples.length; channel++) {
      copy(planes[channel], offset, samples[channel], filled, frames);
    }
    filled += frames;
  }

  private static void copy(float[] plane, int offset, float[] target, int from, int count) {
    for (int i = 0; i < count; i++) {
      target[from + i] = SampleDecoder.audible(plane[offset + i]);
    }
  }

  @Override
  public double power() {
    Arrays.fill(squares, 0, filled, 0);
    if (exactMeans) {
      addInDoublePrecision();
    } else {
      addInSinglePrecision();
    }
    return PairwiseSum.of(squares, filled) / filled;
  }

  private void addInDoublePrecision() {
    for (float[] channel : samples) {
      for (int i = 0; i < filled; i++) {
        squares[i] += channel[i];
      }
    }
    for (int i = 0; i < filled; i++) {
      double mean = squares[i] / samples.length;
      squares[i] = mean * mean;
    }
  }

  private void addInSinglePrecision() {
    Arrays.fill(sums, 0, filled, 0);
    for (float[] channel : samples) {
      for (int i = 0; i < filled; i++) {
        sums[i] += channel[i];
      }
    }
    for (int i = 0; i < filled; i++) {
      double mean = sums[i] / samples.length;
      squares[i] = mean * mean;
    }
  }

  @Override
  public void clear() {
    filled = 0;
  }
}
