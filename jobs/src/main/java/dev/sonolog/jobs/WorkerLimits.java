package dev.sonolog.jobs;

import java.time.Duration;

/**
 * How long a worker may take. All of it is real time.
 *
 * @param start until it says hello
 * @param silence between two messages of a job; a worker that says nothing for longer hangs
 * @param least for any job as a whole
 * @param bytesPerSecond how much of a file it must at least get through in a second; the deadline
 *     of a job is {@code least} and the file's length at this speed
 * @param idle how long it is kept without a job
 */
public record WorkerLimits(
    Duration start, Duration silence, Duration least, long bytesPerSecond, Duration idle) {
  public WorkerLimits {
    if (bytesPerSecond < 1) {
      throw new IllegalArgumentException(bytesPerSecond + " bytes per second are too few");
    }
  }

  /** What gives the slowest computers time enough. */
  public static WorkerLimits usual() {
    return new WorkerLimits(
        Duration.ofSeconds(60),
        Duration.ofSeconds(60),
        Duration.ofSeconds(120),
        100_000,
        Duration.ofSeconds(60));
  }

  /** How long a job on a file of so many bytes may take. */
  Duration deadline(long length) {
    return least.plusSeconds(length / bytesPerSecond);
  }
}
