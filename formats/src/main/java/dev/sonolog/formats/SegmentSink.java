package dev.sonolog.formats;

import java.io.IOException;

/**
 * Where a muxer puts the bytes of one segment. The head comes first and may be replaced by one of
 * the same length, at the seal and before; everything else is appended and never touched again, so
 * a digest of it can be streamed.
 */
public interface SegmentSink {
  /** Writes the head of a new segment, before anything is appended. Its length may be 0. */
  void head(byte[] bytes) throws IOException;

  /**
   * Appends bytes behind all that was written so far. The caller may reuse the array once the call
   * returns.
   */
  void append(byte[] bytes, int offset, int length) throws IOException;

  /**
   * Replaces the head of a segment that goes on by one of exactly the same length, once all that
   * was appended until now has its place in the file: so whoever copies the growing file finds a
   * head that promises no more than there is.
   */
  void updateHead(byte[] bytes) throws IOException;

  /** Replaces the head for good by one of exactly the same length; nothing is appended any more. */
  void replaceHead(byte[] bytes) throws IOException;
}
