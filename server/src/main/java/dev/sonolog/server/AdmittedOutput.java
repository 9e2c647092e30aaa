package dev.sonolog.server;

import dev.sonolog.server.http.BlockingWork;
import dev.sonolog.server.http.ProblemException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * The way to a client that may have it: an answer that lasts is sent no further once its token was
 * taken back or its session ended. Looked at every few seconds, when something is written. One
 * thread.
 */
final class AdmittedOutput extends FilterOutputStream {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

  private final Callable<Boolean> admitted;
  private final BlockingWork threads;
  private long lookedAt = System.nanoTime();

  /**
   * @param admitted whether the client may have it still
   * @param threads that may wait for the accounts
   */
  AdmittedOutput(OutputStream out, Callable<Boolean> admitted, BlockingWork threads) {
    super(out);
    this.admitted = admitted;
    this.threads = threads;
  }

  @Override
  public void write(int b) throws IOException {
    look();
    out.write(b);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    look();
    out.write(bytes, from, length);
  }

  private void look() throws IOException {
    long now = System.nanoTime();
    if (now - lookedAt < BETWEEN_LOOKS.toNanos()) {
      return;
    }
    lookedAt = now;
    try {
      if (!threads.call(admitted)) {
        throw new IOException("The client may have no more of it");
      }
    } catch (ProblemException e) {
      throw new IOException("Nobody knows whether the client may have more of it", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while the client was looked at again");
    }
  }
}
