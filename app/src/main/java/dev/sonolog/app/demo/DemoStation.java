package dev.sonolog.app.demo;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A small streaming server on the loopback address, as real as one needs: a burst at the start,
 * then audio in real time, with titles in ICY blocks for those who ask. One virtual thread a
 * listener.
 */
public final class DemoStation implements Closeable {
  /** The name that the station gives itself. */
  public static final String NAME = "Sonolog Demo Radio";

  private static final int METADATA_INTERVAL = 8_192;
  private static final int BURST = 16_384;
  private static final int TICK_MILLIS = 100;
  private static final int REQUEST_LIMIT = 16_384;

  private final Programme programme;
  private final ServerSocket server;
  private final long startNanos = System.nanoTime();
  private final CountDownLatch closed = new CountDownLatch(1);

  private DemoStation(Programme programme, ServerSocket server) {
    this.programme = programme;
    this.server = server;
  }

  /** Starts the station on a free port. */
  public static DemoStation start() throws IOException {
    ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    DemoStation station = new DemoStation(Programme.load(), server);
    Thread.ofVirtual().name("demo station").start(station::accept);
    return station;
  }

  /** Where to listen. */
  public URI address() {
    return URI.create(
        "http://%s:%d/demo"
            .formatted(server.getInetAddress().getHostAddress(), server.getLocalPort()));
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    server.close();
  }

  private void accept() {
    try {
      while (true) {
        Socket listener = server.accept();
        Thread.ofVirtual().name("demo listener").start(() -> serve(listener));
      }
    } catch (IOException e) {
      // The server socket was closed: the station is off.
      return;
    }
  }

  private void serve(Socket listener) {
    try (listener;
        OutputStream out = new BufferedOutputStream(listener.getOutputStream())) {
      boolean titles = wantsTitles(listener.getInputStream());
      out.write(head(titles));
      play(out, titles);
    } catch (IOException e) {
      // The listener went away.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean wantsTitles(InputStream in) throws IOException {
    StringBuilder request = new StringBuilder();
    while (request.indexOf("\r\n\r\n") < 0 && request.length() < REQUEST_LIMIT) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("The listener hung up in the middle of its request");
      }
      request.append((char) next);
    }
    return request.toString().toLowerCase(Locale.ROOT).contains("\r\nicy-metadata: 1");
  }

  private static byte[] head(boolean titles) {
    String interval = titles ? "icy-metaint: " + METADATA_INTERVAL + "\r\n" : "";
    return ("HTTP/1.0 200 OK\r\nContent-Type: audio/mpeg\r\nicy-name: "
            + NAME
            + "\r\nicy-br: 64\r\n"
            + interval
            + "\r\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  private void play(OutputStream out, boolean titles) throws IOException, InterruptedException {
    long position = Math.max(0, live() - BURST);
    long sent = 0;
    String told = "";
    do {
      long due = live();
      while (position < due) {
        int untilBlock = (int) (METADATA_INTERVAL - sent % METADATA_INTERVAL);
        int length = (int) Math.min(due - position, untilBlock);
        out.write(programme.stretch(position, length));
        position += length;
        sent += length;
        if (titles && sent % METADATA_INTERVAL == 0) {
          String title = programme.titleAt(position);
          out.write(title.equals(told) ? new byte[1] : metadata(title));
          told = title;
        }
      }
      out.flush();
    } while (!closed.await(TICK_MILLIS, TimeUnit.MILLISECONDS));
  }

  /** How far the programme has come, in bytes; it began one burst before the station did. */
  private long live() {
    return BURST
        + (System.nanoTime() - startNanos) / 1_000 * programme.bytesPerSecond() / 1_000_000;
  }

  private static byte[] metadata(String title) {
    byte[] text = ("StreamTitle='" + title + "';").getBytes(StandardCharsets.UTF_8);
    int sixteenths = (text.length + 15) / 16;
    byte[] block = new byte[1 + sixteenths * 16];
    block[0] = (byte) sixteenths;
    System.arraycopy(text, 0, block, 1, text.length);
    return block;
  }
}
