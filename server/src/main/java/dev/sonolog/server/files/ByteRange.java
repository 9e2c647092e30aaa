package dev.sonolog.server.files;

/**
 * Bytes of a content that lie one behind the other; at least one.
 *
 * @param first the position of the first, from 0
 * @param end the position behind the last
 */
public record ByteRange(long first, long end) {
  public ByteRange {
    if (first < 0 || end <= first) {
      throw new IllegalArgumentException("No bytes: from " + first + " up to " + end);
    }
  }

  /** How many bytes it is. */
  public long length() {
    return end - first;
  }

  /** Whether nothing lies between the two. */
  boolean touches(ByteRange other) {
    return first <= other.end && other.first <= end;
  }

  /** All from the first byte of both up to the last. */
  ByteRange with(ByteRange other) {
    return new ByteRange(Math.min(first, other.first), Math.max(end, other.end));
  }

  /** The value of {@code Content-Range} (RFC 9110, 14.4). */
  String contentRange(long size) {
    return "bytes " + first + "-" + (end - 1) + "/" + size;
  }
}
