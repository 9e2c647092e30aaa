package dev.sonolog.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Keeps everything that a mount sends, bytes as they come, without titles: the stream that nobody
 * has cut.
 */
final class Listener implements AutoCloseable {
  private final Socket socket;
  private final Thread thread;
  private final Path file;

  private Listener(Socket socket, Thread thread, Path file) {
    this.socket = socket;
    this.thread = thread;
    this.file = file;
  }

  static Listener start(String url, Path file) throws IOException {
    URI uri = URI.create(url);
    Socket socket = new Socket(uri.getHost(), uri.getPort());
    socket
        .getOutputStream()
        .write(
            ("GET " + uri.getPath() + " HTTP/1.0\r\nHost: localhost\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    InputStream in = socket.getInputStream();
    skipHead(in);
    Thread thread = Thread.ofPlatform().name("listener").start(() -> keep(in, file));
    return new Listener(socket, thread, file);
  }

  /** How many bytes came until now. */
  long heard() throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  /** Stops to listen and says where it lies. */
  Path stop() throws IOException, InterruptedException {
    socket.close();
    thread.join();
    return file;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static void skipHead(InputStream in) throws IOException {
    int last = 0;
    for (int ends = 0; ends < 2; ) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("The reply ended in its head");
      }
      ends = next == '\n' ? (last == '\n' || last == '\r' ? ends + 1 : 1) : next == '\r' ? ends : 0;
      last = next;
    }
  }

  private static void keep(InputStream in, Path file) {
    try (OutputStream out = Files.newOutputStream(file)) {
      byte[] buffer = new byte[65_536];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
      }
    } catch (java.net.SocketException e) {
      // The test closed the socket: enough was heard.
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
