package dev.sonolog.server.files;

import java.io.IOException;

/** A request's path is none that a file could have. */
public final class MalformedPathException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String why;

  MalformedPathException(String why) {
    super("The path is malformed: " + why);
    this.why = why;
  }

  /** In a few words. */
  public String why() {
    return why;
  }
}
