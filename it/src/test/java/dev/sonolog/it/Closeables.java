package dev.sonolog.it;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a test has running; ended in the opposite order, whatever happened. */
final class Closeables implements AutoCloseable {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  void add(AutoCloseable one) {
    open.push(one);
  }

  @Override
  public void close() {
    RuntimeException failed = null;
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        failed = failed == null ? new IllegalStateException(e) : failed;
      }
    }
    if (failed != null) {
      throw failed;
    }
  }
}
