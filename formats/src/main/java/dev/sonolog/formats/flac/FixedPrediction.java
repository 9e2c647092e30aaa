package dev.sonolog.formats.flac;

/**
 * Predicts each sample of one channel by a polynomial through those before it (RFC 9639, 9.2.5),
 * and keeps what is left. Reused for each block. Orders whose remainder has more than 32 bits are
 * not taken.
 */
final class FixedPrediction {
  static final int MAX_ORDER = 4;

  /**
   * What is left of each sample behind the first {@link #order}, as Rice codes want it: 0, -1, 1.
   */
  private final long[] folded;

  private int order;

  FixedPrediction(int blockSize) {
    this.folded = new long[blockSize];
  }

  /** Finds the order that leaves the least. */
  void of(int[] samples, int count) {
    order = best(samples, count);
    for (int i = order; i < count; i++) {
      long left = remainder(samples, i, order);
      folded[i] = (left << 1) ^ (left >> (Long.SIZE - 1));
    }
  }

  private static int best(int[] samples, int count) {
    int best = 0;
    long least = Long.MAX_VALUE;
    for (int order = 0; order <= Math.min(MAX_ORDER, count - 1); order++) {
      long sum = sum(samples, count, order);
      if (sum < least) {
        best = order;
        least = sum;
      }
    }
    return best;
  }

  /** The sum of what is left; the largest number where that has too many bits. */
  private static long sum(int[] samples, int count, int order) {
    long sum = 0;
    long widest = 0;
    for (int i = Math.min(MAX_ORDER, count - 1); i < count; i++) {
      long size = Math.abs(remainder(samples, i, order));
      sum += size;
      widest |= size;
    }
    for (int i = order; i < Math.min(MAX_ORDER, count - 1); i++) {
      widest |= Math.abs(remainder(samples, i, order));
    }
    return widest < Integer.MAX_VALUE ? sum : Long.MAX_VALUE;
  }

  private static long remainder(int[] s, int i, int order) {
    return switch (order) {
      case 0 -> s[i];
      case 1 -> (long) s[i] - s[i - 1];
      case 2 -> s[i] - 2L * s[i - 1] + s[i - 2];
      case 3 -> s[i] - 3L * s[i - 1] + 3L * s[i - 2] - s[i - 3];
      default -> s[i] - 4L * s[i - 1] + 6L * s[i - 2] - 4L * s[i - 3] + s[i - 4];
    };
  }

  int order() {
    return order;
  }

  long[] folded() {
    return folded;
  }
}
