package dev.sonolog.formats.flac;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The bits of one frame, highest first. Reads eight bytes at a time from a copy with room behind
 * it, so that a read needs one check. Owned by one decoder.
 */
final class BitSource {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** How many bits eight bytes give whatever the position within the first of them. */
  private static final int SURE = 57;

  private byte[] bytes = new byte[Long.BYTES];
  private long at;
  private long end;

  /** Goes to bit {@code from * 8} of these bytes. */
  void open(byte[] source, int from) {
    if (bytes.length < source.length + Long.BYTES) {
      bytes = new byte[source.length + Long.BYTES];
    }
    System.arraycopy(source, 0, bytes, 0, source.length);
    at = from * 8L;
    end = source.length * 8L;
  }

  /** At least {@value #SURE} bits from here on, left-aligned; those behind the end are anything. */
  private long ahead() throws MalformedFrameException {
    if (at > end) {
      throw new MalformedFrameException("The frame is cut off");
    }
    return (long) LONGS.get(bytes, (int) (at >>> 3)) << (at & 7);
  }

  /** The next {@code count} bits as an unsigned number, 0 to {@value #SURE}. */
  long unsigned(int count) throws MalformedFrameException {
    long word = ahead();
    at += count;
    return word >>> 1 >>> (63 - count);
  }

  /** The next {@code count} bits as a number in two's complement; 0 bits are 0. */
  long signed(int count) throws MalformedFrameException {
    long word = ahead();
    at += count;
    return word >> 1 >> (63 - count) & (count == 0 ? 0 : -1L);
  }

  /** How many 0 bits stand in front of the next 1 bit, which is taken too. */
  int unary() throws MalformedFrameException {
    int zeros = 0;
    long word = ahead();
    while (word >>> (64 - SURE) == 0) {
      zeros += SURE;
      at += SURE;
      word = ahead();
    }
    int more = Long.numberOfLeadingZeros(word);
    at += more + 1L;
    return zeros + more;
  }

  /** A Rice code with this parameter, 0 to 30, mapped to a signed number (RFC 9639, 9.2.7.2). */
  long rice(int parameter) throws MalformedFrameException {
    long word = ahead();
    int zeros = Long.numberOfLeadingZeros(word);
    long value;
    if (zeros + 1 + parameter <= SURE) {
      at += zeros + 1 + parameter;
      value = (long) zeros << parameter | word << (zeros + 1) >>> 1 >>> (63 - parameter);
    } else {
      long high = unary();
      value = high << parameter | unsigned(parameter);
    }
    return value >>> 1 ^ -(value & 1);
  }

  /**
   * Goes on to the next border of bytes.
   *
   * @return its position in bytes
   */
  int align() throws MalformedFrameException {
    at = at + 7 & ~7L;
    ahead();
    return (int) (at >>> 3);
  }
}
