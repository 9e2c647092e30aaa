package dev.sonolog.formats;

import java.io.IOException;

/** A file that should be a segment cannot be understood as one. */
public sealed class MalformedSegmentException extends IOException permits EmptySegmentException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong and where, for a person
   */
  public MalformedSegmentException(String message) {
    super(message);
  }
}
