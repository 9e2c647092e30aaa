package dev.sonolog.formats.ogg;

import dev.sonolog.formats.ByteInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * One page (RFC 3533, section 6).
 *
 * @param position where it begins in its input
 * @param flags the header type flags
 * @param granule the granule position of the last packet that ends on it, in the codec's units
 * @param serial the serial number of its logical stream
 * @param sequence its number in that stream, unsigned
 * @param lacing the segment table
 * @param body the bytes behind the segment table; shared, not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // shared by contract; never compared
record OggPage(
    long position, int flags, long granule, int serial, int sequence, byte[] lacing, byte[] body) {
  /** The first packet on the page goes on from the page before. */
  static final int CONTINUED = 1;

  /** The first page of a logical stream. */
  static final int BEGINS_STREAM = 2;

  /** The last page of a logical stream. */
  static final int ENDS_STREAM = 4;

  /** The granule position of a page on which no packet ends. */
  static final long NO_PACKET_ENDS = -1;

  /** The bytes in front of the segment table. */
  static final int HEADER = 27;

  static final int MAX_SEGMENTS = 255;

  /** A segment of this length goes on in the next; in bytes. */
  static final int FULL_SEGMENT = 255;

  /** The longest page, in bytes. */
  static final int MAX_LENGTH = HEADER + MAX_SEGMENTS + MAX_SEGMENTS * FULL_SEGMENT;

  private static final int CAPTURE_PATTERN = 0x4F67_6753;
  private static final int FLAGS = 5;
  private static final int GRANULE = 6;
  private static final int SERIAL = 14;
  private static final int SEQUENCE = 18;
  private static final int CRC = 22;
  private static final int SEGMENTS = 26;

  /**
   * Whether the capture pattern stands there.
   *
   * @param offset from the input's position
   */
  static boolean captured(ByteInput input, int offset) throws IOException {
    return input.ensure(offset + 1)
        && input.peek(offset) == 'O'
        && input.ensure(offset + Integer.BYTES)
        && input.peekInt(offset) == CAPTURE_PATTERN;
  }

  /**
   * The whole page that begins there, if one does: nothing of it is believed before its CRC is
   * right. Looks at most {@link #MAX_LENGTH} bytes further ahead and consumes none.
   *
   * @param offset from the input's position
   */
  static Optional<OggPage> at(ByteInput input, int offset) throws IOException {
    if (!captured(input, offset) || !input.ensure(offset + HEADER) || input.peek(offset + 4) != 0) {
      return Optional.empty();
    }
    int segments = input.peek(offset + SEGMENTS);
    if (!input.ensure(offset + HEADER + segments)) {
      return Optional.empty();
    }
    int length = HEADER + segments + sum(input, offset + HEADER, segments);
    return input.ensure(offset + length)
        ? checked(input.position() + offset, input.peekBytes(offset, length))
        : Optional.empty();
  }

  private static Optional<OggPage> checked(long position, byte[] bytes) {
    ByteBuffer page = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int crc = page.getInt(CRC);
    page.putInt(CRC, 0);
    return OggCrc.of(bytes) == crc ? Optional.of(parsed(position, page)) : Optional.empty();
  }

  private static OggPage parsed(long position, ByteBuffer page) {
    byte[] lacing = new byte[page.get(SEGMENTS) & 0xFF];
    page.get(HEADER, lacing);
    byte[] body = new byte[page.limit() - HEADER - lacing.length];
    page.get(HEADER + lacing.length, body);
    return new OggPage(
        position,
        page.get(FLAGS),
        page.getLong(GRANULE),
        page.getInt(SERIAL),
        page.getInt(SEQUENCE),
        lacing,
        body);
  }

  private static int sum(ByteInput input, int table, int segments) {
    int sum = 0;
    for (int i = 0; i < segments; i++) {
      sum += input.peek(table + i);
    }
    return sum;
  }

  boolean continued() {
    return (flags & CONTINUED) != 0;
  }

  boolean beginsStream() {
    return (flags & BEGINS_STREAM) != 0;
  }

  boolean endsStream() {
    return (flags & ENDS_STREAM) != 0;
  }

  /** In bytes. */
  int length() {
    return HEADER + lacing.length + body.length;
  }

  /** The position of the body's first byte in the input. */
  long bodyPosition() {
    return position + HEADER + lacing.length;
  }

  /** The position behind the page in the input. */
  long endPosition() {
    return position + length();
  }

  /** The same page as the last of its stream. */
  OggPage asLast() {
    return new OggPage(position, flags | ENDS_STREAM, granule, serial, sequence, lacing, body);
  }

  /** The page as it is stored, with its CRC. */
  byte[] bytes() {
    ByteBuffer page = ByteBuffer.allocate(length()).order(ByteOrder.LITTLE_ENDIAN);
    page.putInt(Integer.reverseBytes(CAPTURE_PATTERN)).put((byte) 0).put((byte) flags);
    page.putLong(granule).putInt(serial).putInt(sequence).putInt(0).put((byte) lacing.length);
    page.put(lacing).put(body);
    return page.putInt(CRC, OggCrc.of(page.array())).array();
  }
}
