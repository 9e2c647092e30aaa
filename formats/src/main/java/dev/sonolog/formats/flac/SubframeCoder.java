package dev.sonolog.formats.flac;

/**
 * Codes one channel of a block (RFC 9639, 9.2): a single number where all samples are the same,
 * else by a fixed prediction, or as it is where that is shorter. Reused for each block.
 */
final class SubframeCoder {
  private static final int CONSTANT = 0;
  private static final int VERBATIM = 1;
  private static final int FIXED = 8;

  private final int[] samples;
  private final FixedPrediction prediction;
  private final RicePartitions partitions;
  private int count;
  private int depth;
  private int wasted;
  private boolean constant;
  private long bits;

  SubframeCoder(int blockSize, int level) {
    this.samples = new int[blockSize];
    this.prediction = new FixedPrediction(blockSize);
    this.partitions = new RicePartitions(level);
  }

  /** Where the samples are put before {@link #plan}. */
  int[] samples() {
    return samples;
  }

  /**
   * Decides how the samples are coded; what all of them have no use for at the end is taken off.
   *
   * @param length how many samples there are
   * @param width how many bits each has, 1 to 32
   */
  void plan(int length, int width) {
    count = length;
    int union = 0;
    boolean same = true;
    for (int i = 0; i < length; i++) {
      union |= samples[i];
      same &= samples[i] == samples[0];
    }
    constant = same;
    wasted = same ? 0 : Integer.numberOfTrailingZeros(union);
    depth = width - wasted;
    if (same) {
      bits = (long) Byte.SIZE + width;
    } else {
      predict();
    }
  }

  private void predict() {
    for (int i = 0; wasted > 0 && i < count; i++) {
      samples[i] >>= wasted;
    }
    prediction.of(samples, count);
    partitions.of(prediction, count);
    bits = (long) Byte.SIZE + wasted + Math.min(verbatimBits(), predictedBits());
  }

  private long verbatimBits() {
    return (long) count * depth;
  }

  private long predictedBits() {
    return (long) prediction.order() * depth + partitions.bits();
  }

  /** No less than what {@link #write} writes. */
  long bits() {
    return bits;
  }

  void write(BitSink out) {
    if (constant) {
      header(CONSTANT, out);
      out.put(samples[0], depth);
    } else if (predictedBits() < verbatimBits()) {
      header(FIXED + prediction.order(), out);
      plain(prediction.order(), out);
      partitions.write(prediction, count, out);
    } else {
      header(VERBATIM, out);
      plain(count, out);
    }
  }

  private void header(int type, BitSink out) {
    out.put(type, 7);
    out.put(wasted > 0 ? 1 : 0, 1);
    if (wasted > 0) {
      out.unary(wasted - 1);
    }
  }

  private void plain(int first, BitSink out) {
    for (int i = 0; i < first; i++) {
      out.put(samples[i], depth);
    }
  }
}
