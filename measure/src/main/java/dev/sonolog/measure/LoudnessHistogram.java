package dev.sonolog.measure;

import java.util.Arrays;

/**
 * How often each loudness occurred, above the absolute gate of -70 LUFS: all that gating needs, in
 * the same 240 KB for a minute or a year.
 *
 * <p>A bin is {@value #BINS_PER_UNIT}th of a LU and knows its blocks' number and power, so a mean
 * of bins is the mean of the blocks. What is lost is the order within a bin: a relative gate takes
 * or leaves a bin as a whole, as if it were up to 0.01 LU lower, and a percentile is within 0.005
 * LU.
 */
final class LoudnessHistogram {
  static final double ABSOLUTE_GATE = -70;
  private static final int BINS_PER_UNIT = 100;
  private static final int UNITS = 150;
  private static final int BINS = UNITS * BINS_PER_UNIT;

  private final long[] counts = new long[BINS];
  private final double[] powers = new double[BINS];
  private final long[] unitCounts = new long[UNITS];
  private final double[] unitPowers = new double[UNITS];

  /**
   * Adds a block, or not when it is below the absolute gate; louder than +80 LUFS counts as that.
   */
  void add(double power) {
    double loudness = LoudnessMeter.loudness(power);
    if (loudness > ABSOLUTE_GATE) {
      int bin = bin(loudness);
      counts[bin]++;
      powers[bin] += power;
      unitCounts[bin / BINS_PER_UNIT]++;
      unitPowers[bin / BINS_PER_UNIT] += power;
    }
  }

  private static int bin(double loudness) {
    double place = (loudness - ABSOLUTE_GATE) * BINS_PER_UNIT;
    return (int) Math.max(0, Math.min(BINS - 1, place));
  }

  /**
   * The loudness of what is not further than {@code below} LU below the loudness of all.
   *
   * @return in LUFS, negative infinity when there is nothing
   */
  double gatedLoudness(double below) {
    double gate = loudnessFrom(0) - below;
    return loudnessFrom(bin(gate));
  }

  private double loudnessFrom(int first) {
    double power = 0;
    int unit = (first + BINS_PER_UNIT - 1) / BINS_PER_UNIT;
    for (int bin = first; bin < unit * BINS_PER_UNIT; bin++) {
      power += powers[bin];
    }
    for (int u = unit; u < UNITS; u++) {
      power += unitPowers[u];
    }
    long count = countFrom(first);
    return count == 0 ? Double.NEGATIVE_INFINITY : LoudnessMeter.loudness(power / count);
  }

  private long countFrom(int first) {
    long count = 0;
    int unit = (first + BINS_PER_UNIT - 1) / BINS_PER_UNIT;
    for (int bin = first; bin < unit * BINS_PER_UNIT; bin++) {
      count += counts[bin];
    }
    for (int u = unit; u < UNITS; u++) {
      count += unitCounts[u];
    }
    return count;
  }

  /**
   * How far the percentile {@code high} is above the percentile {@code low}, of what is not further
   * than {@code below} LU below the loudness of all.
   *
   * @return in LU, 0 when there is nothing
   */
  double spread(double below, double low, double high) {
    int first = bin(loudnessFrom(0) - below);
    long count = countFrom(first);
    if (count == 0) {
      return 0;
    }
    int from = binOfRank(first, Math.round((count - 1) * low));
    int to = binOfRank(first, Math.round((count - 1) * high));
    return (to - from) / (double) BINS_PER_UNIT;
  }

  /** The bin of a block, counted from 0 in the order of loudness from the first bin on. */
  private int binOfRank(int first, long rank) {
    long left = rank;
    int bin = first;
    while (left >= counts[bin]) {
      boolean wholeUnit = bin % BINS_PER_UNIT == 0 && left >= unitCounts[bin / BINS_PER_UNIT];
      left -= wholeUnit ? unitCounts[bin / BINS_PER_UNIT] : counts[bin];
      bin += wholeUnit ? BINS_PER_UNIT : 1;
    }
    return bin;
  }

  void clear() {
    Arrays.fill(counts, 0);
    Arrays.fill(powers, 0);
    Arrays.fill(unitCounts, 0);
    Arrays.fill(unitPowers, 0);
  }
}
