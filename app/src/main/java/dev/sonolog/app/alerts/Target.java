package dev.sonolog.app.alerts;

import java.io.IOException;

/** Somewhere that messages are sent to. One thread at a time, which it blocks. */
public interface Target extends AutoCloseable {
  /** What it is called in logs, without what may be secret. */
  String name();

  /**
   * Sends a message, once.
   *
   * @throws IOException if it was not taken, or not in time; the message says why
   */
  void send(Notice notice) throws IOException, InterruptedException;

  @Override
  void close();
}
