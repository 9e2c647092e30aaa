package dev.sonolog.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;

/** Holds a waveform against the samples themselves. */
final class Within {
  private static final int BUCKET = 256;

  private final Waveform waveform;
  private final Noise noise;
  private final BitSet recorded;

  /**
   * @param noise begins with the first column
   * @param recorded which of its frames were
   */
  Within(Waveform waveform, Noise noise, BitSet recorded) {
    this.waveform = waveform;
    this.noise = noise;
    this.recorded = recorded;
  }

  /**
   * Each column shows all that is further than a bucket inside of it, and nothing that is further
   * than a bucket outside; where nothing was recorded it is zero.
   */
  void check(String as) {
    for (int column = 0; column < waveform.length(); column++) {
      for (int channel = 0; channel < noise.channels(); channel++) {
        check(column, channel, as + ", column " + column + ", channel " + channel);
      }
    }
  }

  private void check(int column, int channel, String as) {
    int from = Math.multiplyExact(column, waveform.zoom());
    int to = from + waveform.zoom();
    int lowest = waveform.peaks().lowest(column, channel);
    int highest = waveform.peaks().highest(column, channel);
    assertThat(lowest)
        .as(as)
        .isGreaterThanOrEqualTo(Math.min(0, noise.lowest(channel, from - BUCKET, to + BUCKET)));
    assertThat(highest)
        .as(as)
        .isLessThanOrEqualTo(Math.max(0, noise.highest(channel, from - BUCKET, to + BUCKET)));
    int inner = from + BUCKET;
    int end = to - BUCKET;
    if (inner < end && recorded.nextClearBit(inner) >= end) {
      assertThat(lowest).as(as).isLessThanOrEqualTo(noise.lowest(channel, inner, end));
      assertThat(highest).as(as).isGreaterThanOrEqualTo(noise.highest(channel, inner, end));
    }
    int next = recorded.nextSetBit(from);
    if (next < 0 || next >= to) {
      assertThat(lowest).as(as).isZero();
      assertThat(highest).as(as).isZero();
    }
  }
}
