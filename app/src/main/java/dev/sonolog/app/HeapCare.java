package dev.sonolog.app;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Gives memory back that a process which runs for months does not need. The serial collector lets
 * the heap grow up to its limit, a quarter of the computer's memory, before it looks through all of
 * it, although little of that is in use; so now and then it is told to. That takes some tens of
 * milliseconds, which no source notices: each holds half a second at least. A daemon thread of its
 * own, for the whole life of the process.
 */
final class HeapCare {
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  /** So much more than is in use the heap may be, in times and in bytes. */
  private static final long TIMES = 3;

  private static final long SPARE = 48L << 20;

  private long inUse;
  private long committed;

  /** Begins, and never ends. */
  static void start() {
    Thread.ofPlatform().daemon().name("heap").start(new HeapCare()::run);
  }

  private void run() {
    while (!Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(this, INTERVAL.toNanos());
      if (isDue(Runtime.getRuntime().totalMemory())) {
        System.gc();
        long left = Runtime.getRuntime().totalMemory();
        collected(left, left - Runtime.getRuntime().freeMemory());
      }
    }
  }

  /** How large the heap was behind a collection, and how much of it was in use. */
  void collected(long size, long used) {
    committed = size;
    inUse = used;
  }

  /** A heap that could not become smaller the last time must have grown by half since. */
  boolean isDue(long size) {
    return size > TIMES * inUse + SPARE && size > committed + committed / 2;
  }
}
