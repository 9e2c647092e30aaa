package dev.sonolog.jobs;

import java.io.IOException;

/** The worker is well, but the file cannot be measured, and will not be the next time. */
public final class JobFailedException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param reason what is wrong with the file, for a person
   */
  public JobFailedException(String reason) {
    super(reason);
  }
}
