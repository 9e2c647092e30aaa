package dev.sonolog.archive;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One platform thread of a volume, and the operations that wait for it, run one after the other in
 * the order in which they came. Owned by its {@link Volume}; told from any thread. The thread is a
 * daemon and is never interrupted: an interrupt would close the channel that it writes. An
 * operation that fails fails its future and nothing else; one that hangs holds back those behind it
 * until the storage answers.
 */
final class Lane {
  /** A file operation, run on a thread that may hang in it. */
  @FunctionalInterface
  interface Operation<T extends @Nullable Object> {
    T run() throws IOException;
  }

  /** A file operation without a result. */
  @FunctionalInterface
  interface Action {
    void run() throws IOException;

    default Operation<@Nullable Void> asOperation() {
      return () -> {
        run();
        return null;
      };
    }
  }

  private record Waiting(long bytes, Runnable work) {}

  private final String name;
  private final long capacity;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
  private long load;
  private boolean closed;

  /**
   * @param capacity how many bytes may wait
   */
  Lane(String name, long capacity) {
    this.name = name;
    this.capacity = capacity;
    thread = Thread.ofPlatform().daemon().name(name).unstarted(this::work);
  }

  Lane start() {
    thread.start();
    return this;
  }

  /** Queues an operation that holds no bytes worth counting; never waits. */
  <T extends @Nullable Object> CompletableFuture<T> run(Operation<T> operation) {
    CompletableFuture<T> result = new CompletableFuture<>();
    lock.lock();
    try {
      enqueue(0, operation, result);
    } finally {
      lock.unlock();
    }
    return result;
  }

  /**
   * Queues an operation that holds bytes; waits for room.
   *
   * @throws VolumeStalledException if there was no room within {@code patience}
   * @throws InterruptedIOException if the waiting caller was interrupted; it stays interrupted
   */
  <T extends @Nullable Object> CompletableFuture<T> run(
      long bytes, Duration patience, Operation<T> operation) throws IOException {
    CompletableFuture<T> result = new CompletableFuture<>();
    lock.lock();
    try {
      awaitRoom(bytes, patience);
      enqueue(bytes, operation, result);
    } finally {
      lock.unlock();
    }
    return result;
  }

  /**
   * Takes no more operations and waits until those that it has are done.
   *
   * @return whether they are; if not, the thread is left behind
   */
  boolean close(Duration deadline) {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    return joined(deadline);
  }

  /** The bytes that wait, or are being written. */
  long load() {
    lock.lock();
    try {
      return load;
    } finally {
      lock.unlock();
    }
  }

  /** The operations that wait, without the one that runs. */
  int waiting() {
    lock.lock();
    try {
      return queue.size();
    } finally {
      lock.unlock();
    }
  }

  private void awaitRoom(long bytes, Duration patience) throws IOException {
    long left = patience.toNanos();
    while (load > 0 && load + bytes > capacity && !closed) {
      if (left <= 0) {
        throw new VolumeStalledException(name, load, patience);
      }
      left = await(left);
    }
  }

  /** One step of a loop in the caller, which looks at its condition again. */
  @SuppressWarnings("WaitNotInLoop")
  private long await(long nanos) throws InterruptedIOException {
    try {
      return changed.awaitNanos(nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while waiting for " + name);
    }
  }

  private <T extends @Nullable Object> void enqueue(
      long bytes, Operation<T> operation, CompletableFuture<T> result) {
    if (closed) {
      result.completeExceptionally(new IOException("The archive is closed: " + name));
      return;
    }
    load += bytes;
    queue.add(new Waiting(bytes, () -> settle(operation, result)));
    changed.signalAll();
  }

  private static <T extends @Nullable Object> void settle(
      Operation<T> operation, CompletableFuture<T> result) {
    try {
      result.complete(operation.run());
    } catch (IOException | RuntimeException | Error e) {
      result.completeExceptionally(e);
    }
  }

  private void work() {
    for (Optional<Waiting> next = take(); next.isPresent(); next = take()) {
      next.get().work().run();
      release(next.get().bytes());
    }
  }

  private Optional<Waiting> take() {
    lock.lock();
    try {
      while (queue.isEmpty() && !closed) {
        changed.awaitUninterruptibly();
      }
      return Optional.ofNullable(queue.poll());
    } finally {
      lock.unlock();
    }
  }

  private void release(long bytes) {
    lock.lock();
    try {
      load -= bytes;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean joined(Duration deadline) {
    try {
      TimeUnit.NANOSECONDS.timedJoin(thread, deadline.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }
}
