package dev.sonolog.measure;

/**
 * The K-weighting of one channel: a shelf for the head, then a high-pass (ITU-R BS.1770-4, annex 1,
 * figures 2 to 4). Keeps the filters' state from one piece to the next.
 *
 * <p>The recommendation gives the coefficients at 48 kHz and asks for the same response at other
 * rates. They are the bilinear transforms of two analogue filters, whose corner, quality and gain
 * follow from the tables; from these the coefficients are made anew for each rate. At 48 kHz they
 * are those of the tables. The gain of the high-pass, whose numerator the tables leave at 1, -2, 1,
 * is kept as it is at 48 kHz: an unscaled numerator would read 0.2 LU too much at 8 kHz.
 */
final class KWeighting {
  private static final int TABLE_RATE = 48_000;
  private static final double SHELF_HERTZ = 1681.974450955533;
  private static final double SHELF_GAIN = Decibels.toAmplitude(3.999843853973347);
  private static final double SHELF_QUALITY = 0.7071752369554196;
  private static final double SHELF_SLOPE = 0.4996667741545416;
  private static final double PASS_HERTZ = 38.13547087602444;
  private static final double PASS_QUALITY = 0.5003270373238773;

  /** Far below all that is shown, far above where arithmetic gets slow. */
  private static final double NOTHING = 1e-60;

  private final double b0;
  private final double b1;
  private final double b2;
  private final double a1;
  private final double a2;
  private final double c1;
  private final double c2;
  private final double passPower;

  private double x1;
  private double x2;
  private double y1;
  private double y2;
  private double z1;
  private double z2;

  KWeighting(int rate) {
    double k = warped(SHELF_HERTZ, rate);
    double band = Math.pow(SHELF_GAIN, SHELF_SLOPE) * k / SHELF_QUALITY;
    double a0 = 1 + k / SHELF_QUALITY + k * k;
    b0 = (SHELF_GAIN + band + k * k) / a0;
    b1 = 2 * (k * k - SHELF_GAIN) / a0;
    b2 = (SHELF_GAIN - band + k * k) / a0;
    a1 = 2 * (k * k - 1) / a0;
    a2 = (1 - k / SHELF_QUALITY + k * k) / a0;

    double p = warped(PASS_HERTZ, rate);
    double c0 = passScale(rate);
    c1 = 2 * (p * p - 1) / c0;
    c2 = (1 - p / PASS_QUALITY + p * p) / c0;
    double gain = passScale(TABLE_RATE) / c0;
    passPower = gain * gain;
  }

  private static double passScale(int rate) {
    double p = warped(PASS_HERTZ, rate);
    return 1 + p / PASS_QUALITY + p * p;
  }

  /**
   * The analogue frequency for the bilinear transform. It is exact at the corner, or at a quarter
   * of the rate where the corner lies above that, which is below 6.7 kHz.
   */
  private static double warped(double hertz, int rate) {
    double exact = Math.min(hertz, rate / 4.0);
    return hertz / exact * Math.tan(Math.PI * exact / rate);
  }

  /** The sum of the squares of the weighted samples from {@code from} to before {@code to}. */
  double energy(float[] samples, int from, int to) {
    double sum = 0;
    double xa = x1;
    double xb = x2;
    double ya = y1;
    double yb = y2;
    double za = z1;
    double zb = z2;
    for (int i = from; i < to; i++) {
      double x = samples[i];
      double y = b0 * x + b1 * xa + b2 * xb - a2 * yb - a1 * ya;
      double z = y - 2 * ya + yb - c2 * zb - c1 * za;
      sum += z * z;
      xb = xa;
      xa = x;
      yb = ya;
      ya = y;
      zb = za;
      za = z;
    }
    keep(xa, xb, ya, yb, za, zb);
    return sum * passPower;
  }

  private void keep(double xa, double xb, double ya, double yb, double za, double zb) {
    x1 = xa;
    x2 = xb;
    y1 = settled(ya);
    y2 = settled(yb);
    z1 = settled(za);
    z2 = settled(zb);
  }

  private static double settled(double value) {
    return Math.abs(value) < NOTHING ? 0 : value;
  }
}
