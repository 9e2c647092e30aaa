package dev.sonolog.formats.ogg;

import dev.sonolog.formats.Chapter;
import dev.sonolog.formats.SegmentTags;
import dev.sonolog.formats.tags.VorbisComment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The head of a segment: its header pages, with our comment in place of the station's. Of the same
 * length whatever the comment says.
 *
 * @param track the link that the segment begins with
 * @param serial of its pages
 * @param preSkip samples in front of the segment's first
 * @param room for the comment, in bytes
 */
record OggHead(OggTrack track, int serial, int preSkip, int room) {
  /** The room in a new segment: one byte behind the comment may be the codec's. */
  static final int NEW_ROOM = VorbisComment.ROOM + 1;

  /**
   * The header pages.
   *
   * @param samples the segment's, once they are known
   * @param tally of the link's packets
   */
  byte[] bytes(
      Optional<SegmentTags> tags, OptionalLong samples, List<Chapter> chapters, LinkTally tally) {
    String vendor = VorbisComment.read(track.comment(), Optional.empty()).vendor();
    byte[] comment = VorbisComment.write(room - 1, vendor, tags, samples, chapters);
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    write(track.headers(comment, room, preSkip, tally), head);
    return head.toByteArray();
  }

  private int write(List<byte[]> headers, ByteArrayOutputStream head) {
    OggPageWriter pages = new OggPageWriter(serial, 0, 0, head::writeBytes);
    try {
      pages.headers(headers);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return pages.sequence();
  }

  /** How many pages they are. */
  int pages() {
    byte[] comment = new byte[0];
    return write(
        track.headers(comment, room, preSkip, LinkTally.NONE), new ByteArrayOutputStream());
  }
}
