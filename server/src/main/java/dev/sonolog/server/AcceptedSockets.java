package dev.sonolog.server;

import io.helidon.common.socket.SocketOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;

/**
 * How sockets of clients are set up, and which there are. The library knows a time limit for
 * reading and does not set it; and it neither closes a socket on which TLS does not begin nor ever
 * takes it off its count of connections, so both are done here. Any thread.
 */
final class AcceptedSockets implements SocketOptions, AutoCloseable {
  private static final Logger LOG = System.getLogger(AcceptedSockets.class.getName());

  private final SocketOptions usual = SocketOptions.builder().tcpNoDelay(true).buildPrototype();
  private final Duration limit;
  private final long patienceNanos;
  private final int most;
  private final Set<Accepted> open = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("handshake watch").factory());

  /**
   * @param limit how long a read may wait
   * @param patience how long TLS may take to begin
   * @param most clients at a time; who comes then is turned away
   */
  AcceptedSockets(Duration limit, Duration patience, int most) {
    this.limit = limit;
    this.patienceNanos = patience.toNanos();
    this.most = most;
    long each = Math.max(1, patienceNanos / 4);
    var _ = clock.scheduleWithFixedDelay(this::look, each, each, TimeUnit.NANOSECONDS);
  }

  /** A client. */
  private static final class Accepted {
    private final Socket socket;
    private final long since = System.nanoTime();
    private volatile boolean begun;

    Accepted(Socket socket) {
      this.socket = socket;
      if (socket instanceof SSLSocket tls) {
        tls.addHandshakeCompletedListener(_ -> begun = true);
      } else {
        begun = true;
      }
    }

    void look(long now, long patience) {
      if (!begun && now - since > patience) {
        try {
          socket.close();
        } catch (IOException e) {
          LOG.log(Level.DEBUG, "A client that did not begin TLS: {0}", e.toString());
        }
      }
    }
  }

  private void look() {
    long now = System.nanoTime();
    open.forEach(it -> it.look(now, patienceNanos));
    open.removeIf(it -> it.socket.isClosed());
  }

  /** {@inheritDoc} Fails where there are too many; then the library closes it. */
  @Override
  public void configureSocket(Socket socket) {
    if (open.size() >= most) {
      look();
    }
    if (open.size() >= most) {
      throw new IllegalStateException("More than " + most + " clients at a time");
    }
    usual.configureSocket(socket);
    try {
      socket.setSoTimeout(Math.toIntExact(limit.toMillis()));
    } catch (SocketException e) {
      throw new UncheckedIOException(e);
    }
    open.add(new Accepted(socket));
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  @Override
  public Map<SocketOption<?>, Object> socketOptions() {
    return usual.socketOptions();
  }

  @Override
  public Duration connectTimeout() {
    return usual.connectTimeout();
  }

  @Override
  public Duration readTimeout() {
    return limit;
  }

  @Override
  public Optional<Integer> socketReceiveBufferSize() {
    return usual.socketReceiveBufferSize();
  }

  @Override
  public Optional<Integer> socketSendBufferSize() {
    return usual.socketSendBufferSize();
  }

  @Override
  public boolean socketReuseAddress() {
    return usual.socketReuseAddress();
  }

  @Override
  public boolean socketKeepAlive() {
    return usual.socketKeepAlive();
  }

  @Override
  public boolean tcpNoDelay() {
    return usual.tcpNoDelay();
  }
}
