package dev.sonolog.measure;

import java.util.List;
import java.util.Optional;

/**
 * What a {@link LevelMeter} shows at one place in the audio; {@value #PER_SECOND} of them in a
 * second of it.
 *
 * @param position samples per channel that were measured from the beginning to the end of this
 *     reading
 * @param samples samples per channel that are new in this reading, 1 or more
 * @param channels in the order of the samples
 * @param loudness if it is measured
 */
public record LevelReading(
    long position, int samples, List<ChannelLevel> channels, Optional<LoudnessReading> loudness) {
  /** Readings in a second of audio. */
  public static final int PER_SECOND = 20;

  public LevelReading {
    channels = List.copyOf(channels);
  }

  /** The position of the first sample of this reading. */
  public long start() {
    return position - samples;
  }

  /** The highest sample of all channels in this reading, in dBFS. */
  public double peak() {
    return channels.stream().mapToDouble(ChannelLevel::peak).max().orElse(Double.NEGATIVE_INFINITY);
  }
}
