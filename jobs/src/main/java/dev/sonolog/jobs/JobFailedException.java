package dev.sonolog.jobs;

import java.io.IOException;

/** The worker is well, but the job cannot be done as it was asked for. */
public final class JobFailedException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param reason what is wrong with the file, or in the way, for a person
   */
  public JobFailedException(String reason) {
    super(reason);
  }
}
