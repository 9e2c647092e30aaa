package dev.sonolog.archive;

import dev.sonolog.formats.AudioFormat;
import java.time.Duration;
import java.util.Optional;

/**
 * A segment that people can have, and its format.
 *
 * @param format of all its packets
 */
public record Recording(StoredSegment segment, AudioFormat format) {
  /** How long it is; unknown while it is being recorded. */
  public Optional<Duration> length() {
    return segment.content().map(it -> format.rate().duration(it.samples()));
  }
}
