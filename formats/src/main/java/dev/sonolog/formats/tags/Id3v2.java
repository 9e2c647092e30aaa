package dev.sonolog.formats.tags;

import dev.sonolog.formats.Chapter;
import dev.sonolog.formats.SegmentTags;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Writes the tag at the start of a segment: ID3v2.4.0 (id3.org, structure and native frames) with
 * its Chapter Frame Addendum 1.0, all text in UTF-8. It has the length that it is told to have: the
 * rest is padding, and what has no room is left out, the least important last-come first. {@link
 * Id3v2Parser} reads it back.
 */
public final class Id3v2 {
  /**
   * The length of the tag of a new segment, in bytes: an hour of talk and music has some twenty
   * titles, a busy one sixty, at about a hundred bytes each; and a quarter of an hour of the lowest
   * bitrate is a hundred times as long.
   */
  public static final int LENGTH = 8_192;

  /** The length of the tag's own header, and of each frame's, in bytes. */
  public static final int HEADER = 10;

  /** A table of contents counts its entries with eight bits. */
  private static final int MAX_CHAPTERS = 255;

  /** Who owns the private frame of the places. */
  static final String PLACES_OWNER = "sonolog/places";

  private static final byte UTF_8 = 3;
  private static final int NO_OFFSET = 0xFFFF_FFFF;
  private static final byte TOP_LEVEL_AND_ORDERED = 3;
  private static final String CONTENTS_ID = "toc";

  private final int length;
  private final ByteArrayOutputStream frames = new ByteArrayOutputStream();

  private Id3v2(int length) {
    this.length = length;
  }

  /**
   * A tag of exactly {@code length} bytes, at least {@link #HEADER}.
   *
   * @param samples the segment's playable samples, once they are known
   */
  public static byte[] write(
      int length, Optional<SegmentTags> tags, OptionalLong samples, List<Chapter> chapters) {
    return write(length, tags, samples, chapters, Optional.empty());
  }

  /**
   * The same with where frames lie, for {@link Id3v2Parser#places}: a private frame, whose bytes
   * only their writer understands.
   */
  public static byte[] write(
      int length,
      Optional<SegmentTags> tags,
      OptionalLong samples,
      List<Chapter> chapters,
      Optional<byte[]> places) {
    Id3v2 tag = new Id3v2(length);
    Note.all(tags, samples).forEach(tag::note);
    tag.text("TSSE", "Sonolog");
    tags.ifPresent(tag::texts);
    tag.chapters(chapters);
    places.ifPresent(tag::places);
    return tag.bytes();
  }

  private void texts(SegmentTags tags) {
    tags.station().ifPresent(station -> text("TRSN", station));
    text("TDRC", TagText.date(tags));
    text("TIT2", TagText.title(tags));
    text("TPE1", TagText.name(tags));
    text("TALB", tags.source());
  }

  private void note(Note note, String value) {
    frame("TXXX", encoded(note.key() + '\0' + TagText.clipped(value)));
  }

  private void places(byte[] places) {
    byte[] owner = terminated(PLACES_OWNER);
    frame("PRIV", ByteBuffer.allocate(owner.length + places.length).put(owner).put(places).array());
  }

  private void text(String id, String value) {
    frame(id, encoded(TagText.clipped(value)));
  }

  private void frame(String id, byte[] content) {
    byte[] frame = framed(id, content);
    if (frame.length <= room()) {
      frames.writeBytes(frame);
    }
  }

  private int room() {
    return length - HEADER - frames.size();
  }

  /** As many chapters as have room, the table of contents before them. */
  private void chapters(List<Chapter> chapters) {
    List<byte[]> fitting = new ArrayList<>();
    int used = contents(0).length;
    for (Chapter chapter : chapters) {
      byte[] frame = chapter(fitting.size(), chapter);
      used += frame.length + chapterId(fitting.size()).length;
      if (used > room() || fitting.size() == MAX_CHAPTERS) {
        break;
      }
      fitting.add(frame);
    }
    if (!fitting.isEmpty()) {
      frames.writeBytes(contents(fitting.size()));
      fitting.forEach(frames::writeBytes);
    }
  }

  private static byte[] contents(int chapters) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(terminated(CONTENTS_ID));
    content.write(TOP_LEVEL_AND_ORDERED);
    content.write(chapters);
    for (int number = 0; number < chapters; number++) {
      content.writeBytes(chapterId(number));
    }
    return framed("CTOC", content.toByteArray());
  }

  private static byte[] chapter(int number, Chapter chapter) {
    byte[] id = chapterId(number);
    byte[] title = framed("TIT2", encoded(TagText.clipped(chapter.title())));
    ByteBuffer content = ByteBuffer.allocate(id.length + 16 + title.length);
    content.put(id).putInt(millis(chapter.start())).putInt(millis(chapter.end()));
    content.putInt(NO_OFFSET).putInt(NO_OFFSET).put(title);
    return framed("CHAP", content.array());
  }

  private static byte[] chapterId(int number) {
    return terminated("ch" + number);
  }

  private static byte[] terminated(String text) {
    return (text + '\0').getBytes(StandardCharsets.US_ASCII);
  }

  /** Unsigned, in the range that the frame has: 49 days. */
  private static int millis(Duration time) {
    return (int) Math.clamp(time.toMillis(), 0L, 0xFFFF_FFFFL);
  }

  private static byte[] framed(String id, byte[] content) {
    ByteBuffer frame = ByteBuffer.allocate(HEADER + content.length);
    frame.put(id.getBytes(StandardCharsets.US_ASCII)).putInt(syncsafe(content.length));
    frame.putShort((short) 0).put(content);
    return frame.array();
  }

  private static byte[] encoded(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    byte[] content = new byte[1 + utf8.length];
    content[0] = UTF_8;
    System.arraycopy(utf8, 0, content, 1, utf8.length);
    return content;
  }

  private byte[] bytes() {
    ByteBuffer tag = ByteBuffer.allocate(length);
    tag.put(new byte[] {'I', 'D', '3', 4, 0, 0}).putInt(syncsafe(length - HEADER));
    return tag.put(frames.toByteArray()).array();
  }

  /** 28 bits, spread over four bytes whose highest bits are 0. */
  public static int syncsafe(int value) {
    return (value & 0x7F)
        | ((value & 0x3F80) << 1)
        | ((value & 0x1F_C000) << 2)
        | ((value & 0xFE0_0000) << 3);
  }

  /** The inverse of {@link #syncsafe}; the highest bits of the bytes are ignored. */
  public static int unsyncsafe(int value) {
    return (value & 0x7F)
        | ((value & 0x7F00) >>> 1)
        | ((value & 0x7F_0000) >>> 2)
        | ((value & 0x7F00_0000) >>> 3);
  }
}
