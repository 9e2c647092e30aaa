package dev.sonolog.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AcceptedSocketsTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  @Test
  void whoComesWhenThereAreTooManyIsTurnedAwayUntilSomebodyGoes() throws IOException {
    try (AcceptedSockets sockets = new AcceptedSockets(LONG, LONG, 2);
        ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Socket second = accepted(server);
        Socket third = accepted(server)) {
      Socket first = accepted(server);
      sockets.configureSocket(first);
      sockets.configureSocket(second);
      assertThat(second.getSoTimeout()).isEqualTo(LONG.toMillis());
      assertThatThrownBy(() -> sockets.configureSocket(third))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("2 clients");
      first.close();
      sockets.configureSocket(third);
      assertThat(third.isClosed()).isFalse();
    }
  }

  /** The server's side of a connection whose other side is closed with the test. */
  private static Socket accepted(ServerSocket server) throws IOException {
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort())) {
      assertThat(client.isConnected()).isTrue();
      return server.accept();
    }
  }
}
