package dev.sonolog.server;

import io.helidon.common.socket.SocketOptions;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How sockets of clients are set up. The library knows a time limit for reading and does not set
 * it; without one, who begins TLS and sends nothing more is waited for without end.
 *
 * @param usual what the library sets
 * @param limit how long a read may wait
 */
record AcceptedSockets(SocketOptions usual, Duration limit) implements SocketOptions {
  AcceptedSockets(Duration limit) {
    this(SocketOptions.builder().tcpNoDelay(true).buildPrototype(), limit);
  }

  @Override
  public void configureSocket(Socket socket) {
    usual.configureSocket(socket);
    try {
      socket.setSoTimeout(Math.toIntExact(limit.toMillis()));
    } catch (SocketException e) {
      throw new UncheckedIOException(e);
    }
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
