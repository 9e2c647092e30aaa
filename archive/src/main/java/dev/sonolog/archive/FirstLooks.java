package dev.sonolog.archive;

import dev.sonolog.formats.MalformedSegmentException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Looks into the beginnings of many files, a few at once because each waits for the disk, and tells
 * what they hold one after the other, in the order of the files. Its platform threads are few:
 * recording comes first. Owned by a {@link Reconciliation}, whose thread is told.
 *
 * <p>A file that cannot be read is logged and told as one that holds nothing; one that is gone is
 * told as absent. Storage that hangs holds these threads and the one that is told, no others.
 */
final class FirstLooks implements AutoCloseable {
  private static final System.Logger LOGGER = System.getLogger(FirstLooks.class.getName());

  /** Files that are read at once. */
  private static final int THREADS = 3;

  /** Files that may have been read before they are told. */
  private static final int AHEAD = 500;

  private final SegmentReading reading;
  private final BooleanSupplier stopped;
  private final ExecutorService threads;

  /** Who is told. */
  interface Told<T> {
    /**
     * Told of one item, on the thread that asked.
     *
     * @param look empty if there is no file of that name
     */
    void of(T item, Optional<FirstLook> look) throws IOException;
  }

  /**
   * @param stopped asked before each file whether to give up
   */
  FirstLooks(SegmentReading reading, BooleanSupplier stopped) {
    this.reading = reading;
    this.stopped = stopped;
    ThreadFactory factory = Thread.ofPlatform().daemon().name("first look ", 1).factory();
    this.threads = Executors.newFixedThreadPool(THREADS, factory);
  }

  /**
   * Looks into the file of each item.
   *
   * @throws InterruptedIOException if it was stopped
   * @throws IOException of whom is told
   */
  <T> void each(List<T> items, Function<T, Path> file, Told<T> told) throws IOException {
    Queue<Future<Optional<FirstLook>>> ahead = new ArrayDeque<>();
    Iterator<T> next = items.iterator();
    try {
      for (T item : items) {
        while (ahead.size() < AHEAD && next.hasNext()) {
          Path wanted = file.apply(next.next());
          ahead.add(threads.submit(() -> look(wanted)));
        }
        checkNotStopped();
        told.of(item, result(ahead.remove()));
      }
    } finally {
      ahead.forEach(it -> it.cancel(false));
    }
  }

  @Override
  public void close() {
    threads.shutdown(); // what was begun ends by itself
  }

  private void checkNotStopped() throws InterruptedIOException {
    if (stopped.getAsBoolean()) {
      throw new InterruptedIOException("The comparison of catalogue and files was stopped");
    }
  }

  private static Optional<FirstLook> result(Future<Optional<FirstLook>> look) throws IOException {
    try {
      return look.get();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The comparison of catalogue and files was interrupted");
    } catch (ExecutionException e) {
      throw Failures.ioException(e);
    }
  }

  // --- on the threads

  private Optional<FirstLook> look(Path file) {
    return SeenFile.at(file).map(seen -> new FirstLook(seen, glimpse(file)));
  }

  private Optional<SegmentReading.Glimpse> glimpse(Path file) {
    try {
      return Optional.of(reading.glimpse(file));
    } catch (MalformedSegmentException e) {
      LOGGER.log(Level.DEBUG, "{0} is left out: {1}", file, Failures.reason(e));
    } catch (IOException e) {
      LOGGER.log(Level.WARNING, "{0} cannot be read: {1}", file, Failures.reason(e));
    }
    return Optional.empty();
  }
}
