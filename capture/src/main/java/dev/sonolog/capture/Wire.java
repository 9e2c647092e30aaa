package dev.sonolog.capture;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * All waiting that one connection does on the network, in one place below TLS and HTTP, where it is
 * plain whether a read would wait: deadlines that dripping bytes cannot stretch, the pause in which
 * data gathers, the stamp of arrival, and the one way to end it all at once.
 *
 * <p>The HTTP client makes its sockets by {@link #socket}; the wire that they belong to is {@link
 * #CURRENT} in the thread that connects.
 *
 * <p>While audio flows, the thread drains the socket and then parks for {@link #PAUSE} before it
 * reads again: thousands of sources then wake two or three times a second each instead of at every
 * network packet. A connection's first seconds are read as they come, so that its clock finds its
 * edge soon.
 *
 * <p>Owned by one connection and used by its thread; only {@link #abort} may come from another.
 */
final class Wire implements Closeable {
  /** The wire of the connection that the current thread is making. */
  static final ScopedValue<Wire> CURRENT = ScopedValue.newInstance();

  /** How long data may gather before it is read, on the source's clock. */
  static final Duration PAUSE = Duration.ofMillis(400);

  /** How long a new stream is read without pauses. */
  static final Duration SETTLING = Duration.ofSeconds(5);

  /** In a stream that is silent, the owner looks at what it holds so often. */
  static final Duration LOOK = Duration.ofMillis(500);

  private static final int SHORTEST_WAIT_MILLIS = 1;
  private static final String CLOSED = "The connection was closed by the recorder";

  /** What the connection is waiting for, as a person reads it in a message. */
  enum Phase {
    RESOLVING("looking up the host"),
    CONNECTING("connecting"),
    SECURING("the TLS handshake"),
    ANSWERING("waiting for the head of the reply"),
    RECOGNISING("reading the start of the reply"),
    STREAMING("waiting for audio");

    private final String words;

    Phase(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  private final TimeSource time;
  private final Duration connectTimeout;
  private final CountDownLatch aborted = new CountDownLatch(1);
  private volatile @Nullable Socket newest;
  private volatile @Nullable CompletableFuture<?> awaited;

  private Phase phase = Phase.RESOLVING;
  private long phaseStart;
  private Duration allowed;
  private long arrival;
  private long bytes;
  private long streamStart;
  private Runnable beforeWaiting = () -> {};

  Wire(TimeSource time, Duration connectTimeout) {
    this.time = time;
    this.connectTimeout = connectTimeout;
    this.allowed = connectTimeout;
    this.arrival = time.nanos();
    enter(Phase.RESOLVING);
  }

  /** A new socket of this wire, not yet connected. */
  Socket socket() throws IOException {
    enter(Phase.CONNECTING);
    Socket socket = new WireSocket(this);
    newest = socket;
    checkOpen();
    return socket;
  }

  /** The socket that was made last; something that closes to nothing when there was none. */
  Closeable newest() {
    Socket socket = newest;
    return socket == null ? () -> {} : socket;
  }

  /** The next stage of making a connection begins, with the connect time-out of its own. */
  void enter(Phase next) {
    enter(next, connectTimeout);
  }

  void enter(Phase next, Duration timeout) {
    phase = next;
    allowed = timeout;
    phaseStart = time.nanos();
  }

  /** From here on audio is read: with pauses, and each stretch of silence limited. */
  void stream(Duration stallTimeout) {
    enter(Phase.STREAMING, stallTimeout);
    streamStart = phaseStart;
  }

  void beforeWaiting(Runnable action) {
    beforeWaiting = action;
  }

  /** Audio came: the time without any counts from now. */
  void restart() {
    phaseStart = time.nanos();
  }

  /** The time between two calls of the owner is not time without audio. */
  void excuse(long nanos) {
    phaseStart += nanos;
  }

  /** When bytes last came, on the monotonic clock. */
  long arrivalNanos() {
    return arrival;
  }

  /** All bytes that ever came, TLS and HTTP included. */
  long bytes() {
    return bytes;
  }

  /** Waits for the outcome of something that cannot be aborted itself, such as a name look-up. */
  <T> T await(CompletableFuture<T> outcome) throws IOException, ExecutionException {
    enter(Phase.RESOLVING);
    awaited = outcome;
    checkOpen();
    try {
      return outcome.get(millis(allowed), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw timeout(e);
    } catch (CancellationException e) {
      throw new IOException(CLOSED, e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Whether this side ended it. */
  boolean isAborted() {
    return aborted.getCount() == 0;
  }

  void checkOpen() throws IOException {
    if (isAborted()) {
      close();
      throw new IOException(CLOSED);
    }
  }

  /** Ends every wait, now and in future. */
  void abort() {
    aborted.countDown();
    CompletableFuture<?> outcome = awaited;
    if (outcome != null) {
      outcome.cancel(false);
    }
    close();
  }

  /** Closes the socket; the wire can make another one. */
  @Override
  public void close() {
    Socket socket = newest;
    if (socket == null) {
      return;
    }
    try {
      socket.close();
    } catch (IOException _) {
      // A socket that cannot even be closed is as gone as it will ever be.
      return;
    }
  }

  /** Connects a socket of this wire within what is left of the time for it. */
  void connect(Connecting socket) throws IOException {
    checkOpen();
    try {
      socket.connect(millis(remaining()));
    } catch (SocketTimeoutException e) {
      throw timeout(e);
    }
    enter(Phase.ANSWERING);
  }

  /** Reads from a socket of this wire, waiting by its rules. */
  int read(Socket socket, InputStream in, byte[] target, int offset, int length)
      throws IOException {
    gather(in);
    while (true) {
      Duration left = remaining();
      Duration wait = phase == Phase.STREAMING && left.compareTo(LOOK) > 0 ? LOOK : left;
      socket.setSoTimeout(millis(wait));
      try {
        int count = in.read(target, offset, length);
        arrival = time.nanos();
        bytes += Math.max(count, 0);
        return count;
      } catch (SocketTimeoutException e) {
        if (wait.equals(left)) {
          throw timeout(e);
        }
        beforeWaiting.run(); // what is held for a while must not wait for the next bytes
      }
    }
  }

  /** The connecting of a socket, given its time-out in milliseconds. */
  interface Connecting {
    void connect(int timeoutMillis) throws IOException;
  }

  private Duration remaining() throws SocketTimeoutException {
    Duration remaining = allowed.minusNanos(time.nanos() - phaseStart);
    if (!remaining.isPositive()) {
      throw timeout();
    }
    return remaining;
  }

  private void gather(InputStream in) throws IOException {
    if (phase != Phase.STREAMING || in.available() > 0) {
      return;
    }
    beforeWaiting.run();
    if (time.nanos() - streamStart > SETTLING.toNanos()) {
      park(remaining());
    }
  }

  private void park(Duration most) throws IOException {
    Duration pause = most.compareTo(PAUSE) < 0 ? most : PAUSE;
    try {
      if (aborted.await(time.realWait(pause).toNanos(), TimeUnit.NANOSECONDS)) {
        checkOpen();
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private int millis(Duration duration) {
    long millis = time.realWait(duration).toMillis();
    return Math.clamp(millis, SHORTEST_WAIT_MILLIS, Integer.MAX_VALUE);
  }

  private SocketTimeoutException timeout() {
    double seconds = allowed.toMillis() / 1_000.0;
    return new SocketTimeoutException(
        String.format(Locale.ROOT, "gave up after %.1f s of %s", seconds, phase.words()));
  }

  private SocketTimeoutException timeout(Exception cause) {
    SocketTimeoutException timeout = timeout();
    timeout.initCause(cause);
    return timeout;
  }

  private IOException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new IOException("Interrupted while " + phase.words(), cause);
  }
}
