package dev.sonolog.jobs;

import java.io.IOException;

/**
 * The worker died of a job, hung, or answered what is no answer; it is dead now, and the next job
 * starts another. The file is suspect: it may do the same the next time.
 */
public final class WorkerDiedException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param what happened, its exit code and its last words included
   */
  WorkerDiedException(String what, Throwable cause) {
    super(what, cause);
  }
}
