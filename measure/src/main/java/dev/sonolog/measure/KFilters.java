package dev.sonolog.measure;

/**
 * The two filters of the K-weighting at any rate: a shelf for the head, then a high-pass (ITU-R
 * BS.1770-4, annex 1, tables 1 and 2).
 *
 * <p>The recommendation gives the coefficients at 48 kHz and asks for the same response at other
 * rates. They are the bilinear transforms of two analogue filters, whose corner, quality and gain
 * follow from the tables; from these the coefficients are made anew for each rate, and at 48 kHz
 * they are those of the tables. Two things would be wrong if no more were done. The high-pass's
 * numerator is 1, -2, 1 in the table, which at 8 kHz would read 0.2 LU too much: its gain is kept
 * as at 48 kHz. And the bilinear transform squeezes the shelf below a low rate's half, again 0.2 LU
 * at 8 kHz: there the poles are kept in time and the zeros fitted to the response at 48 kHz.
 *
 * <p>From 8 kHz on the response is within 0.05 dB of that at 48 kHz, from 1 kHz on within 0.35 dB.
 */
final class KFilters {
  private static final int TABLE_RATE = 48_000;
  private static final double SHELF_HERTZ = 1681.974450955533;
  private static final double SHELF_GAIN = Decibels.toAmplitude(3.999843853973347);
  private static final double SHELF_QUALITY = 0.7071752369554196;
  private static final double SHELF_SLOPE = 0.4996667741545416;
  private static final double PASS_HERTZ = 38.13547087602444;
  private static final double PASS_QUALITY = 0.5003270373238773;

  private KFilters() {}

  static Biquad shelf(int rate) {
    if (rate >= TABLE_RATE) {
      return bilinearShelf(rate);
    }
    Biquad table = bilinearShelf(TABLE_RATE);
    double middle = Math.min(SHELF_HERTZ, rate * 0.29);
    return decaying(table, rate)
        .fitted(
            1, table.power(middle, TABLE_RATE), table.power(rate / 2.0, TABLE_RATE), middle, rate);
  }

  /** A filter whose poles ring and decay in time as those of the table's filter. */
  private static Biquad decaying(Biquad table, int rate) {
    double ratio = (double) TABLE_RATE / rate;
    double decay = Math.sqrt(table.a2());
    double angle = Math.acos(-table.a1() / (2 * decay));
    double own = Math.pow(decay, ratio);
    return new Biquad(1, 0, 0, -2 * own * Math.cos(angle * ratio), own * own);
  }

  private static Biquad bilinearShelf(int rate) {
    double k = warped(SHELF_HERTZ, rate);
    double band = Math.pow(SHELF_GAIN, SHELF_SLOPE) * k / SHELF_QUALITY;
    double a0 = 1 + k / SHELF_QUALITY + k * k;
    return new Biquad(
        (SHELF_GAIN + band + k * k) / a0,
        2 * (k * k - SHELF_GAIN) / a0,
        (SHELF_GAIN - band + k * k) / a0,
        2 * (k * k - 1) / a0,
        (1 - k / SHELF_QUALITY + k * k) / a0);
  }

  static Biquad highPass(int rate) {
    double k = warped(PASS_HERTZ, rate);
    double a0 = highPassScale(rate);
    double gain = highPassScale(TABLE_RATE) / a0;
    return new Biquad(
        gain, -2 * gain, gain, 2 * (k * k - 1) / a0, (1 - k / PASS_QUALITY + k * k) / a0);
  }

  private static double highPassScale(int rate) {
    double k = warped(PASS_HERTZ, rate);
    return 1 + k / PASS_QUALITY + k * k;
  }

  /** The corner in the bilinear transform. */
  private static double warped(double hertz, int rate) {
    return Math.tan(Math.PI * hertz / rate);
  }
}
