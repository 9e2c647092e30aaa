package dev.sonolog.formats;

import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * What a segment says of itself, so that it needs no database: written with the container's
 * standard tags, and enough to rebuild the catalogue.
 *
 * @param source the configured name of the source
 * @param station the station's own name, where it has one
 * @param start when the segment's first sample was on air, with the offset of the source's time
 *     zone
 * @param run the identity of the run that the segment belongs to
 * @param number the segment's place in its run, from 0
 * @param firstSample the media time of the segment's first sample, in samples from the start of the
 *     run
 * @param gapBefore the gap that ended where this segment begins; only in the first segment of a run
 */
public record SegmentTags(
    String source,
    Optional<String> station,
    OffsetDateTime start,
    String run,
    int number,
    long firstSample,
    Optional<GapNote> gapBefore) {

  /**
   * A gap as a file remembers it.
   *
   * @param from the first missing instant
   * @param cause the catalogue's word for the cause
   * @param tries how many attempts to connect it took to end the gap
   */
  public record GapNote(OffsetDateTime from, String cause, int tries) {}
}
