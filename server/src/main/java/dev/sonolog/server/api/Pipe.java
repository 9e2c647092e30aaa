package dev.sonolog.server.api;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Bytes on their way from the thread that makes them to the one that sends them: a few pieces at a
 * time, so that who makes them waits for who takes them. One thread on each side. When the taker
 * closes it, the maker's next write fails.
 */
final class Pipe extends OutputStream {
  private static final int MOST = 8;

  private final Deque<byte[]> pieces = new ArrayDeque<>();
  private boolean isDone;
  private boolean isClosed;
  private @Nullable Exception failure;

  // --- who makes them

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    awaitUntil(() -> pieces.size() < MOST || isClosed);
    if (isClosed) {
      throw new IOException("Nobody takes it any more");
    }
    byte[] piece = new byte[length];
    System.arraycopy(bytes, offset, piece, 0, length);
    pieces.add(piece);
    notifyAll();
  }

  /** Nothing more comes. */
  synchronized void finish(@Nullable Exception why) {
    isDone = true;
    failure = why;
    notifyAll();
  }

  // --- who takes them

  /**
   * Waits for the first bytes.
   *
   * @return why there are none
   */
  synchronized Optional<Exception> awaitBegin() throws IOException {
    awaitUntil(() -> !pieces.isEmpty() || isDone);
    return pieces.isEmpty() ? Optional.ofNullable(failure) : Optional.empty();
  }

  /** Takes all of them. */
  void drainTo(OutputStream out) throws IOException {
    for (byte[] piece = next(); piece.length > 0; piece = next()) {
      out.write(piece);
    }
  }

  /** The next bytes; none at the end. */
  private synchronized byte[] next() throws IOException {
    awaitUntil(() -> !pieces.isEmpty() || isDone);
    if (!pieces.isEmpty()) {
      notifyAll();
      byte[] piece = pieces.removeFirst();
      return piece.length == 0 ? next() : piece;
    }
    if (failure != null) {
      throw new IOException("It ends in the middle: " + failure.getMessage(), failure);
    }
    return new byte[0];
  }

  /** Nothing more is taken. */
  synchronized void leave() {
    isClosed = true;
    pieces.clear();
    notifyAll();
  }

  private synchronized void awaitUntil(BooleanSupplier ready) throws InterruptedIOException {
    try {
      while (!ready.getAsBoolean()) {
        wait();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The server is stopping");
    }
  }
}
