package dev.sonolog.formats;

import java.io.IOException;

/**
 * Turns the bytes of one container into elements, one per call. Straight-line code on the caller's
 * thread; it blocks only in its input.
 *
 * <p>After an {@link IOException} of the input the reader stands where it stood before the call:
 * calling again goes on as if nothing had happened. Whatever the bytes are, a call ends with an
 * element or an {@code IOException}, makes progress, and keeps a bounded number of bytes.
 */
public interface PacketReader {
  /**
   * The next element: a track header before the first packet and before each change of format,
   * {@link StreamElement.End} behind the last and ever after.
   *
   * @throws UnsupportedFormatException if the input is nothing that this reader knows; no later
   *     call will do better
   * @throws IOException if the input failed
   */
  StreamElement next() throws IOException;
}
