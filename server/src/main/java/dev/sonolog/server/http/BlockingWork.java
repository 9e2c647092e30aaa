package dev.sonolog.server.http;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Platform threads for what blocks in native code: the catalogue, files, digests. A request's
 * virtual thread waits here, and its carrier is free. Any thread.
 */
public final class BlockingWork implements AutoCloseable {
  private static final int THREADS = 8;
  private static final int MOST_WAITING = 512;
  private static final int IDLE_SECONDS = 30;

  private final ThreadPoolExecutor threads;

  /**
   * @param name of its threads
   */
  public BlockingWork(String name) {
    threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().daemon().name(name + "-", 0).factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * Has something done, and waits for it.
   *
   * @throws ProblemException if too much waits already, or it threw one
   */
  public <T> T call(Callable<T> work) throws IOException, ProblemException, InterruptedException {
    FutureTask<T> task = new FutureTask<>(work);
    try {
      threads.execute(task);
    } catch (RejectedExecutionException _) {
      throw Problem.UNAVAILABLE.exception("Too many requests wait already; try again soon");
    }
    return result(task);
  }

  private static <T> T result(Future<T> task)
      throws IOException, ProblemException, InterruptedException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException it -> throw it;
        case ProblemException it -> throw it;
        case InterruptedException it -> throw it;
        case RuntimeException it -> throw it;
        case Error it -> throw it;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }

  /** What waits is not done any more. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
