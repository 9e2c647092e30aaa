package dev.sonolog.formats.flac;

import java.util.Arrays;

/**
 * Decodes one channel of a frame (RFC 9639, 9.2) into an array. The samples are 64 bits wide, as
 * the difference of two channels of 32 bits has 33. Owned by one decoder; it knows the bits and
 * nothing of channels.
 */
final class Subframe {
  private static final int MAX_ORDER = 32;

  private static final long[][] FIXED = {{}, {1}, {2, -1}, {3, -3, 1}, {4, -6, 4, -1}};

  private final BitSource bits;
  private final long[] coefficients = new long[MAX_ORDER];

  Subframe(BitSource bits) {
    this.bits = bits;
  }

  /**
   * @param into at least {@code size} samples long
   * @param depth bits per sample of this channel
   */
  void decode(long[] into, int size, int depth) throws MalformedFrameException {
    int header = (int) bits.unsigned(8);
    check((header & 0x80) == 0, "A subframe does not begin with a 0 bit");
    int wasted = (header & 1) == 0 ? 0 : bits.unary() + 1;
    check(wasted < depth, "A subframe wastes all its bits");
    content(header >>> 1, into, size, depth - wasted);
    if (wasted > 0) {
      for (int i = 0; i < size; i++) {
        into[i] <<= wasted;
      }
    }
  }

  private void content(int type, long[] into, int size, int depth) throws MalformedFrameException {
    if (type == 0) {
      Arrays.fill(into, 0, size, bits.signed(depth));
    } else if (type == 1) {
      samples(into, size, depth);
    } else if (type >= 8 && type <= 12) {
      fixed(type - 8, into, size, depth);
    } else if (type >= 32) {
      linear(type - 31, into, size, depth);
    } else {
      throw new MalformedFrameException("Subframe type " + type + " is reserved");
    }
  }

  private void samples(long[] into, int count, int depth) throws MalformedFrameException {
    for (int i = 0; i < count; i++) {
      into[i] = bits.signed(depth);
    }
  }

  private void fixed(int order, long[] into, int size, int depth) throws MalformedFrameException {
    check(order <= size, "A predictor is longer than its block");
    samples(into, order, depth);
    residual(into, order, size);
    predict(FIXED[order], order, 0, into, size);
  }

  private void linear(int order, long[] into, int size, int depth) throws MalformedFrameException {
    check(order <= size, "A predictor is longer than its block");
    samples(into, order, depth);
    int precision = (int) bits.unsigned(4) + 1;
    int shift = (int) bits.signed(5);
    check(precision < 16 && shift >= 0, "A predictor has a forbidden precision or shift");
    for (int i = 0; i < order; i++) {
      coefficients[i] = bits.signed(precision);
    }
    residual(into, order, size);
    predict(coefficients, order, shift, into, size);
  }

  /** Adds to each residual what the samples before it let expect. */
  private static void predict(long[] weights, int order, int shift, long[] into, int size) {
    for (int i = order; i < size; i++) {
      long sum = 0;
      for (int j = 0; j < order; j++) {
        sum += weights[j] * into[i - 1 - j];
      }
      into[i] += sum >> shift;
    }
  }

  // --- the residual (RFC 9639, 9.2.7)

  private void residual(long[] into, int order, int size) throws MalformedFrameException {
    int method = (int) bits.unsigned(2);
    int partitions = 1 << bits.unsigned(4);
    check(method < 2, "A residual is coded in a reserved way");
    int each = size / partitions;
    check(each * partitions == size && each >= order, "A residual has impossible partitions");
    for (int from = 0; from < size; from += each) {
      partition(4 + method, into, Math.max(from, order), from + each);
    }
  }

  private void partition(int parameterBits, long[] into, int from, int to)
      throws MalformedFrameException {
    int parameter = (int) bits.unsigned(parameterBits);
    if (parameter < (1 << parameterBits) - 1) {
      for (int i = from; i < to; i++) {
        into[i] = bits.rice(parameter);
      }
    } else {
      int depth = (int) bits.unsigned(5);
      for (int i = from; i < to; i++) {
        into[i] = bits.signed(depth);
      }
    }
  }

  private static void check(boolean sound, String otherwise) throws MalformedFrameException {
    if (!sound) {
      throw new MalformedFrameException(otherwise);
    }
  }
}
