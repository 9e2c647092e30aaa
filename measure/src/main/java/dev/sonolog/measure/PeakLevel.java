package dev.sonolog.measure;

import dev.sonolog.formats.pcm.SampleFormat;
import java.util.Arrays;
import java.util.Objects;

/**
 * What a waveform is drawn from, at one scale: the lowest and the highest sample of each channel in
 * each bucket of consecutive frames, as numbers of 16 bits.
 *
 * @param channels 1 to {@value LevelMeter#MAX_CHANNELS}
 * @param framesPerBucket 1 or more; the last bucket may be shorter
 * @param values bucket by bucket, in it channel by channel, the lowest in front of the highest: the
 *     order of audiowaveform's data files; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // as large as a file; it passes, and is never compared
public record PeakLevel(int channels, int framesPerBucket, short[] values) {
  /** How many buckets become one of the {@link #coarser} level. */
  public static final int FACTOR = 4;

  public PeakLevel {
    if (channels < 1 || channels > LevelMeter.MAX_CHANNELS) {
      throw new IllegalArgumentException(
          channels + " channels are outside 1.." + LevelMeter.MAX_CHANNELS);
    }
    if (framesPerBucket < 1) {
      throw new IllegalArgumentException("A bucket of " + framesPerBucket + " frames");
    }
    if (values.length % (2 * channels) != 0) {
      throw new IllegalArgumentException(
          values.length + " values are no whole buckets of " + channels + " channels");
    }
  }

  /**
   * The samples themselves: each frame is a bucket.
   *
   * @param length whole frames, in bytes
   * @throws IndexOutOfBoundsException if there are not so many bytes
   */
  public static PeakLevel ofFrames(SampleFormat format, int channels, byte[] bytes, int length) {
    Objects.checkFromIndexSize(0, length, bytes.length);
    PeakFinder finder = new PeakFinder(format, channels);
    short[] values = new short[length / finder.stride() * 2 * channels];
    for (int at = 0, to = 0; to < values.length; at += finder.stride(), to += 2 * channels) {
      System.arraycopy(finder.find(bytes, at, 1), 0, values, to, 2 * channels);
    }
    return new PeakLevel(channels, 1, values);
  }

  /** How many buckets there are. */
  public int length() {
    return values.length / (2 * channels);
  }

  /** The lowest sample of a channel in a bucket. */
  public short lowest(int bucket, int channel) {
    return values[2 * (bucket * channels + channel)];
  }

  /** The highest sample of a channel in a bucket. */
  public short highest(int bucket, int channel) {
    return values[2 * (bucket * channels + channel) + 1];
  }

  /** The level whose buckets are {@value #FACTOR} of these. */
  public PeakLevel coarser() {
    int stride = 2 * channels;
    int buckets = (length() + FACTOR - 1) / FACTOR;
    short[] merged = new short[buckets * stride];
    for (int bucket = 0; bucket < buckets; bucket++) {
      int from = bucket * FACTOR * stride;
      merge(from, Math.min(from + FACTOR * stride, values.length), merged, bucket * stride);
    }
    return new PeakLevel(channels, FACTOR * framesPerBucket, merged);
  }

  private void merge(int from, int to, short[] target, int at) {
    int stride = 2 * channels;
    System.arraycopy(values, from, target, at, stride);
    for (int i = from + stride; i < to; i += 2) {
      int value = at + (i - from) % stride;
      target[value] = (short) Math.min(target[value], values[i]);
      target[value + 1] = (short) Math.max(target[value + 1], values[i + 1]);
    }
  }

  /** In words, without the values. */
  @Override
  public String toString() {
    return length() + " buckets of " + framesPerBucket + " frames, " + channels + " channels";
  }

  /** Whether all peaks are the same. */
  public boolean sameAs(PeakLevel other) {
    return channels == other.channels
        && framesPerBucket == other.framesPerBucket
        && Arrays.equals(values, other.values);
  }
}
