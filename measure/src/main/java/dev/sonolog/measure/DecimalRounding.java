package dev.sonolog.measure;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Rounds as Python's {@code round} does: the exact decimal value of a number, halves to the even
 * digit.
 */
public final class DecimalRounding {
  /** As many digits as a product with a power of ten is sure of. */
  private static final double NEAR_HALF = 1e-4;

  private DecimalRounding() {}

  /**
   * Rounds a number whose size is below a million.
   *
   * @param digits behind the point, 0 to 5
   */
  public static double round(double value, int digits) {
    double power = Math.pow(10, digits);
    double scaled = value * power;
    double fraction = Math.abs(scaled - Math.rint(scaled));
    return Math.abs(fraction - 0.5) < NEAR_HALF || Math.abs(scaled) > 1e6
        ? exactly(value, digits)
        : Math.rint(scaled) / power;
  }

  private static double exactly(double value, int digits) {
    return new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).doubleValue();
  }
}
