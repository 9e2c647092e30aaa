package dev.sonolog.worker;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Does pieces of work on {@link Decoding#THREADS} threads, one more at a time than there are
 * threads, and gives what comes of them in their order. Owned by one thread, on which the pieces
 * are made.
 *
 * @param <R> what comes of a piece
 * @param <E> how a piece may fail
 */
final class InOrder<R, E extends Exception> implements AutoCloseable {
  private final Class<E> failure;
  private final Source<R, E> source;
  private final Deque<Future<R>> begun = new ArrayDeque<>();
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          Decoding.THREADS, Thread.ofPlatform().daemon().name("decoder-", 0).factory());
  private boolean ended;

  /** Where the pieces of work come from. */
  @FunctionalInterface
  interface Source<R, E extends Exception> {
    /** The next piece; none at the end. */
    Optional<Callable<R>> next() throws E;
  }

  /**
   * @param failure what a piece may throw, and the caller gets
   */
  InOrder(Class<E> failure, Source<R, E> source) {
    this.failure = failure;
    this.source = source;
  }

  /**
   * What came of the next piece; waits for it.
   *
   * @return empty behind the last one
   * @throws E if the piece failed, or none can be made
   */
  Optional<R> next() throws E {
    while (!ended && begun.size() <= Decoding.THREADS) {
      Optional<Callable<R>> work = source.next();
      work.ifPresent(it -> begun.add(threads.submit(it)));
      ended = work.isEmpty();
    }
    return begun.isEmpty() ? Optional.empty() : Optional.of(result(begun.remove()));
  }

  private R result(Future<R> piece) throws E {
    try {
      return piece.get();
    } catch (ExecutionException e) {
      if (failure.isInstance(e.getCause())) {
        throw failure.cast(e.getCause());
      }
      throw new IllegalStateException("A stretch could not be decoded", e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("A stretch could not be decoded", e);
    }
  }

  /** Makes no more pieces: {@link #next} gives what comes of those that were begun. */
  void end() {
    ended = true;
  }

  /** What was begun is waited for. */
  @Override
  public void close() {
    threads.close();
  }
}
