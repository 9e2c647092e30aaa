package dev.sonolog.analysis;

import dev.sonolog.archive.StoredSegment;
import dev.sonolog.measure.SummarySettings;
import java.util.Optional;

/**
 * Something to be measured.
 *
 * @param segment sealed, or being recorded
 * @param summary of the whole recording with these settings; its level data when absent
 */
public record MeasuringTask(StoredSegment segment, Optional<SummarySettings> summary) {
  /** The level data of a segment. */
  public static MeasuringTask levels(StoredSegment segment) {
    return new MeasuringTask(segment, Optional.empty());
  }
}
