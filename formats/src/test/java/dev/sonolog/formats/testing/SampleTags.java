package dev.sonolog.formats.testing;

import dev.sonolog.formats.SegmentTags;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Tags as a recorder gives them. */
public final class SampleTags {
  private SampleTags() {}

  /** Those of the segment with this number; the first remembers a gap. */
  public static SegmentTags of(int number) {
    return new SegmentTags(
        "studio",
        Optional.of("Radio Köln"),
        OffsetDateTime.parse("2026-10-25T02:30:00.123456789+02:00"),
        "run-1",
        number,
        number * 1_152L,
        number > 0
            ? Optional.empty()
            : Optional.of(
                new SegmentTags.GapNote(
                    OffsetDateTime.parse("2026-10-25T02:29:00+02:00"), "connection lost", 3)));
  }
}
