package dev.sonolog.measure;

/**
 * The coefficients of a digital filter of second order, b0 + b1 z^-1 + b2 z^-2 over 1 + a1 z^-1 +
 * a2 z^-2, and its response.
 */
record Biquad(double b0, double b1, double b2, double a1, double a2) {
  /** The square of the gain at a frequency, 0 to half the rate. */
  double power(double hertz, int rate) {
    double high = Math.pow(Math.sin(Math.PI * hertz / rate), 2);
    return size(b0, b1, b2, high) / size(1, a1, a2, high);
  }

  /**
   * The same poles with the zeros that give these squares of the gain: at 0 Hz, at {@code hertz}
   * and at half the rate. The square of a polynomial's size is a sum of three terms in the sine, so
   * three places say all of it; of the possible zeros these are the ones within the unit circle.
   */
  Biquad fitted(double atZero, double atHertz, double atHalf, double hertz, int rate) {
    double high = Math.pow(Math.sin(Math.PI * hertz / rate), 2);
    double zero = atZero * size(1, a1, a2, 0);
    double half = atHalf * size(1, a1, a2, 1);
    double rest = atHertz * size(1, a1, a2, high) - zero * (1 - high) - half * high;
    double mixed = rest / (4 * high * (1 - high));
    double w = (Math.sqrt(zero) + Math.sqrt(half)) / 2;
    double first = (w + Math.sqrt(w * w + mixed)) / 2;
    double second = (Math.sqrt(zero) - Math.sqrt(half)) / 2;
    return new Biquad(first, second, -mixed / (4 * first), a1, a2);
  }

  /**
   * The square of the size of p + q z^-1 + r z^-2 where the sine of half the angle squared is
   * given.
   */
  private static double size(double p, double q, double r, double high) {
    double low = 1 - high;
    return Math.pow(p + q + r, 2) * low + Math.pow(p - q + r, 2) * high - 16 * p * r * low * high;
  }
}
