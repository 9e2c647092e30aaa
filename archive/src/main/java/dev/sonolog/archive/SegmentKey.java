package dev.sonolog.archive;

/**
 * What a segment is, wherever its file lies.
 *
 * @param run the identity of its run
 * @param number its place in the run, from 0
 */
record SegmentKey(String run, int number) {
  static SegmentKey of(StoredSegment segment) {
    return new SegmentKey(segment.run(), segment.number());
  }
}
