package dev.sonolog.archive.excerpt;

import dev.sonolog.archive.Gap;
import dev.sonolog.archive.StoredRun;
import dev.sonolog.archive.StoredSegment;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the catalogue says of a span of a source, and what lies around it.
 *
 * @param present the segments whose files are there, in order of time
 * @param absent those whose files are not
 * @param gaps in order of time
 * @param runs those of all segments
 * @param firstStart when the first segment of the source began, whatever became of it
 * @param now when the catalogue was read
 */
record TimelineRows(
    List<Present> present,
    List<StoredSegment> absent,
    List<Gap> gaps,
    Map<String, StoredRun> runs,
    Optional<Instant> firstStart,
    Instant now) {

  /**
   * A segment that can be read.
   *
   * @param samples what is in it now
   */
  record Present(StoredSegment segment, long samples) {}

  TimelineRows with(List<Present> others) {
    return new TimelineRows(others, absent, gaps, runs, firstStart, now);
  }

  StoredRun run(StoredSegment segment) {
    StoredRun run = runs.get(segment.run());
    if (run == null) {
      throw new IllegalStateException("A segment of an unknown run: " + segment);
    }
    return run;
  }
}
