package dev.sonolog.formats;

import java.util.zip.CRC32C;

/**
 * 64 bits that tell content from other content; not against somebody who wants them to be equal.
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
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, to - from);
    int hash = seed;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + bytes[i];
    }
    return crc.getValue() << 32 | Integer.toUnsignedLong(hash);
  }
}
