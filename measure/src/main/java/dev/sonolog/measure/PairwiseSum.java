package dev.sonolog.measure;

/**
 * Adds numbers in the order in which NumPy does, so that the sum is the same to the last bit: eight
 * sums side by side in stretches of up to 128, and halves of longer ones by themselves (Higham, The
 * accuracy of floating point summation, 1993).
 */
final class PairwiseSum {
  private static final int STRETCH = 128;
  private static final int LANES = 8;

  private PairwiseSum() {}

  static double of(double[] values, int count) {
    return sum(values, 0, count);
  }

  private static double sum(double[] values, int from, int count) {
    if (count < LANES) {
      return inOrder(values, from, count, -0.0);
    }
    if (count <= STRETCH) {
      return stretch(values, from, count);
    }
    int half = count / 2;
    half -= half % LANES;
    return sum(values, from, half) + sum(values, from + half, count - half);
  }

  /** The lanes are variables, so that they stay in registers. */
  private static double stretch(double[] values, int from, int count) {
    double a = values[from];
    double b = values[from + 1];
    double c = values[from + 2];
    double d = values[from + 3];
    double e = values[from + 4];
    double f = values[from + 5];
    double g = values[from + 6];
    double h = values[from + 7];
    int at = from + LANES;
    for (; at + LANES <= from + count; at += LANES) {
      a += values[at];
      b += values[at + 1];
      c += values[at + 2];
      d += values[at + 3];
      e += values[at + 4];
      f += values[at + 5];
      g += values[at + 6];
      h += values[at + 7];
    }
    double sum = ((a + b) + (c + d)) + ((e + f) + (g + h));
    return inOrder(values, at, from + count - at, sum);
  }

  private static double inOrder(double[] values, int from, int count, double first) {
    double sum = first;
    for (int i = from; i < from + count; i++) {
      sum += values[i];
    }
    return sum;
  }
}
