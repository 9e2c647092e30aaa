package dev.sonolog.measure;

import dev.sonolog.formats.SampleRate;
import dev.sonolog.formats.pcm.PcmBlock;
import dev.sonolog.formats.pcm.SampleFormat;
import java.util.Arrays;
import java.util.Objects;

/**
 * The level of each window of {@value #WINDOW} frames, as ISR's detector measures it: the root mean
 * square of the mean of all channels, rounded to five digits. Of 16 bits the levels are ISR's to
 * the last bit, and of one or two channels of FLAC; other formats, which ISR reads wrongly or not
 * at all, are measured alike. One thread at a time; it only computes.
 *
 * <p>The first window begins with the first frame; the last may be shorter. Memory grows by eight
 * bytes for each window.
 */
public final class WindowLevels {
  /** Frames of a window, whatever the rate. */
  public static final int WINDOW = 4_800;

  private static final int DIGITS = 5;
  private static final int FIRST_CAPACITY = 1_024;

  private final SampleDecoder decoder;
  private final double rate;
  private final float[][] samples;

  /** ISR takes the mean of whole numbers in double precision, and that of FLAC in single. */
  private final boolean exactMeans;

  private final double[] squares = new double[WINDOW];
  private double[] levels = new double[FIRST_CAPACITY];
  private int count;
  private int filled;
  private long frames;

  /**
   * @param channels 1 to {@value LevelMeter#MAX_CHANNELS}
   * @throws IllegalArgumentException if there are fewer or more
   */
  public WindowLevels(SampleFormat format, int channels, SampleRate rate) {
    if (channels < 1 || channels > LevelMeter.MAX_CHANNELS) {
      throw new IllegalArgumentException(
          channels + " channels are outside 1.." + LevelMeter.MAX_CHANNELS);
    }
    this.decoder = new SampleDecoder(format, channels);
    this.rate = rate.hertz();
    this.samples = new float[channels][WINDOW];
    this.exactMeans = format == SampleFormat.S16;
  }

  /** Measures a block; see {@link #add(byte[], int, int)}. */
  public void add(PcmBlock block) {
    add(block.bytes(), 0, block.bytes().length);
  }

  /**
   * Measures whole frames.
   *
   * @param length bytes, 0 or more
   * @throws IndexOutOfBoundsException if the range is not within the bytes
   * @throws IllegalArgumentException if the length is no whole number of frames
   */
  public void add(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    int stride = decoder.stride();
    if (length % stride != 0) {
      throw new IllegalArgumentException(
          length + " bytes are no whole frames of " + stride + " bytes");
    }
    for (int done = 0; done < length; ) {
      int taken = Math.min((length - done) / stride, WINDOW - filled);
      decode(bytes, offset + done, taken);
      done += taken * stride;
      if (filled == WINDOW) {
        append(level());
        filled = 0;
      }
    }
  }

  private void decode(byte[] bytes, int offset, int taken) {
    int sampleLength = decoder.stride() / samples.length;
    for (int channel = 0; channel < samples.length; channel++) {
      decoder.decode(bytes, offset + channel * sampleLength, samples[channel], filled, taken);
    }
    filled += taken;
    frames += taken;
  }

  private void append(double level) {
    if (count == levels.length) {
      levels = Arrays.copyOf(levels, 2 * count);
    }
    levels[count++] = level;
  }

  private double level() {
    for (int frame = 0; frame < filled; frame++) {
      double mean = exactMeans ? exactMean(frame) : mean(frame);
      squares[frame] = mean * mean;
    }
    double power = PairwiseSum.of(squares, filled) / filled;
    return DecimalRounding.round(Math.sqrt(power), DIGITS);
  }

  private double exactMean(int frame) {
    double sum = 0;
    for (float[] channel : samples) {
      sum += channel[frame];
    }
    return sum / samples.length;
  }

  private double mean(int frame) {
    float sum = 0;
    for (float[] channel : samples) {
      sum += channel[frame];
    }
    return sum / samples.length;
  }

  /**
   * The levels so far, of full scale 1, the window that is not full yet included. More may be added
   * afterwards.
   */
  public double[] levels() {
    double[] all = Arrays.copyOf(levels, filled == 0 ? count : count + 1);
    if (filled > 0) {
      all[count] = level();
    }
    return all;
  }

  /** The seconds of a full window. */
  public double windowSeconds() {
    return WINDOW / rate;
  }

  /** The seconds of all that was added. */
  public double duration() {
    return frames / rate;
  }
}
