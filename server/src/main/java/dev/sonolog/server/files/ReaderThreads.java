package dev.sonolog.server.files;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The platform threads that ask one file store. A virtual thread that reads a file holds its
 * carrier until the disk answers, and a disk that never answers would hold one carrier after the
 * other; so virtual threads wait for these instead. Each store has its own: one that hangs stops
 * nobody who wants files of another. Bounded in threads and in what waits for them; what finds no
 * place, and what is not done in time, fails with an {@link IOException}.
 *
 * <p>Owned by the server; used by any thread.
 */
public final class ReaderThreads implements AutoCloseable {
  private static final System.Logger LOGGER = System.getLogger(ReaderThreads.class.getName());
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final int WAITING_PER_THREAD = 64;

  private final String store;
  private final Duration patience;
  private final ThreadPoolExecutor threads;

  /**
   * @param store what people call the file store; part of the threads' names
   * @param count how many threads there may be
   * @param patience how long the store may take for one answer
   */
  public ReaderThreads(String store, int count, Duration patience) {
    this.store = store;
    this.patience = patience;
    this.threads =
        new ThreadPoolExecutor(
            count,
            count,
            IDLE.toMillis(),
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(count * WAITING_PER_THREAD),
            Thread.ofPlatform().name("reader-" + store + "-", 0).daemon().factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * Does something on one of the threads and waits for it.
   *
   * @throws IOException if that failed, or was not done in time
   */
  public <T> T call(Callable<T> work) throws IOException {
    return await(submit(work));
  }

  /**
   * Opens something on one of the threads and waits for it. What is opened too late is closed.
   *
   * @throws IOException if that failed, or was not done in time
   */
  public <T extends AutoCloseable> T open(Callable<T> opening) throws IOException {
    Opening<T> wanted = new Opening<>(opening);
    try {
      return call(wanted);
    } catch (IOException e) {
      wanted.abandon();
      throw e;
    }
  }

  /** Something that is opened, as long as somebody waits for it. */
  private final class Opening<T extends AutoCloseable> implements Callable<T> {
    private final Callable<T> opening;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<T> opened = Optional.empty();
    private boolean abandoned;

    Opening(Callable<T> opening) {
      this.opening = opening;
    }

    @Override
    public T call() throws Exception {
      T made = opening.call();
      lock.lock();
      try {
        if (abandoned) {
          ReaderThreads.this.close(made);
        } else {
          opened = Optional.of(made);
        }
        return made;
      } finally {
        lock.unlock();
      }
    }

    void abandon() {
      lock.lock();
      try {
        abandoned = true;
        opened.ifPresent(ReaderThreads.this::closeLater);
      } finally {
        lock.unlock();
      }
    }
  }

  /** Has something done on one of the threads. */
  <T> Future<T> submit(Callable<T> work) throws IOException {
    try {
      return threads.submit(work);
    } catch (RejectedExecutionException e) {
      throw new IOException("Too many wait for files of " + store, e);
    }
  }

  /** What {@link #submit} was given. */
  <T> T await(Future<T> work) throws IOException {
    try {
      return work.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      work.cancel(false);
      throw new IOException(store + " does not answer", e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while waiting for " + store);
    } catch (ExecutionException e) {
      throw failure(e);
    }
  }

  private static IOException failure(ExecutionException failure) {
    return failure.getCause() instanceof IOException e
        ? e
        : new IOException("Reading failed: " + failure.getCause(), failure);
  }

  /** Has a file closed; nobody waits for it. */
  public void closeLater(AutoCloseable file) {
    try {
      threads.execute(() -> close(file));
    } catch (RejectedExecutionException _) {
      LOGGER.log(Level.WARNING, "A file of {0} stays open: the store does not answer", store);
    }
  }

  private void close(AutoCloseable file) {
    try {
      file.close();
    } catch (Exception e) {
      LOGGER.log(Level.WARNING, "A file of {0} cannot be closed: {1}", store, e.getMessage());
    }
  }

  /** Ends the threads once they have done what waits; does not wait for them. */
  @Override
  public void close() {
    threads.shutdown();
  }
}
