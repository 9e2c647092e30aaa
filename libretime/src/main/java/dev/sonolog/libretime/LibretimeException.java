package dev.sonolog.libretime;

import java.io.IOException;

/** A call of LibreTime gave nothing that can be used. Its message is a sentence for people. */
public final class LibretimeException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  LibretimeException(Failure failure) {
    super("LibreTime " + failure.words());
    this.failure = failure;
  }

  LibretimeException(Failure failure, Throwable cause) {
    super("LibreTime " + failure.words(), cause);
    this.failure = failure;
  }

  /** What it was. */
  public Failure failure() {
    return failure;
  }
}
