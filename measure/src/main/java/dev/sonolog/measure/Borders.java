package dev.sonolog.measure;

/**
 * Where the hundredths of a second lie in the samples. The rate need not be a multiple of 100: each
 * border is rounded down for itself, so that no error grows.
 */
final class Borders {
  /** Steps in a second; all windows of loudness are whole numbers of steps. */
  static final int PER_SECOND = 100;

  /** Steps of a reading. */
  static final int PER_READING = PER_SECOND / LevelReading.PER_SECOND;

  private final int rate;

  Borders(int rate) {
    this.rate = rate;
  }

  /** The first sample behind the given number of steps. */
  long end(long steps) {
    return Math.floorDiv(steps, PER_SECOND) * rate
        + Math.floorMod(steps, PER_SECOND) * rate / PER_SECOND;
  }

  /** The samples of the {@code length} steps that end with the given one. */
  int samples(long steps, int length) {
    return (int) (end(steps) - end(steps - length));
  }
}
