package dev.sonolog.measure;

/**
 * The loudness of all channels together (EBU R 128, ITU-R BS.1770-4 annex 1, EBU Tech 3341 and
 * 3342).
 *
 * <p>The weighted power is summed over steps of 10 ms, and all windows are whole steps: 40 for the
 * momentary loudness and the gating block, 300 for the short-term loudness. Blocks begin each 100
 * ms, so that gating blocks overlap by 75 % and those of the range by 2.9 s. The step is finer than
 * the blocks because the highest momentary loudness of a tone of just 400 ms must be found wherever
 * it begins (Tech 3341, tests 13 and 14).
 */
final class LoudnessMeter {
  private static final int MOMENTARY = 40;
  private static final int SHORT_TERM = 300;
  private static final int BLOCK_BEGINS = 10;
  private static final double RELATIVE_GATE = 10;
  private static final double RANGE_GATE = 20;
  private static final double RANGE_LOW = 0.10;
  private static final double RANGE_HIGH = 0.95;

  /** Makes a sine of 997 Hz at full scale on one channel -3.01 LUFS (BS.1770-4, annex 1). */
  private static final double OFFSET = -0.691;

  private final Borders borders;
  private final double[] weights;
  private final KWeighting[] filters;
  private final double[] powers = new double[SHORT_TERM];
  private final LoudnessHistogram blocks = new LoudnessHistogram();
  private final LoudnessHistogram longBlocks = new LoudnessHistogram();

  private final double[] energies = new double[2];
  private double power;
  private long steps;
  private long programmeBegin;
  private double highestMomentary;
  private double highestShortTerm;
  private double integrated = Double.NEGATIVE_INFINITY;
  private double range;

  LoudnessMeter(int rate, double[] weights) {
    this.borders = new Borders(rate);
    this.weights = weights;
    this.filters = new KWeighting[weights.length];
    for (int i = 0; i < filters.length; i++) {
      filters[i] = new KWeighting(rate);
    }
  }

  /** The loudness of a mean weighted power. */
  static double loudness(double power) {
    return OFFSET + Decibels.ofPower(power);
  }

  /** Adds samples of all channels that belong to the step under way. */
  void add(float[][] samples, int from, int to) {
    int channel = 0;
    for (; channel + 1 < weights.length; channel += 2) {
      addTwo(channel, samples, from, to);
    }
    if (channel < weights.length && weights[channel] > 0) {
      power += weights[channel] * filters[channel].energy(samples[channel], from, to);
    }
  }

  private void addTwo(int channel, float[][] samples, int from, int to) {
    int next = channel + 1;
    if (weights[channel] > 0 || weights[next] > 0) {
      KWeighting.energies(
          filters[channel], samples[channel], filters[next], samples[next], from, to, energies);
      power += weights[channel] * energies[0];
      power += weights[next] * energies[1];
    }
  }

  /** All channels' samples of the step were added. */
  void endStep() {
    powers[(int) (steps % SHORT_TERM)] = power;
    power = 0;
    steps++;
    long programme = steps - programmeBegin;
    if (programme >= MOMENTARY) {
      highestMomentary = Math.max(highestMomentary, mean(MOMENTARY));
    }
    if (programme >= SHORT_TERM && steps % Borders.PER_READING == 0) {
      highestShortTerm = Math.max(highestShortTerm, mean(SHORT_TERM));
    }
    if (programme % BLOCK_BEGINS == 0) {
      endBlock(programme);
    }
  }

  private void endBlock(long programme) {
    if (programme >= MOMENTARY) {
      blocks.add(mean(MOMENTARY));
      integrated = blocks.gatedLoudness(RELATIVE_GATE);
    }
    if (programme >= SHORT_TERM) {
      longBlocks.add(mean(SHORT_TERM));
      range = longBlocks.spread(RANGE_GATE, RANGE_LOW, RANGE_HIGH);
    }
  }

  /** The mean power of the last steps; summed anew each time, so that no error stays. */
  private double mean(int length) {
    double sum = 0;
    int at = (int) Math.floorMod(steps - length, (long) SHORT_TERM);
    int first = Math.min(length, SHORT_TERM - at);
    for (int i = at; i < at + first; i++) {
      sum += powers[i];
    }
    for (int i = 0; i < length - first; i++) {
      sum += powers[i];
    }
    return sum / borders.samples(steps, length);
  }

  LoudnessReading reading() {
    return new LoudnessReading(
        loudness(mean(MOMENTARY)),
        loudness(mean(SHORT_TERM)),
        integrated,
        range,
        loudness(highestMomentary),
        loudness(highestShortTerm));
  }

  /** Begins the integrated loudness, the range and what was highest anew; the windows go on. */
  void beginProgramme() {
    programmeBegin = steps;
    highestMomentary = 0;
    highestShortTerm = 0;
    integrated = Double.NEGATIVE_INFINITY;
    range = 0;
    blocks.clear();
    longBlocks.clear();
  }
}
