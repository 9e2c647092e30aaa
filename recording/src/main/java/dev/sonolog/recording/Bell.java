package dev.sonolog.recording;

import java.time.Duration;

/**
 * What one thread waits for that others ring, so that a pause ends when there is something to do. A
 * ring that nobody waits for is heard by who waits next. Thread-safe.
 */
final class Bell {
  private boolean rung;

  synchronized void ring() {
    rung = true;
    notifyAll();
  }

  /** What was rung until now has been seen to. */
  synchronized void silence() {
    rung = false;
  }

  /** Waits until it is rung, at most so long. */
  synchronized void await(Duration most) throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    for (long left = most.toNanos(); !rung && left > 0; left = end - System.nanoTime()) {
      wait(left / 1_000_000, (int) (left % 1_000_000));
    }
    rung = false;
  }

  /** Waits until it is rung. */
  synchronized void await() throws InterruptedException {
    while (!rung) {
      wait();
    }
    rung = false;
  }
}
