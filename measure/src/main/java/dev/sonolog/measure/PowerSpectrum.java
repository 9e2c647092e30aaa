package dev.sonolog.measure;

/**
 * The power of each frequency in a block of real samples: a fast Fourier transform after Stockham,
 * which sorts while it computes. Pairs of samples are taken for complex numbers, which halves the
 * work; four parts are joined at a time, and in the end two where the length wants it. The
 * innermost loops run over neighbours, so that the compiler can compute several at once. Floats are
 * precise enough: the error is below -130 dB of the block's loudest. Owned by one thread.
 */
final class PowerSpectrum {
  private final int half;

  /** The circle in as many steps as a block has samples, clockwise. */
  private final float[] cos;

  private final float[] sin;
  private float[] re;
  private float[] im;
  private float[] otherRe;
  private float[] otherIm;

  /**
   * @param length of a block, a power of two from 4
   */
  PowerSpectrum(int length) {
    if (length < 4 || Integer.bitCount(length) != 1) {
      throw new IllegalArgumentException("A block of " + length + " is no power of two from 4");
    }
    this.half = length / 2;
    this.cos = new float[length];
    this.sin = new float[length];
    for (int i = 0; i < length; i++) {
      cos[i] = (float) Math.cos(2 * Math.PI * i / length);
      sin[i] = (float) -Math.sin(2 * Math.PI * i / length);
    }
    this.re = new float[half];
    this.im = new float[half];
    this.otherRe = new float[half];
    this.otherIm = new float[half];
  }

  /** How many frequencies there are, from 0 to half the rate. */
  int bins() {
    return half + 1;
  }

  /**
   * Computes the squares of the amplitudes: |X(k)|^2 of the sum of {@code x(n) w(n) e^(-2 pi i k n
   * / length)}.
   *
   * @param weights of the samples, as many as a block has
   * @param powers is filled, {@link #bins} long
   */
  void of(float[] samples, int from, float[] weights, float[] powers) {
    for (int i = 0, at = from; i < half; i++, at += 2) {
      re[i] = samples[at] * weights[2 * i];
      im[i] = samples[at + 1] * weights[2 * i + 1];
    }
    transform();
    untangle(powers);
  }

  private void transform() {
    int parts = half;
    int stride = 1;
    while (parts >= 4) {
      fours(parts / 4, stride);
      swap();
      parts /= 4;
      stride *= 4;
    }
    if (parts == 2) {
      twos(stride);
      swap();
    }
  }

  private void swap() {
    float[] newRe = otherRe;
    float[] newIm = otherIm;
    otherRe = re;
    otherIm = im;
    re = newRe;
    im = newIm;
  }

  private void fours(int quarter, int stride) {
    for (int part = 0; part < quarter; part++) {
      fours(part, quarter * stride, stride);
    }
  }

  /** The parts of one turn of the circle. */
  private void fours(int part, int apart, int stride) {
    float[] inRe = re;
    float[] inIm = im;
    float[] outRe = otherRe;
    float[] outIm = otherIm;
    int from = part * stride;
    int to = 4 * from;
    int turn = 2 * from;
    float oneRe = cos[turn];
    float oneIm = sin[turn];
    float twoRe = cos[2 * turn];
    float twoIm = sin[2 * turn];
    float threeRe = cos[3 * turn];
    float threeIm = sin[3 * turn];
    for (int i = 0; i < stride; i++) {
      int a = from + i;
      int b = a + apart;
      int c = b + apart;
      int d = c + apart;
      float sumRe = inRe[a] + inRe[c];
      float sumIm = inIm[a] + inIm[c];
      float differenceRe = inRe[a] - inRe[c];
      float differenceIm = inIm[a] - inIm[c];
      float otherSumRe = inRe[b] + inRe[d];
      float otherSumIm = inIm[b] + inIm[d];
      // times i
      float turnedRe = inIm[d] - inIm[b];
      float turnedIm = inRe[b] - inRe[d];
      int out = to + i;
      outRe[out] = sumRe + otherSumRe;
      outIm[out] = sumIm + otherSumIm;
      float firstRe = differenceRe - turnedRe;
      float firstIm = differenceIm - turnedIm;
      outRe[out + stride] = firstRe * oneRe - firstIm * oneIm;
      outIm[out + stride] = firstRe * oneIm + firstIm * oneRe;
      float secondRe = sumRe - otherSumRe;
      float secondIm = sumIm - otherSumIm;
      outRe[out + 2 * stride] = secondRe * twoRe - secondIm * twoIm;
      outIm[out + 2 * stride] = secondRe * twoIm + secondIm * twoRe;
      float thirdRe = differenceRe + turnedRe;
      float thirdIm = differenceIm + turnedIm;
      outRe[out + 3 * stride] = thirdRe * threeRe - thirdIm * threeIm;
      outIm[out + 3 * stride] = thirdRe * threeIm + thirdIm * threeRe;
    }
  }

  private void twos(int stride) {
    for (int i = 0; i < stride; i++) {
      otherRe[i] = re[i] + re[i + stride];
      otherIm[i] = im[i] + im[i + stride];
      otherRe[i + stride] = re[i] - re[i + stride];
      otherIm[i + stride] = im[i] - im[i + stride];
    }
  }

  /** What the even and the odd samples are, and from that what all are. */
  private void untangle(float[] powers) {
    powers[0] = (re[0] + im[0]) * (re[0] + im[0]);
    powers[half] = (re[0] - im[0]) * (re[0] - im[0]);
    for (int i = 1; i < half; i++) {
      int mirrored = half - i;
      float evenRe = (re[i] + re[mirrored]) / 2;
      float evenIm = (im[i] - im[mirrored]) / 2;
      float oddRe = (im[i] + im[mirrored]) / 2;
      float oddIm = (re[mirrored] - re[i]) / 2;
      float allRe = evenRe + oddRe * cos[i] - oddIm * sin[i];
      float allIm = evenIm + oddRe * sin[i] + oddIm * cos[i];
      powers[i] = allRe * allRe + allIm * allIm;
    }
  }
}
