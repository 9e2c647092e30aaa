package dev.sonolog.capture;

import java.io.Closeable;
import java.io.IOException;

/**
 * A connection to a live source from the wish to its end: first it is being made, then it stands.
 * One object per attempt, opened once by the source's own thread.
 */
public interface Connection extends Closeable {
  /**
   * Makes the connection and looks at what comes. Blocks until audio is recognised or nothing more
   * can be tried.
   *
   * @return the source of packets; closing it and closing this connection are the same
   * @throws CaptureFailure if the source cannot be captured now
   * @throws IOException if {@link #close} was called
   * @throws IllegalStateException if it was opened before
   */
  PacketSource open() throws IOException;

  /**
   * Ends whatever the connection is doing, at once and without waiting for any time-out. May be
   * called from any thread, at any time and more than once.
   */
  @Override
  void close();
}
