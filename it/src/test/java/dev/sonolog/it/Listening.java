package dev.sonolog.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Somebody who listens all the time, keeps what comes, and remembers when it came. */
final class Listening implements AutoCloseable {
  private final InputStream live;
  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
  private final List<Heard> times = new ArrayList<>();

  /** Up to a byte, at a moment of the monotonic clock. */
  record Heard(int end, long nanos) {}

  Listening(InputStream live) {
    this.live = live;
    Thread.ofVirtual().start(this::listen);
  }

  private void listen() {
    byte[] buffer = new byte[64 << 10];
    try {
      for (int count = live.read(buffer); count >= 0; count = live.read(buffer)) {
        add(buffer, count);
      }
    } catch (IOException _) {
      // closed, by whoever has heard enough
    }
  }

  private synchronized void add(byte[] buffer, int count) {
    heard.write(buffer, 0, count);
    times.add(new Heard(heard.size(), System.nanoTime()));
  }

  private synchronized int size() {
    return heard.size();
  }

  /** What was heard so far. */
  synchronized byte[] bytes() {
    return heard.toByteArray();
  }

  /** When it was heard. */
  synchronized List<Heard> times() {
    return List.copyOf(times);
  }

  /** Waits until so many bytes more were heard. */
  void awaitMore(int bytes) {
    int wanted = size() + bytes;
    Awaitility.await(bytes + " bytes more")
        .atMost(90, TimeUnit.SECONDS)
        .pollInterval(100, TimeUnit.MILLISECONDS)
        .until(() -> size() >= wanted);
  }

  @Override
  public void close() throws IOException {
    live.close();
  }
}
