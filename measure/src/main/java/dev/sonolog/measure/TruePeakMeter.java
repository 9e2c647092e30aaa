package dev.sonolog.measure;

import java.util.Arrays;

/**
 * The true peak of one channel. It sees the last {@value #HISTORY} samples before each piece too; a
 * point between two samples needs 16 of them on each side, so it is that much late.
 *
 * <p>Each loop is over whole pieces of different arrays at the same index, for that is what the
 * virtual machine turns into vector instructions; a tap is a copy that is moved by so much.
 */
final class TruePeakMeter {
  /** How many samples before a piece must lie in front of it. */
  static final int HISTORY = Oversampling.TAPS - 1;

  private final Oversampling oversampling;
  private final float[][] even;
  private final float[][] odd;
  private final float[] left;
  private final float[] right;
  private final float[] sum;
  private final float[] sum2;
  private final float[] difference;
  private final float[] difference2;

  private float peak;
  private double highest = Double.NEGATIVE_INFINITY;

  TruePeakMeter(Oversampling oversampling, int longestPiece) {
    this.oversampling = oversampling;
    this.even = new float[oversampling.pairs()][longestPiece];
    this.odd = new float[oversampling.pairs()][longestPiece];
    this.left = new float[longestPiece];
    this.right = new float[longestPiece];
    this.sum = new float[longestPiece];
    this.sum2 = new float[longestPiece];
    this.difference = new float[longestPiece];
    this.difference2 = new float[longestPiece];
  }

  /** Measures {@code count} samples that lie behind {@link #HISTORY} earlier ones. */
  void add(float[] samples, int count) {
    if (oversampling.pairs() == 0) {
      return;
    }
    clear(even, count);
    clear(odd, count);
    for (int k = 0; k < Oversampling.HALF; k += 2) {
      addTaps(samples, k, count);
    }
    for (int pair = 0; pair < even.length; pair++) {
      peak = Math.max(peak, highest(even[pair], odd[pair], count));
    }
  }

  private static void clear(float[][] sums, int count) {
    for (float[] each : sums) {
      Arrays.fill(each, 0, count, 0f);
    }
  }

  /** Adds the taps k and k + 1 and their mirrors to all points. */
  private void addTaps(float[] samples, int k, int count) {
    combine(samples, k, sum, difference, count);
    combine(samples, k + 1, sum2, difference2, count);
    for (int pair = 0; pair < even.length; pair++) {
      float[] taps = oversampling.even(pair);
      accumulate(even[pair], sum, sum2, taps[k], taps[k + 1], count);
      if (!oversampling.isMiddle(pair)) {
        taps = oversampling.odd(pair);
        accumulate(odd[pair], difference, difference2, taps[k], taps[k + 1], count);
      }
    }
  }

  private void combine(float[] samples, int k, float[] sums, float[] differences, int count) {
    System.arraycopy(samples, k, left, 0, count);
    System.arraycopy(samples, HISTORY - k, right, 0, count);
    combine(left, right, sums, differences, count);
  }

  private static void combine(
      float[] left, float[] right, float[] sums, float[] differences, int count) {
    for (int i = 0; i < count; i++) {
      sums[i] = left[i] + right[i];
      differences[i] = left[i] - right[i];
    }
  }

  private static void accumulate(
      float[] out, float[] first, float[] second, float c, float d, int count) {
    for (int i = 0; i < count; i++) {
      out[i] += c * first[i] + d * second[i];
    }
  }

  /** The larger of sum and difference is the sum of the sizes. */
  private static float highest(float[] even, float[] odd, int count) {
    float most = 0;
    for (int i = 0; i < count; i++) {
      most = Math.max(most, Math.abs(even[i]) + Math.abs(odd[i]));
    }
    return most;
  }

  /** The true peak of the reading that ends here, and the beginning of the next. */
  TruePeak reading(float samplePeak) {
    double now = Decibels.ofAmplitude(Math.max(peak, samplePeak));
    highest = Math.max(highest, now);
    peak = 0;
    return new TruePeak(now, highest);
  }

  void beginProgramme() {
    highest = Double.NEGATIVE_INFINITY;
  }
}
