package dev.sonolog.formats.mpeg;

import dev.sonolog.formats.Chapter;
import dev.sonolog.formats.SegmentTags;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Writes the tag at the start of a segment: ID3v2.4.0 (id3.org, structure and native frames) with
 * its Chapter Frame Addendum 1.0, all text in UTF-8. It has the length that it is told to have: the
 * rest is padding, and what has no room is left out, the least important last-come first. {@link
 * Id3v2Parser} reads it back.
 */
final class Id3v2 {
  /**
   * The length of the tag of a new segment, in bytes: an hour of talk and music has some twenty
   * titles, a busy one sixty, at about a hundred bytes each; and a quarter of an hour of the lowest
   * bitrate is a hundred times as long.
   */
  static final int LENGTH = 8_192;

  static final int HEADER = 10;

  /** A longer text is cut, in bytes of UTF-8. */
  static final int MAX_TEXT = 400;

  /** A table of contents counts its entries with eight bits. */
  private static final int MAX_CHAPTERS = 255;

  private static final byte UTF_8 = 3;
  private static final int NO_OFFSET = 0xFFFF_FFFF;
  private static final byte TOP_LEVEL_AND_ORDERED = 3;
  private static final String CONTENTS_ID = "toc";

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter TITLE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

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
  static byte[] write(
      int length, Optional<SegmentTags> tags, OptionalLong samples, List<Chapter> chapters) {
    Id3v2 tag = new Id3v2(length);
    samples.ifPresent(count -> tag.note(Id3Note.SAMPLES, Long.toString(count)));
    tags.ifPresent(tag::notes);
    tag.text("TSSE", "Sonolog");
    tags.ifPresent(tag::texts);
    tag.chapters(chapters);
    return tag.bytes();
  }

  private void notes(SegmentTags tags) {
    note(Id3Note.SOURCE, tags.source());
    note(Id3Note.RUN, tags.run());
    note(Id3Note.NUMBER, Integer.toString(tags.number()));
    note(Id3Note.FIRST_SAMPLE, Long.toString(tags.firstSample()));
    note(Id3Note.START, DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(tags.start()));
    tags.gapBefore().ifPresent(this::gap);
  }

  private void gap(SegmentTags.GapNote gap) {
    note(Id3Note.GAP_FROM, DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(gap.from()));
    note(Id3Note.GAP_CAUSE, gap.cause());
    note(Id3Note.GAP_TRIES, Integer.toString(gap.tries()));
  }

  private void texts(SegmentTags tags) {
    String name = tags.station().orElse(tags.source());
    tags.station().ifPresent(station -> text("TRSN", station));
    text("TDRC", UTC.format(tags.start().withOffsetSameInstant(ZoneOffset.UTC)));
    text("TIT2", name + " " + TITLE.format(tags.start()));
    text("TPE1", name);
    text("TALB", tags.source());
  }

  private void note(Id3Note note, String value) {
    frame("TXXX", encoded(note.description() + '\0' + clipped(value)));
  }

  private void text(String id, String value) {
    frame(id, encoded(clipped(value)));
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
    byte[] title = framed("TIT2", encoded(clipped(chapter.title())));
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

  /** Without NUL, which separates values, and not longer than {@link #MAX_TEXT}. */
  private static String clipped(String text) {
    StringBuilder clipped = new StringBuilder();
    int bytes = 0;
    for (int codePoint : text.replace('\0', ' ').codePoints().toArray()) {
      bytes += Character.toString(codePoint).getBytes(StandardCharsets.UTF_8).length;
      if (bytes > MAX_TEXT) {
        break;
      }
      clipped.appendCodePoint(codePoint);
    }
    return clipped.toString();
  }

  private byte[] bytes() {
    ByteBuffer tag = ByteBuffer.allocate(length);
    tag.put(new byte[] {'I', 'D', '3', 4, 0, 0}).putInt(syncsafe(length - HEADER));
    return tag.put(frames.toByteArray()).array();
  }

  /** 28 bits, spread over four bytes whose highest bits are 0. */
  static int syncsafe(int value) {
    return (value & 0x7F)
        | ((value & 0x3F80) << 1)
        | ((value & 0x1F_C000) << 2)
        | ((value & 0xFE0_0000) << 3);
  }

  /** The inverse of {@link #syncsafe}; the highest bits of the bytes are ignored. */
  static int unsyncsafe(int value) {
    return (value & 0x7F)
        | ((value & 0x7F00) >>> 1)
        | ((value & 0x7F_0000) >>> 2)
        | ((value & 0x7F00_0000) >>> 3);
  }
}
