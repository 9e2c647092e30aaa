package dev.sonolog.app.alerts;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Sends messages to one target, in order, on a thread of its own. What is not taken is tried a few
 * times more, with growing pauses, and then left out. Few messages wait; when there are more, the
 * oldest is left out. The next that is sent says how many were.
 */
final class Delivery implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Delivery.class.getName());

  /** Between the tries of a message. */
  static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(10));

  static final int MOST_WAITING = 50;

  private final Target target;
  private final List<Duration> pauses;
  private final Deque<Notice> waiting = new ArrayDeque<>(); // this and what follows: under the lock
  private int leftOut;
  private boolean closed;
  private boolean failing; // the thread's own

  private Delivery(Target target, List<Duration> pauses) {
    this.target = target;
    this.pauses = pauses;
  }

  /** Begins to send what will be offered. */
  static Delivery start(Target target, List<Duration> pauses) {
    Delivery delivery = new Delivery(target, pauses);
    Thread.ofPlatform().daemon().name("alerts to " + target.name()).start(delivery::run);
    return delivery;
  }

  /** Has a message sent. Never waits. */
  synchronized void offer(Notice notice) {
    if (waiting.size() == MOST_WAITING) {
      leaveOut(waiting.removeFirst());
    }
    waiting.addLast(notice);
    notifyAll();
  }

  private synchronized void leaveOut(Notice notice) {
    leftOut += 1 + notice.leftOut();
  }

  private void run() {
    try {
      for (Optional<Notice> next = next(); next.isPresent(); next = next()) {
        deliver(next.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      target.close();
    }
  }

  /** Nothing at the end. */
  private synchronized Optional<Notice> next() throws InterruptedException {
    while (waiting.isEmpty() && !closed) {
      wait();
    }
    if (closed) {
      return Optional.empty();
    }
    Notice next = waiting.removeFirst().leavingOut(leftOut);
    leftOut = 0;
    return Optional.of(next);
  }

  private void deliver(Notice notice) throws InterruptedException {
    for (int tries = 0; ; tries++) {
      if (isTaken(notice)) {
        return;
      }
      if (tries == pauses.size()) {
        leaveOut(notice);
        return;
      }
      if (endsWithin(pauses.get(tries))) {
        return;
      }
    }
  }

  private boolean isTaken(Notice notice) throws InterruptedException {
    try {
      target.send(notice);
      if (failing) {
        LOG.log(Level.INFO, "Alerts arrive again: {0}", target.name());
      }
      failing = false;
      return true;
    } catch (IOException | RuntimeException e) {
      if (!failing) {
        String why = e instanceof IOException ? String.valueOf(e.getMessage()) : e.toString();
        LOG.log(
            Level.WARNING,
            "Alerts do not arrive, and are tried again: {0}: {1}",
            target.name(),
            why);
      }
      failing = true;
      return false;
    }
  }

  private synchronized boolean endsWithin(Duration pause) throws InterruptedException {
    long end = System.nanoTime() + pause.toNanos();
    for (long left = pause.toNanos(); left > 0 && !closed; left = end - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return closed;
  }

  /** Sends nothing more; returns at once, while a message may still be on its way. */
  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }
}
