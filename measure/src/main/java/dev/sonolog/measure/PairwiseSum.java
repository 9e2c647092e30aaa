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

  private static double stretch(double[] values, int from, int count) {
    double[] lanes = new double[LANES];
    System.arraycopy(values, from, lanes, 0, LANES);
    int at = LANES;
    for (; at + LANES <= count; at += LANES) {
      for (int lane = 0; lane < LANES; lane++) {
        lanes[lane] += values[from + at + lane];
      }
    }
    double sum =
        ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3]))
            + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
    return inOrder(values, from + at, count - at, sum);
  }

  private static double inOrder(double[] values, int from, int count, double first) {
    double sum = first;
    for (int i = from; i < from + count; i++) {
      sum += values[i];
    }
    return sum;
  }
}
