package dev.sonolog.analysis;

import dev.sonolog.measure.PeakLevel;

/** How many bits a number of a written waveform has. */
public enum PeakBits {
  /** Enough for most pictures, in half the bytes. */
  EIGHT(8),
  /** All that level data have. */
  SIXTEEN(16);

  private final int count;

  PeakBits(int count) {
    this.count = count;
  }

  /** As a number. */
  public int count() {
    return count;
  }

  /**
   * A value of {@link PeakLevel#values} as it is written. With fewer bits the lowest is rounded
   * down and the highest up: what is shown is never smaller than what was, but for the highest
   * number.
   *
   * @param index even for a lowest sample, odd for a highest
   */
  int rounded(PeakLevel peaks, int index) {
    int value = peaks.values()[index];
    int step = 1 << (Short.SIZE - count);
    boolean highest = (index & 1) == 1;
    int rounded = highest ? Math.ceilDiv(value, step) : Math.floorDiv(value, step);
    return Math.min(rounded, Short.MAX_VALUE / step);
  }
}
