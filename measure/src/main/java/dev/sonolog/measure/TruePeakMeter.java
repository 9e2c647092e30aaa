package dev.sonolog.measure;

import java.util.Arrays;

/**
 * The true peak of one channel. It sees the last {@value #HISTORY} samples before each piece too; a
 * point between two samples needs 16 of them on each side, so it is that much late.
 *
 * <p>The loops are so simple, a few taps over the whole piece, because that is what the virtual
 * machine turns into vector instructions.
 */
final class TruePeakMeter {
  /** How many samples before a piece must lie in front of it. */
  static final int HISTORY = Oversampling.TAPS - 1;

  private final Oversampling oversampling;
  private final float[] even;
  private final float[] odd;

  private float peak;
  private double highest = Double.NEGATIVE_INFINITY;

  TruePeakMeter(Oversampling oversampling, int longestPiece) {
    this.oversampling = oversampling;
    this.even = new float[longestPiece];
    this.odd = new float[longestPiece];
  }

  /** Measures {@code count} samples that lie behind {@link #HISTORY} earlier ones. */
  void add(float[] samples, int count) {
    for (int pair = 0; pair < oversampling.pairs(); pair++) {
      Arrays.fill(odd, 0, count, 0f);
      Arrays.fill(even, 0, count, 0f);
      addEven(oversampling.even(pair), samples, count);
      if (!oversampling.isMiddle(pair)) {
        addOdd(oversampling.odd(pair), samples, count);
      }
      peak = Math.max(peak, highest(count));
    }
  }

  private void addEven(float[] taps, float[] x, int count) {
    for (int k = 0; k < Oversampling.HALF; k += 2) {
      sum(even, x, k, taps[k], taps[k + 1], count);
    }
  }

  private static void sum(float[] out, float[] x, int k, float c, float d, int count) {
    int mirror = HISTORY - k;
    for (int i = 0; i < count; i++) {
      out[i] += c * (x[i + k] + x[i + mirror]) + d * (x[i + k + 1] + x[i + mirror - 1]);
    }
  }

  private void addOdd(float[] taps, float[] x, int count) {
    for (int k = 0; k < Oversampling.HALF; k += 2) {
      difference(odd, x, k, taps[k], taps[k + 1], count);
    }
  }

  private static void difference(float[] out, float[] x, int k, float c, float d, int count) {
    int mirror = HISTORY - k;
    for (int i = 0; i < count; i++) {
      out[i] += c * (x[i + k] - x[i + mirror]) + d * (x[i + k + 1] - x[i + mirror - 1]);
    }
  }

  /** The larger of sum and difference is the sum of the sizes. */
  private float highest(int count) {
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
