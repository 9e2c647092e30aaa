package dev.sonolog.archive;

import dev.sonolog.formats.SegmentTags;
import java.util.Optional;

/**
 * A file as it lies there, and what its beginning tells.
 *
 * @param glimpse empty if it is no audio that we know, or cannot be read
 */
record FirstLook(SeenFile seen, Optional<SegmentReading.Glimpse> glimpse) {
  /** What it says of itself, if a recorder of ours wrote it. */
  Optional<SegmentTags> tags() {
    return glimpse.flatMap(it -> it.content().tags());
  }
}
