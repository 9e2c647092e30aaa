package dev.sonolog.measure;

import dev.sonolog.formats.pcm.SampleFormat;
import java.util.Arrays;

/**
 * The power of samples of any format and any number of channels, in the order of ISR's sums.
 *
 * <p>Floating-point planes are copied as they are; only a window that comes out as no audio is
 * looked through for what is none.
 */
final class MeanPower implements WindowPower {
  private static final int WINDOW = WindowLevels.WINDOW;

  /** The least power of a window with a sample that is no audio, if no other hides it. */
  private static final double LOUDEST = 1e6;

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
      System.arraycopy(planes[channel], offset, samples[channel], filled, frames);
    }
    filled += frames;
  }

  @Override
  public double power() {
    double power = measuredPower();
    if (!(power <= LOUDEST)) {
      silenceWhatIsNoAudio();
      power = measuredPower();
    }
    return power;
  }

  private double measuredPower() {
    if (exactMeans) {
      addInDoublePrecision();
    } else {
      addInSinglePrecision();
    }
    return PairwiseSum.of(squares, filled) / filled;
  }

  private void silenceWhatIsNoAudio() {
    for (float[] channel : samples) {
      for (int i = 0; i < filled; i++) {
        channel[i] = SampleDecoder.audible(channel[i]);
      }
    }
  }

  private void addInDoublePrecision() {
    Arrays.fill(squares, 0, filled, 0);
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
    System.arraycopy(samples[0], 0, sums, 0, filled);
    for (int channel = 1; channel < samples.length; channel++) {
      add(samples[channel], sums, filled);
    }
    square(sums, samples.length, squares, filled);
  }

  private static void add(float[] channel, float[] sums, int count) {
    for (int i = 0; i < count; i++) {
      sums[i] += channel[i];
    }
  }

  private static void square(float[] sums, float divisor, double[] squares, int count) {
    for (int i = 0; i < count; i++) {
      double mean = sums[i] / divisor;
      squares[i] = mean * mean;
    }
  }

  @Override
  public void clear() {
    filled = 0;
  }
}
