package dev.sonolog.archive;

import dev.sonolog.formats.Codec;
import dev.sonolog.formats.SegmentTags;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A file from elsewhere that is to be imported, as far as its beginning tells.
 *
 * @param file where it lies, absolute
 * @param bytes its length
 * @param modified when it was last modified
 * @param tags what a recorder of ours wrote into it, if one did
 * @param start when its first sample was on air
 * @param startFrom how that is known
 * @param end when the sample behind its last one was on air; of a long file that is not ours
 *     estimated
 */
public record Original(
    Path file,
    long bytes,
    Instant modified,
    Codec codec,
    Optional<SegmentTags> tags,
    Instant start,
    StartOrigin startFrom,
    Instant end) {

  /** Its identity, if a recorder of ours wrote it. */
  Optional<SegmentKey> key() {
    return tags.map(it -> new SegmentKey(it.run(), it.number()));
  }

  /** The file as it lay there when it was looked at. */
  SeenFile seen() {
    return new SeenFile(file, bytes, modified);
  }
}
