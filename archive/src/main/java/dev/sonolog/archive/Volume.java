package dev.sonolog.archive;

import dev.sonolog.archive.Lane.Action;
import dev.sonolog.archive.Lane.Operation;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The platform threads of one storage volume: one runs all file operations in their order, {@link
 * #FORCERS} others force files to the medium, so that a slow force never delays a write and forces
 * of many files share what the file system writes for them. Callers are virtual threads, which a
 * hung disk must not hold: they hand over what is to be done and wait, if they must, without a
 * carrier. What was handed over and not yet written is bounded by {@link #QUEUE_BYTES}; when that
 * is full the caller waits, for {@link #PATIENCE} at most.
 *
 * <p>Owned by {@link Volumes}. An operation that fails concerns its file alone. A volume that hangs
 * is left behind at the end; its threads do not keep the process alive.
 */
final class Volume {
  /** The bytes that may wait for one volume: a minute of 500 streams of 16 kB/s, roughly. */
  static final long QUEUE_BYTES = 64L << 20;

  /** The files that are forced at once: file systems with a journal commit them together. */
  static final int FORCERS = 8;

  /** How long a caller waits for a volume that does not answer. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String name;
  private final Duration patience;
  private final Lane writer;
  private final Lane forcer;
  private final FolderForces folders;
  private final Set<CompletableFuture<?>> endings = ConcurrentHashMap.newKeySet();

  Volume(String name) {
    this(name, QUEUE_BYTES, PATIENCE);
  }

  Volume(String name, long queueBytes, Duration patience) {
    this.name = name;
    this.patience = patience;
    writer = new Lane(name + " (writer)", queueBytes, 1).start();
    forcer = new Lane(name + " (force)", queueBytes, FORCERS).start();
    folders = new FolderForces(forcer);
  }

  /** Runs an operation behind all others of this volume; never waits. */
  <T> CompletableFuture<T> ask(Operation<T> operation) {
    return writer.run(operation);
  }

  /** Runs an action behind all others of this volume; never waits. */
  CompletableFuture<@Nullable Void> run(Action action) {
    return writer.run(action.asOperation());
  }

  /**
   * Runs an operation that holds bytes behind all others of this volume; waits while too many wait.
   *
   * @throws VolumeStalledException if there was no room in time
   */
  CompletableFuture<@Nullable Void> write(int bytes, Action action) throws IOException {
    return writer.run(bytes, patience, action.asOperation());
  }

  /** Runs a slow action beside the writes and beside others of its kind. */
  CompletableFuture<@Nullable Void> force(Action action) {
    return forcer.run(action.asOperation());
  }

  /** Runs a slow operation beside the writes and beside others of its kind; never waits. */
  <T> CompletableFuture<T> askBeside(Operation<T> operation) {
    return forcer.run(operation);
  }

  /** Brings to the medium what a folder says now, perhaps together with others who ask for it. */
  CompletableFuture<@Nullable Void> forceFolder(Path folder) {
    return folders.force(folder);
  }

  /** Lets {@link #close} wait for something that takes several operations. */
  @SuppressWarnings("CollectionUndefinedEquality") // a future equals itself
  void expect(CompletableFuture<?> ending) {
    endings.add(ending);
    var _ = ending.whenComplete((_, _) -> endings.remove(ending));
  }

  /**
   * Waits for the outcome of an operation.
   *
   * @throws VolumeStalledException if there was none in time
   * @throws IOException what the operation threw
   */
  <T> T await(CompletableFuture<T> outcome) throws IOException {
    try {
      return outcome.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw Failures.ioException(e);
    } catch (TimeoutException _) {
      throw new VolumeStalledException(name, writer.load(), patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while waiting for " + name);
    }
  }

  /** The bytes that wait to be written. */
  long load() {
    return writer.load();
  }

  /** The forces that wait, without those that run. */
  int forceWaiting() {
    return forcer.waiting();
  }

  /**
   * Finishes what was handed over, and what is expected of it; only then takes no more.
   *
   * @return whether all of it was done in time
   */
  boolean close(Duration deadline) {
    long end = System.nanoTime() + deadline.toNanos();
    boolean ended = isDone(run(() -> {}), end) && isDone(allEndings(), end);
    boolean written = writer.close(left(end));
    return forcer.close(left(end)) && written && ended;
  }

  /** Files that are created still have been seen by all of their callers behind the writes. */
  private CompletableFuture<?> allEndings() {
    return CompletableFuture.allOf(endings.toArray(CompletableFuture[]::new));
  }

  /** Whether it was done in time, well or badly. */
  private static boolean isDone(CompletableFuture<?> outcome, long end) {
    try {
      outcome.get(left(end).toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException _) {
      return true;
    } catch (TimeoutException _) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    return true;
  }

  private static Duration left(long end) {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }

  @Override
  public String toString() {
    return name;
  }
}
