package dev.sonolog.server.service;

import dev.sonolog.measure.SectionSettings;

/**
 * What counts as a loud section where nobody says. ISR's limits hold for them, as they do for what
 * somebody says: a default outside of them would never be what is analysed with.
 *
 * @param margin {@value #LEAST_MARGIN} to {@value #MOST_MARGIN} dB
 * @param minGap 0 to {@value #MOST_GAP} s
 * @param minDuration 0 to {@value #MOST_DURATION} s
 */
public record AnalysisDefaults(double margin, double minGap, double minDuration) {
  public static final double LEAST_MARGIN = 1;
  public static final double MOST_MARGIN = 60;
  public static final double MOST_GAP = 300;
  public static final double MOST_DURATION = 60;

  /** ISR's own. */
  public static final AnalysisDefaults USUAL = new AnalysisDefaults(12, 2, 0.5);

  /**
   * @throws IllegalArgumentException if one is outside its limits; the message says which
   */
  public AnalysisDefaults {
    require("margin", margin, LEAST_MARGIN, MOST_MARGIN);
    require("minimum gap", minGap, 0, MOST_GAP);
    require("minimum duration", minDuration, 0, MOST_DURATION);
  }

  private static void require(String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "The %s %s is outside %s..%s".formatted(name, value, least, most));
    }
  }

  /** The settings of the detector. */
  public SectionSettings settings() {
    return new SectionSettings(margin, minGap, minDuration);
  }
}
