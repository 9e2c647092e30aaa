package dev.sonolog.formats;

import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * 64 bits that tell content from other content; not against somebody who wants them to be equal.
 * Two CRCs of different polynomials, for which processors have instructions: each packet of a
 * source passes here.
 */
public final class Fingerprint {
  private Fingerprint() {}

  /**
   * The fingerprint of a part of some bytes: equal bytes with equal seeds have equal ones.
   *
   * @param from where the part begins
   * @param to where it ends
   * @param seed what counts besides
   */
  public static long of(byte[] bytes, int from, int to, int seed) {
    CRC32C high = new CRC32C();
    high.update(bytes, from, to - from);
    CRC32 low = new CRC32();
    low.update(bytes, from, to - from);
    return high.getValue() << 32 | Integer.toUnsignedLong(31 * seed + (int) low.getValue());
  }
}
