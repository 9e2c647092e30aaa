package dev.sonolog.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sonolog.app.demo.DemoStation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A station that plays the demo's programme, and is silent until somebody says otherwise. */
final class MutedStation implements AutoCloseable {
  private static final int BITRATE = 64_000;
  private static final int BURST_SECONDS = 20;
  private static final int TICK_MILLIS = 100;

  private final HttpServer server;
  private final byte[] programme;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean heard;

  private MutedStation(HttpServer server, byte[] programme) {
    this.server = server;
    this.programme = programme;
  }

  static MutedStation start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    MutedStation station = new MutedStation(server, frames());
    server.setExecutor(task -> Thread.ofVirtual().start(task));
    server.createContext("/", station::play);
    server.start();
    return station;
  }

  private static byte[] frames() throws IOException {
    try (InputStream in = DemoStation.class.getResourceAsStream("programme.mp3")) {
      if (in == null) {
        throw new AssertionError("the demo has no programme");
      }
      return in.readAllBytes();
    }
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/live.mp3");
  }

  /** From now on there is something to hear. */
  void unmute() {
    heard = true;
  }

  private void play(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "audio/mpeg");
    exchange.sendResponseHeaders(200, 0);
    long begin = System.nanoTime();
    long sent = 0;
    int at = 0;
    try (exchange;
        OutputStream out = exchange.getResponseBody()) {
      do {
        double seconds = BURST_SECONDS + (System.nanoTime() - begin) / 1e9;
        while (sent < seconds * BITRATE / 8) {
          byte[] frame = frame(at);
          at = (at + frame.length) % programme.length;
          out.write(frame);
          sent += frame.length;
        }
        out.flush();
      } while (!closed.await(TICK_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A frame of layer III at 44.1 kHz; with nothing behind its header it is silence. */
  private byte[] frame(int at) {
    int padding = programme[at + 2] >> 1 & 1;
    byte[] frame = Arrays.copyOfRange(programme, at, at + 144 * BITRATE / 44_100 + padding);
    if (!heard) {
      Arrays.fill(frame, 4, frame.length, (byte) 0);
    }
    return frame;
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
