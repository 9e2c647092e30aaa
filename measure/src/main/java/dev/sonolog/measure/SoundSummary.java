package dev.sonolog.measure;

import dev.sonolog.formats.SampleRate;
import java.util.List;

/**
 * What a recording sounds like as a whole. Levels are in dBFS, dBTP and LUFS, silence is {@link
 * Double#NEGATIVE_INFINITY}.
 *
 * @param rate of its frames
 * @param frames how many it has
 * @param loudness at its end: the integrated loudness (ITU-R BS.1770-4), the range (EBU Tech 3342)
 *     and what was highest of it; momentary and short-term are those of the last moments
 * @param channels in the order of the samples
 * @param silences in order, as {@link SummarySettings} tells silence; at most {@value
 *     SummaryMeter#MOST_SILENCES} of them
 * @param silentFrames of all silences
 */
public record SoundSummary(
    SampleRate rate,
    long frames,
    LoudnessReading loudness,
    List<Channel> channels,
    List<Stretch> silences,
    long silentFrames) {

  public SoundSummary {
    channels = List.copyOf(channels);
    silences = List.copyOf(silences);
  }

  /**
   * One channel.
   *
   * @param peak its highest sample, in dBFS
   * @param truePeak the highest place of the wave through its samples, in dBTP (ITU-R BS.1770-4,
   *     annex 2)
   * @param offset the mean of its samples; full scale is 1. What is far from 0 comes from hardware
   * @param clips runs of samples at full scale, each counted once
   * @param broken samples that are no audio
   */
  public record Channel(double peak, double truePeak, double offset, long clips, long broken) {}

  /**
   * Consecutive frames, exact to a reading of 50 ms.
   *
   * @param from the first
   * @param to the one behind the last
   */
  public record Stretch(long from, long to) {}

  /** The highest true peak of all channels, in dBTP. */
  public double truePeak() {
    return channels.stream().mapToDouble(Channel::truePeak).max().orElse(Double.NEGATIVE_INFINITY);
  }

  /** The clips of all channels. */
  public long clips() {
    return channels.stream().mapToLong(Channel::clips).sum();
  }
}
