package dev.sonolog.server.service;

import java.util.List;
import java.util.Optional;

/**
 * What {@code sonolog status} tells, and what goes over the control socket for it. Instants are
 * ISO-8601 in UTC.
 *
 * @param recorder the process that records; none when it was made from the catalogue alone
 * @param sources in the order of the configuration
 * @param gaps those that touch the last 24 hours, the newest first
 * @param volumes the storage of each output directory
 * @param catalogue what a person should know of the catalogue's health; empty when all is well
 */
public record StatusReport(
    Optional<Recorder> recorder,
    List<Source> sources,
    List<Gap> gaps,
    List<Volume> volumes,
    Optional<String> catalogue) {

  /**
   * A recording process.
   *
   * @param pid its process id
   * @param since when it started
   */
  public record Recorder(long pid, String since, String version) {}

  /**
   * A source now.
   *
   * @param state connecting, recording, stalled, waiting, faulted or idle
   * @param since since when, where that is known
   * @param detail what a person should know besides
   * @param file the file being written
   * @param segments how many finished files the archive holds of it
   * @param bytes their size
   * @param driftPpm how much the source's clock runs faster than ours, in parts per million, where
   *     that is known
   * @param levels of what is recorded, where that is measured
   * @param analysis how far it is, where finished recordings are measured
   */
  public record Source(
      String name,
      String state,
      Optional<String> since,
      Optional<String> detail,
      Optional<String> format,
      Optional<String> file,
      Optional<String> title,
      int failures,
      long segments,
      long bytes,
      Optional<Double> driftPpm,
      Optional<Levels> levels,
      Optional<Analysis> analysis) {}

  /**
   * How far the analysis of a source is behind its recording.
   *
   * @param behind finished recordings that are not measured yet
   * @param seconds of audio in them
   * @param unmeasurable recordings that cannot be measured
   * @param complete whether all recordings were looked at: else there may be more
   */
  public record Analysis(long behind, double seconds, long unmeasurable, boolean complete) {}

  /**
   * What a source sounds like now.
   *
   * @param peaks the highest sample of each channel of late, in dBFS
   * @param shortTerm loudness of the last 3 s, in LUFS, if it is measured
   * @param conditions what is wrong with the signal, such as silence
   */
  public record Levels(List<Double> peaks, Optional<Double> shortTerm, List<String> conditions) {}

  /**
   * A stretch that is missing.
   *
   * @param to its end; none while it lasts
   */
  public record Gap(
      String source, String from, Optional<String> to, String cause, String detail, int tries) {}

  /**
   * The storage below an output directory, in bytes.
   *
   * @param forecast how it goes on; none while nothing is recorded there
   */
  public record Volume(String directory, long free, long total, Optional<Forecast> forecast) {}

  /**
   * How a volume fills up if all goes on as in the last seven days.
   *
   * @param bytesPerDay what is recorded in a day
   * @param full when it is full; none when retention keeps it from that
   */
  public record Forecast(long bytesPerDay, Optional<String> full) {}
}
