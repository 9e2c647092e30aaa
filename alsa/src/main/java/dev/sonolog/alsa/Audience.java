package dev.sonolog.alsa;

import java.util.ArrayList;
import java.util.List;

/**
 * Who takes the samples of one card: at least one, until the last has left; then nobody can join
 * any more, and the capture ends. Any thread may join and leave; the card's thread reads.
 */
final class Audience {
  private static final CardTap[] NOBODY = {};

  private final List<CardTap> taps = new ArrayList<>();
  private volatile CardTap[] current = NOBODY;
  private volatile boolean over;

  /** Adds one; false if it is too late. */
  synchronized boolean join(CardTap tap) {
    if (over) {
      return false;
    }
    taps.add(tap);
    change();
    return true;
  }

  /** Takes one away; the last one ends it. */
  synchronized void leave(CardTap tap) {
    if (taps.remove(tap)) {
      change();
      over |= taps.isEmpty();
    }
  }

  /** Nobody can join any more. */
  synchronized void end() {
    over = true;
    notifyAll();
  }

  /** Whether the capture is of no use any more, or ended. */
  boolean isOver() {
    return over;
  }

  /** All who are there. Not to be changed. */
  CardTap[] taps() {
    return current;
  }

  /** Waits until so many are there, or it is over, no longer than given. */
  synchronized void awaitSize(int wanted, long atMostMillis) throws InterruptedException {
    long give = System.nanoTime() + atMostMillis * 1_000_000;
    long left = atMostMillis;
    while (taps.size() < wanted && !over && left > 0) {
      wait(left);
      left = (give - System.nanoTime()) / 1_000_000;
    }
  }

  private void change() {
    current = taps.toArray(CardTap[]::new);
    notifyAll();
  }
}
