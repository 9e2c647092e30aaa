package dev.sonolog.app;

import dev.sonolog.archive.CatalogueView;
import dev.sonolog.archive.SegmentState;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.measure.SummarySettings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a recorder is asked to measure.
 *
 * @param from the beginning of the span, ISO-8601 in UTC
 * @param to the first instant behind it
 * @param summary of each recording as a whole; level data when absent
 */
record MeasureOrder(String from, String to, Optional<Silence> summary) {
  /**
   * What silence is, as {@link SummarySettings} says.
   *
   * @param below in dBFS
   * @param seconds that it takes
   */
  record Silence(double below, double seconds) {}

  static MeasureOrder of(SpanOption.Span span, Optional<SummarySettings> summary) {
    return new MeasureOrder(
        span.from().toString(),
        span.to().toString(),
        summary.map(it -> new Silence(it.silenceBelow(), it.silenceAfter().toNanos() / 1e9)));
  }

  /**
   * @throws IOException if silence cannot be that
   */
  Optional<SummarySettings> settings() throws IOException {
    try {
      return summary.map(
          it -> new SummarySettings(it.below(), Duration.ofNanos(Math.round(it.seconds() * 1e9))));
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * The recordings that it means. A summary of what is being recorded would be another one the next
   * moment, and is not kept.
   */
  List<StoredSegment> recordings(CatalogueView view, String source) throws IOException {
    return view.segments(source, Instant.parse(from), Instant.parse(to)).stream()
        .filter(
            it ->
                it.state() == SegmentState.SEALED
                    || (it.state() == SegmentState.RECORDING && summary.isEmpty()))
        .toList();
  }
}
