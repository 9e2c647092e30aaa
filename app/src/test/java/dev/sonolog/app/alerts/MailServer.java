package dev.sonolog.app.alerts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A mail server that begins without TLS and goes on with it when it is asked to (RFC 3207). */
final class MailServer implements AutoCloseable {
  private final ServerSocket listening = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"));
  private final SSLContext tls;
  private final List<String> open = new CopyOnWriteArrayList<>();
  private final List<String> hidden = new CopyOnWriteArrayList<>();

  /**
   * @param tls with its certificate
   */
  MailServer(SSLContext tls) throws IOException {
    this.tls = tls;
    Thread.ofVirtual().start(this::serve);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** The lines that came without TLS. */
  List<String> open() {
    return open;
  }

  /** The lines that came with TLS. */
  List<String> hidden() {
    return hidden;
  }

  private void serve() {
    while (!listening.isClosed()) {
      try (Socket client = listening.accept()) {
        say(client, "220 ready");
        if (talk(client, open, "250-here", "250 STARTTLS")) {
          try (SSLSocket secure =
              (SSLSocket) tls.getSocketFactory().createSocket(client, null, true)) {
            secure.setUseClientMode(false);
            talk(secure, hidden, "250 here");
          }
        }
      } catch (IOException _) {
        // the client left, or the server is closed
      }
    }
  }

  /** Whether the client asked for TLS. */
  private static boolean talk(Socket client, List<String> heard, String... hello)
      throws IOException {
    var lines =
        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
    boolean data = false;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      heard.add(line);
      String word = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
      if (data) {
        data = !line.equals(".");
        if (!data) {
          say(client, "250 taken");
        }
      } else if (word.equals("EHLO")) {
        say(client, hello);
      } else if (word.equals("DATA")) {
        data = true;
        say(client, "354 go on");
      } else {
        say(
            client,
            word.equals("QUIT") ? "221 bye" : word.equals("STARTTLS") ? "220 go" : "250 good");
        if (word.equals("STARTTLS")) {
          return true;
        }
      }
    }
    return false;
  }

  private static void say(Socket client, String... lines) throws IOException {
    String text = String.join("\r\n", lines) + "\r\n";
    client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    client.getOutputStream().flush();
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
