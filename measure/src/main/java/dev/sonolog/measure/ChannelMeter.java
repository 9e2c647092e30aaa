package dev.sonolog.measure;

import java.util.Optional;

/**
 * The levels of one channel. The meter's owner feeds it pieces and takes a level at the end of each
 * reading.
 */
final class ChannelMeter {
  /** IEC 60268-18: the indication falls by 20 dB in 1.7 s. */
  private static final double FALL_PER_SECOND = 20 / 1.7;

  private final float fullScale;
  private final int clipRun;
  private final double holdSeconds;

  private float lowest = Float.POSITIVE_INFINITY;
  private float highest = Float.NEGATIVE_INFINITY;
  private double squares;
  private int newClips;

  private int run;
  private double falling = Double.NEGATIVE_INFINITY;
  private double held = Double.NEGATIVE_INFINITY;
  private double heldSeconds;
  private double highestPeak = Double.NEGATIVE_INFINITY;
  private long clips;
  private long broken;

  ChannelMeter(float fullScale, int clipRun, double holdSeconds) {
    this.fullScale = fullScale;
    this.clipRun = clipRun;
    this.holdSeconds = holdSeconds;
  }

  void addBroken(int samples) {
    broken += samples;
  }

  /** Measures the samples from {@code from} to before {@code to}. */
  void add(float[] samples, int from, int to) {
    range(samples, from, to);
    squares += squares(samples, from, to);
  }

  private void range(float[] samples, int from, int to) {
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      low = Math.min(low, samples[i]);
      high = Math.max(high, samples[i]);
    }
    lowest = Math.min(lowest, low);
    highest = Math.max(highest, high);
    if (high >= fullScale || low <= -fullScale) {
      countClips(samples, from, to);
    } else {
      run = 0;
    }
  }

  private void countClips(float[] samples, int from, int to) {
    for (int i = from; i < to; i++) {
      run = Math.abs(samples[i]) >= fullScale ? Math.min(run + 1, clipRun + 1) : 0;
      newClips += run == clipRun ? 1 : 0;
    }
  }

  /** Four sums side by side, for one alone would wait for each addition. */
  static double squares(float[] samples, int from, int to) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = from;
    for (; i + 3 < to; i += 4) {
      a += (double) samples[i] * samples[i];
      b += (double) samples[i + 1] * samples[i + 1];
      c += (double) samples[i + 2] * samples[i + 2];
      d += (double) samples[i + 3] * samples[i + 3];
    }
    for (; i < to; i++) {
      a += (double) samples[i] * samples[i];
    }
    return a + b + c + d;
  }

  /** The level of the reading that ends here, and the beginning of the next. */
  ChannelLevel level(int samples, double seconds, Optional<TruePeak> truePeak) {
    double peak = Decibels.ofAmplitude(peak());
    double rms = Decibels.ofPower(squares / samples);
    clips += newClips;
    follow(peak, seconds);
    ChannelLevel level =
        new ChannelLevel(
            peak,
            rms,
            falling,
            held,
            highestPeak,
            truePeak,
            clips,
            newClips,
            lowest,
            highest,
            broken);
    beginReading();
    return level;
  }

  /** The highest amplitude of this reading. */
  float peak() {
    return Math.max(highest, -lowest);
  }

  private void follow(double peak, double seconds) {
    falling = Math.max(peak, falling - FALL_PER_SECOND * seconds);
    highestPeak = Math.max(highestPeak, peak);
    hold(peak, seconds);
  }

  private void hold(double peak, double seconds) {
    heldSeconds += seconds;
    if (peak >= held) {
      held = peak;
      heldSeconds = 0;
    } else if (heldSeconds > holdSeconds + 1e-6) {
      held = falling;
    }
  }

  private void beginReading() {
    lowest = Float.POSITIVE_INFINITY;
    highest = Float.NEGATIVE_INFINITY;
    squares = 0;
    newClips = 0;
  }

  void beginProgramme() {
    highestPeak = Double.NEGATIVE_INFINITY;
    clips = 0;
    broken = 0;
  }
}
