package dev.sonolog.formats.tags;

import dev.sonolog.formats.Chapter;
import dev.sonolog.formats.SegmentTags;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a tag says.
 *
 * @param tags the segment's tags, when all that they need is there
 * @param samples the playable samples, when the segment was sealed
 * @param chapters in the order of the tag
 */
public record TagContent(Optional<SegmentTags> tags, OptionalLong samples, List<Chapter> chapters) {
  /** Of a file without a tag, or with one that says nothing to us. */
  public static final TagContent NONE =
      new TagContent(Optional.empty(), OptionalLong.empty(), List.of());

  public TagContent {
    chapters = List.copyOf(chapters);
  }

  /** Whether the tag is that of a segment. */
  public boolean ours() {
    return tags.isPresent() || samples.isPresent();
  }
}
