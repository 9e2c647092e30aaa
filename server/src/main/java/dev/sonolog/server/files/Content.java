package dev.sonolog.server.files;

import dev.sonolog.formats.Snapshot;
import java.time.Duration;
import java.time.Instant;

/**
 * What of a file is passed on, and how to know it again.
 *
 * @param snapshot its length, and the bytes that are not taken from the file
 * @param tag names exactly these bytes
 * @param modified when the file was written last
 * @param growth whether it is still being written
 */
record Content(Snapshot snapshot, EntityTag tag, Instant modified, Growth growth) {
  private static final Duration EXACT = Duration.ofSeconds(1);

  /** Whether somebody writes the file. */
  enum Growth {
    FINISHED,
    GROWING
  }

  /** In bytes. */
  long length() {
    return snapshot.length();
  }

  /** Whether no other content of this file can bear the same date. */
  boolean dateIsExact(Instant now) {
    return growth == Growth.FINISHED && !modified.plus(EXACT).isAfter(now);
  }
}
