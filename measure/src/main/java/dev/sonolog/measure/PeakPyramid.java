package dev.sonolog.measure;

import dev.sonolog.formats.pcm.PcmBlock;
import dev.sonolog.formats.pcm.SampleFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Measures what waveforms are drawn from, at {@value #LEVELS} scales, as samples pass: the lowest
 * and the highest sample of each channel in each {@value #BUCKET} frames; the coarser scales follow
 * from these. One thread at a time; it only computes.
 *
 * <p>The first bucket begins with the first frame. What was measured so far can be asked for at any
 * time, and is what it would be if nothing more came. Memory grows by four bytes for each bucket
 * and channel.
 */
public final class PeakPyramid {
  /** Frames of a bucket of the finest level. */
  public static final int BUCKET = 256;

  /** How many levels there are, each {@link PeakLevel#FACTOR} times coarser than the one before. */
  public static final int LEVELS = 5;

  private static final int FIRST_CAPACITY = 1_024;

  private final SampleFormat format;
  private final PeakFinder finder;
  private final int channels;
  private short[] values;
  private long frames;

  /**
   * @param channels 1 to {@value LevelMeter#MAX_CHANNELS}
   * @throws IllegalArgumentException if there are fewer or more
   */
  public PeakPyramid(SampleFormat format, int channels) {
    if (channels < 1 || channels > LevelMeter.MAX_CHANNELS) {
      throw new IllegalArgumentException(
          channels + " channels are outside 1.." + LevelMeter.MAX_CHANNELS);
    }
    this.format = format;
    this.finder = new PeakFinder(format, channels);
    this.channels = channels;
    this.values = new short[FIRST_CAPACITY * 2 * channels];
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
    int stride = finder.stride();
    if (length % stride != 0) {
      throw new IllegalArgumentException(
          length + " bytes are no whole frames of " + stride + " bytes");
    }
    int count = length / stride;
    for (int done = 0; done < count; ) {
      int taken = room(count - done);
      keep(finder.find(bytes, offset + done * stride, taken), taken);
      done += taken;
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
      int taken = room(count - done);
      keep(finder.find(planes, offset + done, taken), taken);
      done += taken;
    }
  }

  /**
   * Takes over what another one measured of the frames that follow, which measures nothing more
   * then: two threads can measure the two parts of a file.
   *
   * @throws IllegalArgumentException if it measured another format
   * @throws IllegalStateException if the bucket that is filled now is not full
   */
  public void append(PeakPyramid next) {
    if (next.format != format || next.channels != channels) {
      throw new IllegalArgumentException("The peaks of two formats cannot be joined");
    }
    if (frames % BUCKET != 0) {
      throw new IllegalStateException(
          "A part that ends at frame " + frames + ", within a bucket, cannot be continued");
    }
    int used = used();
    int added = next.used();
    if (values.length < used + added) {
      values = Arrays.copyOf(values, Math.max(grown(values.length), used + added));
    }
    System.arraycopy(next.values, 0, values, used, added);
    frames += next.frames;
  }

  /** How many of so many frames belong to the bucket that is filled now. */
  private int room(int count) {
    return (int) Math.min(count, BUCKET - frames % BUCKET);
  }

  private void keep(short[] found, int taken) {
    int at = Math.toIntExact(frames / BUCKET * found.length);
    if (at == values.length) {
      values = Arrays.copyOf(values, grown(values.length));
    }
    boolean fresh = frames % BUCKET == 0;
    for (int i = 0; i < found.length; i += 2) {
      values[at + i] = fresh ? found[i] : (short) Math.min(values[at + i], found[i]);
      values[at + i + 1] =
          fresh ? found[i + 1] : (short) Math.max(values[at + i + 1], found[i + 1]);
    }
    frames += taken;
  }

  /** Half as much again, in whole buckets. */
  private int grown(int length) {
    int bucket = 2 * channels;
    return Math.toIntExact(length + (length / bucket / 2 + 1L) * bucket);
  }

  /** The values that are in use. */
  private int used() {
    return Math.toIntExact((frames + BUCKET - 1) / BUCKET * 2 * channels);
  }

  /** The frames that were added. */
  public long frames() {
    return frames;
  }

  /** The finest level so far, the bucket that is not full yet included. */
  public PeakLevel base() {
    return new PeakLevel(channels, BUCKET, Arrays.copyOf(values, used()));
  }

  /** All levels so far, from the finest to the coarsest. */
  public List<PeakLevel> levels() {
    return levels(base());
  }

  /** All levels that follow from the finest, itself included. */
  public static List<PeakLevel> levels(PeakLevel base) {
    List<PeakLevel> levels = new ArrayList<>(List.of(base));
    while (levels.size() < LEVELS) {
      levels.add(levels.getLast().coarser());
    }
    return List.copyOf(levels);
  }
}
