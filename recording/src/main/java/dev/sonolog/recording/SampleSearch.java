package dev.sonolog.recording;

import java.util.function.IntPredicate;

/** Finds the sample at which something becomes true, among consecutive ones. Pure. */
final class SampleSearch {
  private SampleSearch() {}

  /**
   * How many samples come before the first for which it is true; all where it is true for none.
   *
   * @param samples how many there are
   * @param isReached of a sample, counted from 0; true for all behind one for which it is true
   */
  static int before(int samples, IntPredicate isReached) {
    int from = 0;
    int to = samples;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (isReached.test(middle)) {
        to = middle;
      } else {
        from = middle + 1;
      }
    }
    return from;
  }
}
