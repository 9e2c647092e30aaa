package dev.sonolog.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a {@link LevelMeter} measures and how.
 *
 * @param measures what is measured beyond the levels
 * @param clipRun from how many samples at full scale in a row on a channel is clipped, 1 to 1000
 * @param hold how long a held peak stays before it follows the falling peak, 0 to an hour
 * @param weights the loudness weight of each channel, 0 to 2; empty for {@link ChannelWeights}'s
 *     convention
 */
public record MeterSettings(
    Set<Measure> measures, int clipRun, Duration hold, List<Double> weights) {
  /**
   * Three in a row: one sample at full scale is an honest peak, and so may be two around the crest
   * of a low tone; the mastering recorders of the compact disc counted "overs" from three on.
   */
  public static final int USUAL_CLIP_RUN = 3;

  /** As long as an eye needs that looks up now and then. */
  public static final Duration USUAL_HOLD = Duration.ofSeconds(2);

  private static final int LONGEST_CLIP_RUN = 1000;
  private static final Duration LONGEST_HOLD = Duration.ofHours(1);

  public MeterSettings {
    measures = Set.copyOf(measures);
    weights = List.copyOf(weights);
    if (clipRun < 1 || clipRun > LONGEST_CLIP_RUN) {
      throw new IllegalArgumentException(
          "A clip of " + clipRun + " samples is outside 1.." + LONGEST_CLIP_RUN);
    }
    if (hold.isNegative() || hold.compareTo(LONGEST_HOLD) > 0) {
      throw new IllegalArgumentException("A hold of " + hold + " is outside 0.." + LONGEST_HOLD);
    }
    for (double weight : weights) {
      checkWeight(weight);
    }
  }

  private static void checkWeight(double weight) {
    if (!(weight >= 0 && weight <= 2)) {
      throw new IllegalArgumentException("A channel's loudness weight of " + weight + ": not 0..2");
    }
  }

  /** The levels alone: peak, RMS, clips. */
  public static MeterSettings levels() {
    return new MeterSettings(Set.of(), USUAL_CLIP_RUN, USUAL_HOLD, List.of());
  }

  /** All that there is. */
  public static MeterSettings all() {
    return levels().with(Measure.LOUDNESS).with(Measure.TRUE_PEAK);
  }

  /** The same, and this too. */
  public MeterSettings with(Measure measure) {
    Set<Measure> more = EnumSet.of(measure);
    more.addAll(measures);
    return new MeterSettings(more, clipRun, hold, weights);
  }

  /** The same, with another shortest clip. */
  public MeterSettings withClipRun(int samples) {
    return new MeterSettings(measures, samples, hold, weights);
  }

  /** The same, with another time for which peaks are held. */
  public MeterSettings withHold(Duration time) {
    return new MeterSettings(measures, clipRun, time, weights);
  }

  /** The same, with these weights of the channels, one for each. */
  public MeterSettings withWeights(List<Double> channelWeights) {
    return new MeterSettings(measures, clipRun, hold, channelWeights);
  }

  double[] weightsFor(int channels) {
    List<Double> given = weights.isEmpty() ? ChannelWeights.usual(channels) : weights;
    if (given.size() != channels) {
      throw new IllegalArgumentException(
          given.size() + " loudness weights for " + channels + " channels");
    }
    return new ArrayList<>(given).stream().mapToDouble(Double::doubleValue).toArray();
  }
}
