package dev.sonolog.archive;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Platform threads of a volume, and the operations that wait for them, begun in the order in which
 * they came. With one thread they run one after the other; with more, those who need an order keep
 * it themselves. Owned by its {@link Volume}; told from any thread. The threads are daemons and are
 * never interrupted: an interrupt would close the channel that they write. An operation that fails
 * fails its future and nothing else; one that hangs holds its thread until the storage answers.
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
  private final List<Thread> threads;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
  private long load;
  private boolean closed;

  /**
   * @param capacity how many bytes may wait
   * @param threads how many operations may run at once
   */
  Lane(String name, long capacity, int threads) {
    this.name = name;
    this.capacity = capacity;
    this.threads =
        IntStream.rangeClosed(1, threads)
            .mapToObj(number -> threads == 1 ? name : name + " " + number)
            .map(called -> Thread.ofPlatform().daemon().name(called).unstarted(this::work))
            .toList();
  }

  Lane start() {
    threads.forEach(Thread::start);
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
   * @return whether they are; if not, its threads are left behind
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

  /** The operations that wait, without those that run. */
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
    long end = System.nanoTime() + deadline.toNanos();
    try {
      for (Thread thread : threads) {
        TimeUnit.NANOSECONDS.timedJoin(thread, end - System.nanoTime());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return threads.stream().noneMatch(Thread::isAlive);
  }
}
