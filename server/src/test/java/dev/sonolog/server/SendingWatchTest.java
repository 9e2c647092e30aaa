package dev.sonolog.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SendingWatchTest {
  @Test
  void aClientThatTakesNothingLosesItsConnection() throws Exception {
    CompletableFuture<Throwable> end = new CompletableFuture<>();
    try (SendingWatch watch = new SendingWatch(Duration.ofMillis(400));
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      Thread.ofVirtual().start(() -> send(watch, accepted, end));
      assertThat(end.get()).isInstanceOf(IOException.class);
      assertThat(accepted.isClosed()).isTrue();
      assertThat(client.isConnected()).isTrue();
    }
  }

  private static void send(SendingWatch watch, Socket to, CompletableFuture<Throwable> end) {
    try (SendingWatch.Sending sending = watch.begin();
        OutputStream out = sending.watched(to.getOutputStream())) {
      byte[] bytes = new byte[1 << 16];
      while (true) {
        out.write(bytes);
      }
    } catch (IOException e) {
      end.complete(e);
    }
  }
}
