package dev.sonolog.alsa;

/**
 * How soon samples of a card must be there. Each period wakes two threads or three, which costs
 * more than its samples do.
 */
public enum Pace {
  /** Somebody looks at them as they come, such as a meter. */
  PROMPT(12),
  /** They are only stored. */
  RELAXED(4);

  private final int periodsPerSecond;

  Pace(int periodsPerSecond) {
    this.periodsPerSecond = periodsPerSecond;
  }

  /** Frames of a period; a card may have only others. */
  int period(int hertz) {
    return hertz / periodsPerSecond;
  }
}
