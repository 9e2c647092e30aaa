package dev.sonolog.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds what is loud in a recording by ISR's second detector, to the last bit of its results: a
 * window is loud when it is a margin above the noise around it, and a section scores by how far it
 * is above the noise or by how fast it rose, whichever is less, so that wind that swells scores
 * low.
 *
 * <p>All times are products of a window's number and length, as ISR computes them: whether a gap of
 * exactly the minimum merges depends on their last bits, and so it does here. Pure; any thread.
 */
public final class SectionFinder {
  private static final double BLOCK_SECONDS = 30;
  private static final double ONSET_SECONDS = 0.5;
  private static final int NOISE_PERCENTILE = 20;

  /** Blocks on each side whose noise counts for a block, too. */
  private static final int NEIGHBOURS = 2;

  private static final double SILENCE = 1e-6;
  private static final double LEAST_NOISE = decibels(0.002);
  private static final double TOLERANCE = 1e-9;

  private final double[] levels;
  private final double window;
  private final double duration;
  private final SectionSettings settings;
  private final int onsetWindows;
  private final List<Section> found = new ArrayList<>();

  private boolean open;
  private double start;
  private double noiseAtStart;
  private double last;
  private double peak;
  private double onset;

  private SectionFinder(double[] rms, double window, double duration, SectionSettings settings) {
    this.levels = Arrays.stream(rms).map(it -> decibels(Math.max(it, SILENCE))).toArray();
    this.window = window;
    this.duration = duration;
    this.settings = settings;
    this.onsetWindows = onsetWindows(window);
  }

  /**
   * Finds the sections of a recording, in order.
   *
   * @param rms the level of each window, of full scale 1, as {@link WindowLevels} gives them
   * @param window the length of a full window in seconds, above 0
   * @param duration the length of the recording in seconds
   */
  public static List<Section> find(
      double[] rms, double window, double duration, SectionSettings settings) {
    return new SectionFinder(rms, window, duration, settings).find();
  }

  private List<Section> find() {
    double[] noise = smooth(floors());
    int block = blockWindows(window);
    for (int i = 0; i < levels.length; i++) {
      look(i, Math.max(noise[i / block], LEAST_NOISE));
    }
    if (open) {
      close(duration, last + window);
    }
    return found;
  }

  /** The same bits on every computer, and of all in Java nearest to what a C library gives. */
  private static double decibels(double amplitude) {
    return 20 * StrictMath.log10(amplitude);
  }

  /** The windows of a block of noise. */
  static int blockWindows(double window) {
    return windows(BLOCK_SECONDS, window);
  }

  /** How many windows ago it is that a section must have been quieter. */
  static int onsetWindows(double window) {
    return windows(ONSET_SECONDS, window);
  }

  /** How many windows are nearest to a time, halves to the even number; at least one. */
  private static int windows(double seconds, double window) {
    return (int) Math.max(1, Math.rint(seconds / window));
  }

  // --- the noise

  private double[] floors() {
    int block = blockWindows(window);
    double[] floors = new double[(levels.length + block - 1) / block];
    for (int i = 0; i < floors.length; i++) {
      int from = i * block;
      double[] sorted = Arrays.copyOfRange(levels, from, Math.min(from + block, levels.length));
      Arrays.sort(sorted);
      floors[i] = sorted[sorted.length * NOISE_PERCENTILE / 100];
    }
    return floors;
  }

  private static double[] smooth(double[] floors) {
    double[] smooth = new double[floors.length];
    for (int i = 0; i < floors.length; i++) {
      int from = Math.max(0, i - NEIGHBOURS);
      int to = Math.min(floors.length - 1, i + NEIGHBOURS);
      smooth[i] = Arrays.stream(floors, from, to + 1).min().orElseThrow();
    }
    return smooth;
  }

  // --- the sections

  private void look(int i, double noise) {
    double at = i * window;
    double level = levels[i];
    if (level >= noise + settings.margin()) {
      if (!open) {
        open = true;
        start = at;
        noiseAtStart = noise;
        peak = 0;
        onset = 0;
      }
      last = at;
      peak = Math.max(peak, level - noise);
      onset = Math.max(onset, rise(i, noise));
    } else if (open && at - last > settings.minGap()) {
      close(last + window, last + window);
    }
  }

  /** The start of a file has no history: an event that its border cut is no swell. */
  private double rise(int i, double noise) {
    return levels[i] - (i >= onsetWindows ? levels[i - onsetWindows] : noise);
  }

  /**
   * @param end what is told
   * @param heard what decides whether it is long enough
   */
  private void close(double end, double heard) {
    open = false;
    if (heard - start >= settings.minDuration() - TOLERANCE) {
      double score = Math.max(0, Math.min(peak, onset));
      found.add(
          new Section(
              DecimalRounding.round(start, 1),
              DecimalRounding.round(end, 1),
              DecimalRounding.round(score, 1),
              DecimalRounding.round(noiseAtStart, 1)));
    }
  }
}
