package dev.sonolog.formats.flac;

import dev.sonolog.formats.Chapter;
import dev.sonolog.formats.SegmentTags;
import dev.sonolog.formats.tags.VorbisComment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Writes the head of a segment: "fLaC", STREAMINFO, the Vorbis comment, the seek table, and padding
 * up to a length that is always the same (RFC 9639, 8).
 */
final class SegmentHead {
  private static final int HEADER = 4;

  /** The length of the head in bytes: room for the longest of each block, and whole sectors. */
  static final int LENGTH = 17 << 10;

  private static final int STREAM_INFO = 0;
  private static final int PADDING = 1;
  private static final int SEEK_TABLE = 3;
  private static final int COMMENT = 4;
  private static final int LAST = 0x80;

  private SegmentHead() {}

  /** The head of a segment whose frames are to come. */
  static byte[] provisional(FlacTrack track, SegmentTags tags) {
    return provisional(track, tags, 0);
  }

  /**
   * The head of a segment whose frames are to come.
   *
   * @param samples how many there will be, or 0
   */
  static byte[] provisional(FlacTrack track, SegmentTags tags, long samples) {
    StreamInfo info = new BodyTally(track).info(StreamInfo.NO_MD5).withSamples(samples);
    byte[] comment =
        comment(track.setup().vendor(), Optional.of(tags), OptionalLong.empty(), List.of());
    return head(info, comment, new byte[0]);
  }

  /** The head of a segment with all its frames. */
  static byte[] sealed(
      BodyTally body,
      String md5,
      String vendor,
      Optional<SegmentTags> tags,
      List<Chapter> chapters) {
    byte[] comment = comment(vendor, tags, OptionalLong.of(body.samples()), chapters);
    return head(body.info(md5), comment, body.seekTable());
  }

  private static byte[] comment(
      String vendor, Optional<SegmentTags> tags, OptionalLong samples, List<Chapter> chapters) {
    return VorbisComment.write(VorbisComment.ROOM, vendor, tags, samples, chapters);
  }

  private static byte[] head(StreamInfo info, byte[] comment, byte[] seekTable) {
    ByteBuffer head = ByteBuffer.allocate(LENGTH);
    head.put("fLaC".getBytes(StandardCharsets.US_ASCII));
    block(head, STREAM_INFO, info.bytes());
    block(head, COMMENT, comment);
    if (seekTable.length > 0) {
      block(head, SEEK_TABLE, seekTable);
    }
    block(head, PADDING | LAST, new byte[head.remaining() - HEADER]);
    return head.array();
  }

  private static void block(ByteBuffer head, int type, byte[] content) {
    head.putInt(type << 24 | content.length).put(content);
  }
}
