package dev.sonolog.server;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Ends the sending to clients that take nothing, and the receiving from those that send nothing: a
 * write to such a socket, or a read from it, would wait for ever. An interrupt closes the socket of
 * a virtual thread that waits for it. Any thread.
 */
final class SendingWatch implements AutoCloseable {
  private static final Logger LOG = System.getLogger(SendingWatch.class.getName());

  private final long patienceNanos;
  private final Set<Sending> all = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("sending watch").factory());

  /**
   * @param patience how long a client may take or send nothing
   */
  SendingWatch(Duration patience) {
    patienceNanos = patience.toNanos();
    long each = Math.max(1, patienceNanos / 4);
    var _ = clock.scheduleWithFixedDelay(this::look, each, each, TimeUnit.NANOSECONDS);
  }

  private interface Waiting {
    int run() throws IOException;
  }

  /** The sending of one answer, or the receiving of one request, by the thread that made this. */
  final class Sending implements AutoCloseable {
    private final Thread thread = Thread.currentThread();
    private volatile long since = Long.MAX_VALUE; // of the write or read that goes on

    OutputStream watched(OutputStream out) {
      return new FilterOutputStream(out) {
        @Override
        public void write(int b) throws IOException {
          write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
          timed(
              () -> {
                out.write(bytes, from, length);
                return length;
              });
        }

        @Override
        public void flush() throws IOException {
          timed(
              () -> {
                out.flush();
                return 0;
              });
        }
      };
    }

    InputStream watched(InputStream in) {
      return new FilterInputStream(in) {
        @Override
        public int read() throws IOException {
          return timed(in::read);
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
          return timed(() -> in.read(bytes, from, length));
        }
      };
    }

    private int timed(Waiting waiting) throws IOException {
      since = System.nanoTime();
      try {
        return waiting.run();
      } finally {
        since = Long.MAX_VALUE;
      }
    }

    private void look(long now) {
      long began = since;
      if (began != Long.MAX_VALUE && now - began > patienceNanos) {
        LOG.log(Level.DEBUG, "A client takes or sends nothing; its connection is closed");
        thread.interrupt();
      }
    }

    @Override
    public void close() {
      all.remove(this);
    }
  }

  Sending begin() {
    Sending sending = new Sending();
    all.add(sending);
    return sending;
  }

  private void look() {
    long now = System.nanoTime();
    all.forEach(it -> it.look(now));
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
