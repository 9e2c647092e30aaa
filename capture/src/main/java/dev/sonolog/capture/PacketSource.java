package dev.sonolog.capture;

import dev.sonolog.formats.Container;
import dev.sonolog.formats.StreamElement;
import java.io.Closeable;
import java.io.IOException;

/**
 * One connection to a live source, pulled element by element by a single thread. {@link #close} may
 * be called from any thread and ends a blocked {@link #next} with an exception.
 */
public interface PacketSource extends Closeable {
  /** What the station said of itself when the connection was made. */
  StationInfo station();

  /** The container that the bytes turned out to be. */
  Container container();

  /**
   * The next element; blocks until there is one. Before each wait for the network it runs the
   * action given to {@link #beforeWaiting}.
   *
   * @throws CaptureFailure if the source stalled, broke off or sent what cannot be recorded
   * @throws IOException if the connection failed otherwise
   */
  StreamElement next() throws IOException;

  /**
   * When the last bytes arrived that the element last returned needed, on the monotonic clock of
   * the source's {@link TimeSource}. The newest packet of a batch has the truest value; older ones
   * of the same batch arrived earlier than this says.
   */
  long arrivalNanos();

  /**
   * An action for the moments in which nothing is left to do but to wait: the place to hand on what
   * was collected.
   */
  void beforeWaiting(Runnable action);

  /** Breaks the connection at once. */
  @Override
  void close();
}
