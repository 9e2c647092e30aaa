package dev.sonolog.capture;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.hc.client5.http.impl.ConnectionShutdownException;

/**
 * The end of what a packet reader sees of a connection: when the stream below fails, the input ends
 * in order and the failure is kept. So the reader gives out every packet that came whole and says
 * what was cut off behind it, and only then the failure is thrown, by the one who asks for it.
 * Owned and read by one connection's thread.
 */
final class EndingInput extends InputStream {
  private final InputStream in;
  private Optional<IOException> failure = Optional.empty();
  private boolean ended;
  private long position;

  EndingInput(InputStream in) {
    this.in = in;
  }

  /** Why the stream below ended; absent while it goes on, and when it ended in order. */
  Optional<IOException> failure() {
    return failure;
  }

  /** Whether nothing more will come. */
  boolean ended() {
    return ended;
  }

  /** Bytes of audio read so far. */
  long position() {
    return position;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    if (ended) {
      return -1;
    }
    try {
      int count = in.read(target, offset, length);
      ended = count < 0;
      position += Math.max(count, 0);
      return count;
    } catch (IOException e) {
      return endBy(e);
    } catch (ConnectionShutdownException e) { // closed by another thread amid the read
      return endBy(new IOException("the connection was closed", e));
    }
  }

  private int endBy(IOException cause) {
    failure = Optional.of(cause);
    ended = true;
    return -1;
  }
}
