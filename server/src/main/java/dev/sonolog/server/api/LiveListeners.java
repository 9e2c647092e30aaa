package dev.sonolog.server.api;

import dev.sonolog.archive.live.LiveAudio;
import dev.sonolog.server.files.ReaderThreads;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Those who listen to what is being recorded. Each has a place, of which there are only so many,
 * and reads the files for itself: who takes the audio slowly keeps nobody else waiting, and the
 * recorder knows of none of them. Any thread.
 */
public final class LiveListeners implements AutoCloseable {
  /** How many may listen at once. */
  public static final int MOST = 64;

  /** How often is looked whether more is stored. */
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private final Duration patience;
  private final Duration silence;
  private final AtomicInteger listening = new AtomicInteger();
  private final AtomicLong dropped = new AtomicLong();
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * @param patience how long a listener may be behind what is recorded, and take nothing
   * @param silence how long nothing may be stored before the answers end
   */
  public LiveListeners(Duration patience, Duration silence) {
    this.patience = patience;
    this.silence = silence;
  }

  /** How many listen. */
  public long listening() {
    return listening.get();
  }

  /** How many were dropped because they were too slow, or took nothing. */
  public long dropped() {
    return dropped.get();
  }

  /** A place, if one is free; it must be closed. */
  Optional<Place> take() {
    int before = listening.getAndUpdate(count -> Math.min(MOST, count + 1));
    return before < MOST ? Optional.of(new Place()) : Optional.empty();
  }

  /** One who listens. Used by the thread of the request. */
  final class Place implements AutoCloseable {
    private boolean left;

    /**
     * Sends until the audio ends, nothing more is stored, or the client goes. Touches no disk
     * itself.
     *
     * @param threads read the files
     */
    void send(LiveAudio audio, ReaderThreads threads, OutputStream out) throws IOException {
      long caughtUpAt = System.nanoTime();
      long heardAt = caughtUpAt;
      while (closed.getCount() > 0) {
        LiveAudio.Piece piece = threads.call(audio::read);
        long now = System.nanoTime();
        if (piece.bytes().length > 0) {
          heardAt = now;
          write(piece.bytes(), out);
        }
        if (piece.state() == LiveAudio.State.UP_TO_DATE) {
          caughtUpAt = now;
        }
        if (now - caughtUpAt > patience.toNanos()) {
          dropped.incrementAndGet();
          return;
        }
        if (piece.state() == LiveAudio.State.ENDED || now - heardAt > silence.toNanos()) {
          write(threads.call(audio::finish), out);
          return;
        }
        if (piece.state() == LiveAudio.State.UP_TO_DATE && pause()) {
          return;
        }
      }
    }

    /** Who takes nothing is interrupted, which closes the connection. */
    private void write(byte[] bytes, OutputStream out) throws IOException {
      try {
        out.write(bytes);
        out.flush();
      } catch (IOException | RuntimeException e) {
        if (Thread.currentThread().isInterrupted()) {
          dropped.incrementAndGet();
        }
        throw e;
      }
    }

    /** Whether the server ends meanwhile. */
    private boolean pause() {
      try {
        return closed.await(BETWEEN_LOOKS.toNanos(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return true;
      }
    }

    @Override
    public void close() {
      if (!left) {
        left = true;
        listening.decrementAndGet();
      }
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
