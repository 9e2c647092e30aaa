package dev.sonolog.studio;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The thread on which the studio reads and writes: a disk that hangs holds nobody but it. What it
 * cannot take any more is refused, and what fails is told in the log once.
 */
final class StudioDisk implements AutoCloseable {
  private static final Logger LOG = System.getLogger(StudioDisk.class.getName());
  private static final int MOST_WAITING = 1_000;

  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST_WAITING),
          Thread.ofPlatform().daemon().name("studio disk").factory());

  private volatile Optional<String> trouble = Optional.empty();

  /** Something that blocks. */
  @FunctionalInterface
  interface Reading<T> {
    T read() throws IOException;
  }

  /** Something that blocks. */
  @FunctionalInterface
  interface Writing {
    void write() throws IOException;
  }

  /** What cannot be written now; for a person. */
  Optional<String> trouble() {
    return trouble;
  }

  /** Reads something; its failure is the future's. */
  <T> CompletableFuture<T> read(Reading<T> reading) {
    CompletableFuture<T> result = new CompletableFuture<>();
    try {
      thread.execute(
          () -> {
            try {
              result.complete(reading.read());
            } catch (IOException | RuntimeException e) {
              result.completeExceptionally(e);
            }
          });
    } catch (RejectedExecutionException _) {
      result.completeExceptionally(new IOException("the disk does not answer"));
    }
    return result;
  }

  /**
   * Writes something.
   *
   * @return whether it is stored
   */
  CompletableFuture<Boolean> write(Writing writing) {
    return read(() -> {
          writing.write();
          return true;
        })
        .handle(
            (_, failure) -> {
              told(Optional.ofNullable(failure));
              return failure == null;
            });
  }

  /** There is no use in writing. */
  void giveUp(String why) {
    told(Optional.of(new IOException(why)));
  }

  private synchronized void told(Optional<Throwable> failure) {
    Optional<String> now =
        failure.map(it -> it.getMessage() == null ? it.toString() : it.getMessage());
    if (now.isPresent() && trouble.isEmpty()) {
      LOG.log(
          Level.ERROR,
          "What the studio should keep is in memory only; recording goes on: {0}",
          now.get());
    } else if (now.isEmpty() && trouble.isPresent()) {
      LOG.log(Level.INFO, "What the studio should keep is stored again");
    }
    trouble = now;
  }

  /** What waits is done, if that is soon. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(2, TimeUnit.SECONDS)) {
        LOG.log(Level.WARNING, "The studio''s disk does not answer; it is left behind");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
