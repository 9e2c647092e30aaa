package dev.sonolog.archive.excerpt;

import dev.sonolog.archive.StoredSegment;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What there is of one instant of a source. */
public sealed interface Moment {
  /**
   * It was recorded.
   *
   * @param offset where in the segment's file it plays
   * @param title what was heard, where the station said it
   */
  record Recorded(StoredSegment segment, Instant at, Duration offset, Optional<String> title)
      implements Moment {}

  /**
   * It is missing.
   *
   * @param gap all that is missing around it for the same cause
   * @param before the last segment in front of it that is there
   * @param after the first segment behind it that is there
   */
  record NotRecorded(Missing gap, Optional<StoredSegment> before, Optional<StoredSegment> after)
      implements Moment {}
}
