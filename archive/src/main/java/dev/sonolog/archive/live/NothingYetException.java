package dev.sonolog.archive.live;

import java.io.IOException;

/** All that is stored so far was read; more may come. Readers of packets can be asked again. */
final class NothingYetException extends IOException {
  private static final long serialVersionUID = 1L;

  NothingYetException() {
    super("Nothing more is stored yet");
  }

  /** A file of which too little is stored to understand it. */
  static NothingYetException because(IOException cause) {
    NothingYetException exception = new NothingYetException();
    exception.addSuppressed(cause);
    return exception;
  }

  /** Nobody looks where it came from, and it comes many times a second. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
