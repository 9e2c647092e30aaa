package dev.sonolog.jobs;

import java.io.IOException;

/** Somebody ended the job; it says nothing about the file. */
public final class JobCancelledException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Of a job that somebody ended. */
  public JobCancelledException() {
    super("The job was cancelled");
  }
}
