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

  private final SampleFormat format;
  private WindowPower power;
  private final int channels;
  private final int stride;
  private final double rate;
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
    this.format = format;
    this.power = WindowPower.of(format, channels);
    this.channels = channels;
    this.stride = format.length() * channels;
    this.rate = rate.hertz();
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
    if (length % stride != 0) {
      throw new IllegalArgumentException(
          length + " bytes are no whole frames of " + stride + " bytes");
    }
    int count = length / stride;
    for (int done = 0; done < count; ) {
      int taken = Math.min(count - done, WINDOW - filled);
      power.add(bytes, offset + done * stride, taken);
      done += taken;
      pass(taken);
    }
  }

  /**
   * Measures floating-point numbers that lie channel by channel.
   *
   * @param planes one for each channel
   * @throws IndexOutOfBoundsException if the range is not within all planes
   * @throws IllegalArgumentException if the samples are none of {@link SampleFormat#FLOAT}
   */
  public void add(float[][] planes, int offset, int count) {
    if (format != SampleFormat.FLOAT) {
      throw new IllegalArgumentException("Floating-point numbers are no " + format.word());
    }
    for (int channel = 0; channel < channels; channel++) {
      Objects.checkFromIndexSize(offset, count, planes[channel].length);
    }
    for (int done = 0; done < count; ) {
      int taken = Math.min(count - done, WINDOW - filled);
      power.add(planes, offset + done, taken);
      done += taken;
      pass(taken);
    }
  }

  private void pass(int taken) {
    filled += taken;
    frames += taken;
    if (filled == WINDOW) {
      append(level());
      power.clear();
      filled = 0;
    }
  }

  private void append(double level) {
    if (count == levels.length) {
      levels = Arrays.copyOf(levels, 2 * count);
    }
    levels[count++] = level;
  }

  private double level() {
    return DecimalRounding.round(Math.sqrt(power.power()), DIGITS);
  }

  /**
   * Takes over what another one measured of the frames that follow, which measures nothing more
   * then: two threads can measure the two parts of a file.
   *
   * @throws IllegalArgumentException if it measured another format
   * @throws IllegalStateException if the window that is filled now is not full
   */
  public void append(WindowLevels next) {
    if (next.format != format || next.channels != channels || next.rate != rate) {
      throw new IllegalArgumentException("The levels of two formats cannot be joined");
    }
    if (filled != 0) {
      throw new IllegalStateException(
          "A part that ends at frame " + frames + ", within a window, cannot be continued");
    }
    levels = Arrays.copyOf(levels, count + next.count + 1);
    System.arraycopy(next.levels, 0, levels, count, next.count);
    count += next.count;
    filled = next.filled;
    frames += next.frames;
    power = next.power;
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

  /** The frames that were added. */
  public long frames() {
    return frames;
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
