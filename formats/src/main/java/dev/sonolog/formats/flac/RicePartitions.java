package dev.sonolog.formats.flac;

/**
 * Divides what a prediction leaves into partitions, each with the Rice parameter that suits it (RFC
 * 9639, 9.2.7), and writes them. Reused for each block.
 */
final class RicePartitions {
  private static final int MAX_ORDER = 6;

  /** The largest parameter of 4 bits, and of 5: the next says that a partition is not coded. */
  private static final int MAX_SHORT_PARAMETER = 14;

  private static final int MAX_PARAMETER = 30;
  private static final int SHORT_PARAMETER_BITS = 4;
  private static final int ORDER_AND_METHOD_BITS = 6;

  private final int finest;
  private final long[] sums = new long[1 << MAX_ORDER];
  private final int[] parameters = new int[1 << MAX_ORDER];
  private int order;
  private long bits;

  /**
   * @param level as {@link FlacEncoding#level}: how finely is divided
   */
  RicePartitions(int level) {
    this.finest = Math.min(MAX_ORDER, level);
  }

  /** Finds the division with the fewest bits. */
  void of(FixedPrediction left, int count) {
    int top = finest;
    while (top > 0 && (count % (1 << top) != 0 || count >> top <= left.order())) {
      top--;
    }
    sum(left, count, top);
    bits = Long.MAX_VALUE;
    for (int candidate = top; candidate >= 0; candidate--) {
      long needed = bits(count, candidate, left.order());
      if (needed <= bits) {
        bits = needed;
        order = candidate;
      }
      merge(candidate);
    }
    sum(left, count, order);
    choose(count, left.order());
  }

  private void sum(FixedPrediction left, int count, int partitions) {
    int size = count >> partitions;
    for (int p = 0; p < (1 << partitions); p++) {
      long sum = 0;
      for (int i = Math.max(p * size, left.order()); i < (p + 1) * size; i++) {
        sum += left.folded()[i];
      }
      sums[p] = sum;
    }
  }

  private void merge(int partitions) {
    for (int p = 0; p < (1 << partitions) / 2; p++) {
      sums[p] = sums[2 * p] + sums[2 * p + 1];
    }
  }

  private long bits(int count, int partitions, int predicted) {
    long needed = ORDER_AND_METHOD_BITS;
    for (int p = 0; p < (1 << partitions); p++) {
      int size = (count >> partitions) - (p == 0 ? predicted : 0);
      int parameter = parameter(sums[p], size);
      needed += SHORT_PARAMETER_BITS + 1 + (parameter + 1L) * size + (sums[p] >> parameter);
    }
    return needed;
  }

  private void choose(int count, int predicted) {
    for (int p = 0; p < (1 << order); p++) {
      parameters[p] = parameter(sums[p], (count >> order) - (p == 0 ? predicted : 0));
    }
  }

  /** About the binary logarithm of the mean. */
  private static int parameter(long sum, int size) {
    int parameter = 0;
    while (parameter < MAX_PARAMETER && ((long) size << (parameter + 1)) < sum) {
      parameter++;
    }
    return parameter;
  }

  /** No less than what {@link #write} writes. */
  long bits() {
    return bits;
  }

  void write(FixedPrediction left, int count, BitSink out) {
    boolean wide = false;
    for (int p = 0; p < (1 << order); p++) {
      wide |= parameters[p] > MAX_SHORT_PARAMETER;
    }
    out.put(wide ? 1 : 0, 2);
    out.put(order, 4);
    int size = count >> order;
    for (int p = 0; p < (1 << order); p++) {
      out.put(parameters[p], wide ? SHORT_PARAMETER_BITS + 1 : SHORT_PARAMETER_BITS);
      for (int i = Math.max(p * size, left.order()); i < (p + 1) * size; i++) {
        out.unary(left.folded()[i] >>> parameters[p]);
        out.put(left.folded()[i], parameters[p]);
      }
    }
  }
}
