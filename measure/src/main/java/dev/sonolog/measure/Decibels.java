package dev.sonolog.measure;

/**
 * Ratios as decibels. Nothing at all, a ratio of 0, is {@link Double#NEGATIVE_INFINITY}: that is no
 * special mark but the value of the logarithm, and it compares as it should.
 */
public final class Decibels {
  private Decibels() {}

  /** The level of an amplitude, 0 or more; 1 is 0 dB. */
  public static double ofAmplitude(double amplitude) {
    return 20 * Math.log10(amplitude);
  }

  /** The level of a power, 0 or more; 1 is 0 dB. */
  public static double ofPower(double power) {
    return 10 * Math.log10(power);
  }

  /** The amplitude of a level; 0 dB is 1. */
  public static double toAmplitude(double level) {
    return Math.pow(10, level / 20);
  }

  /** The power of a level; 0 dB is 1. */
  public static double toPower(double level) {
    return Math.pow(10, level / 10);
  }
}
