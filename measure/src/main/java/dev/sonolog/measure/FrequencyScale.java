package dev.sonolog.measure;

/** How the rows of a spectrogram divide what can be heard. */
public enum FrequencyScale {
  /** Each row is as many hertz wide as any other, from 0. */
  LINEAR("linear") {
    @Override
    double lowest(double highest) {
      return 0;
    }

    @Override
    double at(double share, double lowest, double highest) {
      return lowest + share * (highest - lowest);
    }
  },
  /** Each octave is as high as any other, from {@value #LOWEST_HERTZ} Hz, as hearing has it. */
  LOGARITHMIC("log") {
    @Override
    double lowest(double highest) {
      return Math.min(LOWEST_HERTZ, highest / 2);
    }

    @Override
    double at(double share, double lowest, double highest) {
      return lowest * Math.pow(highest / lowest, share);
    }
  };

  /** Where {@link #LOGARITHMIC} begins, in hertz; at rates below 200 Hz it begins lower. */
  public static final int LOWEST_HERTZ = 50;

  private final String word;

  FrequencyScale(String word) {
    this.word = word;
  }

  /** What it is called. */
  public String word() {
    return word;
  }

  /**
   * The lower edge of the lowest row, in hertz.
   *
   * @param highest the upper edge of the highest row, in hertz
   */
  abstract double lowest(double highest);

  /**
   * The frequency at a share of the height, in hertz.
   *
   * @param share from 0, the bottom, to 1, the top
   */
  abstract double at(double share, double lowest, double highest);
}
