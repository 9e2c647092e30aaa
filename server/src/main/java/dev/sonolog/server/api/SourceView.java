package dev.sonolog.server.api;

import dev.sonolog.archive.SourceSummary;
import dev.sonolog.archive.live.LiveForm;
import dev.sonolog.formats.AudioFormat;
import dev.sonolog.server.service.StatusReport;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * A source.
 *
 * @param zone whose local time its days and names are in
 * @param state as the recorder says; {@code notRunning} where none runs, or it does not know the
 *     source
 * @param since since when, where that is known
 * @param detail what a person should know besides
 * @param format of what is recorded now
 * @param file that is being written
 * @param title of what is heard now
 * @param failures how often it could not be connected since it was
 * @param segments how many finished recordings are there
 * @param bytes their size
 * @param seconds their length
 * @param driftPpm how much its clock runs faster than ours, in parts per million, while it is
 *     recorded and as soon as that is known
 * @param first when the first recording begins
 * @param last when the last one ends, as far as it is known
 * @param openGap what is missing and lasts
 * @param live how it can be listened to; nothing where it is not recorded now
 */
record SourceView(
    String name,
    String zone,
    String state,
    Optional<Instant> since,
    Optional<String> detail,
    Optional<String> format,
    Optional<String> file,
    Optional<String> title,
    int failures,
    long segments,
    long bytes,
    double seconds,
    Optional<Double> driftPpm,
    Optional<Instant> first,
    Optional<Instant> last,
    Optional<GapView> openGap,
    Optional<Levels> levels,
    Optional<Analysis> analysis,
    Optional<Live> live) {
  /** The word for a source of which packets come. */
  static final String RECORDING = "recording";

  private static final String NOT_RUNNING = "notRunning";

  /**
   * What it sounds like now.
   *
   * @param peaks the highest sample of each channel of late, in dBFS; none of digital silence
   * @param shortTerm loudness of the last 3 s, in LUFS
   * @param conditions what is wrong with the signal
   */
  record Levels(List<Optional<Double>> peaks, Optional<Double> shortTerm, List<String> conditions) {
    static Levels of(StatusReport.Levels levels) {
      return new Levels(
          levels.peaks().stream().map(it -> Optional.of(it).filter(Double::isFinite)).toList(),
          levels.shortTerm().filter(Double::isFinite),
          levels.conditions());
    }
  }

  /**
   * How it can be listened to while it is recorded.
   *
   * @param type media type of the answer
   * @param mode {@code stream}: the packets as they were recorded
   * @param fragments media type of the answer with {@code form=fragments}, for Media Source;
   *     nothing where there is none for such audio
   */
  record Live(String type, String mode, Optional<String> fragments) {
    static Live of(AudioFormat format) {
      return new Live(
          LiveForm.FILE.mediaType(format).orElseThrow(),
          "stream",
          LiveForm.FRAGMENTS.mediaType(format));
    }
  }

  /**
   * How far what is measured is behind what is recorded.
   *
   * @param behind recordings that are not measured yet
   * @param seconds of audio in them
   * @param unmeasurable recordings that cannot be measured
   * @param complete whether all recordings were looked at
   */
  record Analysis(long behind, double seconds, long unmeasurable, boolean complete) {
    static Analysis of(StatusReport.Analysis analysis) {
      return new Analysis(
          analysis.behind(), analysis.seconds(), analysis.unmeasurable(), analysis.complete());
    }
  }

  /**
   * @param live what the recorder says of it
   * @param stored what the catalogue does
   * @param recorded how what is being written is coded
   */
  static SourceView of(
      String name,
      ZoneId zone,
      Optional<StatusReport.Source> live,
      Optional<SourceSummary> stored,
      Optional<AudioFormat> recorded) {
    return new SourceView(
        name,
        zone.getId(),
        live.map(StatusReport.Source::state).orElse(NOT_RUNNING),
        live.flatMap(StatusReport.Source::since).map(Instant::parse),
        live.flatMap(StatusReport.Source::detail),
        live.flatMap(StatusReport.Source::format),
        live.flatMap(StatusReport.Source::file).map(SourceView::fileName),
        live.flatMap(StatusReport.Source::title),
        live.map(StatusReport.Source::failures).orElse(0),
        stored.map(SourceSummary::segments).orElse(0L),
        stored.map(SourceSummary::bytes).orElse(0L),
        seconds(stored.map(SourceSummary::recorded).orElse(Duration.ZERO)),
        live.flatMap(StatusReport.Source::driftPpm),
        stored.flatMap(SourceSummary::first),
        stored.flatMap(SourceSummary::last),
        stored.flatMap(SourceSummary::openGap).map(GapView::of),
        live.flatMap(StatusReport.Source::levels).map(Levels::of),
        live.flatMap(StatusReport.Source::analysis).map(Analysis::of),
        live.filter(it -> it.state().equals(RECORDING)).flatMap(_ -> recorded).map(Live::of));
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
