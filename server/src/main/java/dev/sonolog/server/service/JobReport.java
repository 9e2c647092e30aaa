package dev.sonolog.server.service;

import dev.sonolog.analysis.MeasuringQueue;
import dev.sonolog.jobs.Message;
import java.util.List;
import java.util.Optional;

/**
 * What a recorder measures: what goes over the control socket for {@code sonolog jobs}.
 *
 * @param jobs those that run, and then those that wait, in order
 * @param failures recordings that cannot be measured
 */
public record JobReport(List<Job> jobs, List<Failure> failures) {
  /** Nothing is measured, nor waits for it. */
  public static final JobReport NONE = new JobReport(List.of(), List.of());

  /**
   * A recording that is measured.
   *
   * @param run the identity of the recording's run
   * @param number its place in the run
   * @param kind levels, or a summary of the whole
   * @param asked whether somebody waits for it
   * @param running else it waits
   * @param percent how much is done, where that is known
   */
  public record Job(
      long id,
      String source,
      String file,
      String run,
      int number,
      String kind,
      boolean asked,
      boolean running,
      Optional<Integer> percent) {}

  /**
   * A recording that cannot be measured.
   *
   * @param reason for a person
   */
  public record Failure(String source, String file, String reason) {}

  /** What the queue holds. */
  public static JobReport of(List<MeasuringQueue.JobStatus> jobs, List<Failure> failures) {
    return new JobReport(jobs.stream().map(JobReport::of).toList(), failures);
  }

  private static Job of(MeasuringQueue.JobStatus job) {
    return new Job(
        job.id(),
        job.task().segment().source(),
        job.task().segment().file().toString(),
        job.task().segment().run(),
        job.task().segment().number(),
        job.task().summary().isPresent() ? "summary" : "levels",
        job.asked(),
        job.running(),
        percent(job.progress()));
  }

  /** How much is done, in percent; a head may promise too little. */
  public static Optional<Integer> percent(Message.Progress progress) {
    long all = progress.expected().orElse(0);
    return all <= 0
        ? Optional.empty()
        : Optional.of((int) Math.min(100, 100 * progress.frames() / all));
  }
}
