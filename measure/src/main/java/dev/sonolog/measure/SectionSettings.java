package dev.sonolog.measure;

/**
 * What counts as a loud section.
 *
 * @param margin how far above the noise a window must be to be loud, in dB, 0 or more
 * @param minGap quiet that is no longer than this does not end a section, in seconds, 0 or more
 * @param minDuration sections that are shorter are left out, in seconds, 0 or more
 */
public record SectionSettings(double margin, double minGap, double minDuration) {
  /** ISR's own. */
  public static final SectionSettings USUAL = new SectionSettings(12, 2, 0.5);

  /**
   * @throws IllegalArgumentException if one is negative, infinite or no number
   */
  public SectionSettings {
    require(margin, "margin");
    require(minGap, "minimum gap");
    require(minDuration, "minimum duration");
  }

  private static void require(double value, String name) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException("The " + name + " is no number from 0 on: " + value);
    }
  }
}
