package dev.sonolog.measure;

/**
 * The K-weighting of one channel: both {@link KFilters} one after the other. Keeps their state from
 * one piece to the next.
 */
final class KWeighting {
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
    Biquad shelf = KFilters.shelf(rate);
    b0 = shelf.b0();
    b1 = shelf.b1();
    b2 = shelf.b2();
    a1 = shelf.a1();
    a2 = shelf.a2();
    Biquad pass = KFilters.highPass(rate);
    c1 = pass.a1();
    c2 = pass.a2();
    passPower = pass.b0() * pass.b0();
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

  /**
   * Two channels of one rate side by side, to the same bits as one after the other: each sample
   * waits for the one before it, and the other channel's are computed meanwhile.
   *
   * @param energies gets what {@link #energy} gives for each
   */
  static void energies(
      KWeighting left,
      float[] leftSamples,
      KWeighting right,
      float[] rightSamples,
      int from,
      int to,
      double[] energies) {
    double b0 = left.b0;
    double b1 = left.b1;
    double b2 = left.b2;
    double a1 = left.a1;
    double a2 = left.a2;
    double c1 = left.c1;
    double c2 = left.c2;
    double sum = 0;
    double xa = left.x1;
    double xb = left.x2;
    double ya = left.y1;
    double yb = left.y2;
    double za = left.z1;
    double zb = left.z2;
    double otherSum = 0;
    double otherXa = right.x1;
    double otherXb = right.x2;
    double otherYa = right.y1;
    double otherYb = right.y2;
    double otherZa = right.z1;
    double otherZb = right.z2;
    for (int i = from; i < to; i++) {
      double x = leftSamples[i];
      double otherX = rightSamples[i];
      double y = b0 * x + b1 * xa + b2 * xb - a2 * yb - a1 * ya;
      double otherY = b0 * otherX + b1 * otherXa + b2 * otherXb - a2 * otherYb - a1 * otherYa;
      double z = y - 2 * ya + yb - c2 * zb - c1 * za;
      double otherZ = otherY - 2 * otherYa + otherYb - c2 * otherZb - c1 * otherZa;
      sum += z * z;
      otherSum += otherZ * otherZ;
      xb = xa;
      xa = x;
      yb = ya;
      ya = y;
      zb = za;
      za = z;
      otherXb = otherXa;
      otherXa = otherX;
      otherYb = otherYa;
      otherYa = otherY;
      otherZb = otherZa;
      otherZa = otherZ;
    }
    left.keep(xa, xb, ya, yb, za, zb);
    right.keep(otherXa, otherXb, otherYa, otherYb, otherZa, otherZb);
    energies[0] = sum * left.passPower;
    energies[1] = otherSum * right.passPower;
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
