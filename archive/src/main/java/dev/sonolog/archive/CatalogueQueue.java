package dev.sonolog.archive;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The facts that wait for the catalogue's thread, bounded, and how many of them it has dealt with.
 * Many tell, one takes.
 */
final class CatalogueQueue {
  private final int capacity;

  /** From here on those wait who can; the rest is for those who cannot. */
  private final int patient;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<CatalogueEntry> waiting = new ArrayDeque<>();
  private long told;
  private long settled;
  private long dropped;
  private boolean woken;
  private boolean closed;

  CatalogueQueue(int capacity) {
    this.capacity = capacity;
    this.patient = Math.max(1, capacity / 10);
  }

  /** Takes an entry, if there is room. */
  boolean offer(CatalogueEntry entry) {
    lock.lock();
    try {
      boolean room = waiting.size() < capacity && !closed;
      if (room) {
        add(entry);
      } else {
        dropped++;
      }
      return room;
    } finally {
      lock.unlock();
    }
  }

  /** Takes an entry as soon as few wait. */
  boolean put(CatalogueEntry entry, Duration deadline) {
    lock.lock();
    try {
      long left = deadline.toNanos();
      while (waiting.size() >= patient && !closed && left > 0) {
        left = await(left);
      }
      boolean room = waiting.size() < patient && !closed;
      if (room) {
        add(entry);
      }
      return room;
    } finally {
      lock.unlock();
    }
  }

  /** The next entries; none when it was woken, or closed and is empty. */
  List<CatalogueEntry> take(int most) {
    lock.lock();
    try {
      while (waiting.isEmpty() && !closed && !woken) {
        changed.awaitUninterruptibly();
      }
      woken = false;
      List<CatalogueEntry> taken = new ArrayList<>();
      while (taken.size() < most && !waiting.isEmpty()) {
        taken.add(waiting.poll());
      }
      changed.signalAll();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Some that were taken are stored. */
  void settle(int count) {
    lock.lock();
    try {
      settled += count;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Some that were taken are lost. */
  void drop(int count) {
    lock.lock();
    try {
      dropped += count;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until all that was told before is stored. */
  boolean awaitSettled(Duration deadline) {
    lock.lock();
    try {
      long goal = told;
      long left = deadline.toNanos();
      while (settled < goal && left > 0) {
        left = await(left);
      }
      return settled >= goal;
    } finally {
      lock.unlock();
    }
  }

  /** Lets the taker wait, unless it is closed. */
  void pause(Duration time) {
    lock.lock();
    try {
      for (long left = time.toNanos(); left > 0 && !closed; ) {
        left = await(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Makes the taker look up, though nothing was told. */
  void wake() {
    lock.lock();
    try {
      woken = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** How many were refused for want of room, or lost. */
  long dropped() {
    lock.lock();
    try {
      return dropped;
    } finally {
      lock.unlock();
    }
  }

  private void add(CatalogueEntry entry) {
    waiting.add(entry);
    told++;
    changed.signalAll();
  }

  /** One step of a loop in the caller, which looks at its condition again. */
  @SuppressWarnings("WaitNotInLoop")
  private long await(long nanos) {
    try {
      return changed.awaitNanos(nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }
}
