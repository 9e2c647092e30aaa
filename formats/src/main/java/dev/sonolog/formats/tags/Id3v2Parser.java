package dev.sonolog.formats.tags;

import dev.sonolog.formats.Chapter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads back what {@link Id3v2} wrote. Other tags are understood as far as they use the same
 * frames; whatever cannot be understood is left out, never an error.
 */
public final class Id3v2Parser {
  /** A longer tag is none of ours and is not looked into, in bytes. */
  public static final int MAX_LENGTH = 64 << 10;

  private static final int CHAPTER_TIMES = 16;

  private final Map<Note, String> notes = new EnumMap<>(Note.class);
  private final List<Chapter> chapters = new ArrayList<>();
  private Optional<String> station = Optional.empty();
  private Optional<ByteBuffer> places = Optional.empty();

  private Id3v2Parser() {}

  /** What the tag says; its header included, any bytes allowed. */
  public static TagContent parse(byte[] tag) {
    Id3v2Parser parser = new Id3v2Parser();
    parser.tag(tag);
    return new TagContent(
        Note.tags(parser.notes, parser.station), Note.samples(parser.notes), parser.chapters);
  }

  /** What the tag says of where frames lie; its header included, any bytes allowed. */
  public static Optional<ByteBuffer> places(byte[] tag) {
    Id3v2Parser parser = new Id3v2Parser();
    parser.tag(tag);
    return parser.places;
  }

  private void tag(byte[] tag) {
    if (tag.length >= Id3v2.HEADER && tag[0] == 'I' && tag[3] == 4 && tag[5] == 0) {
      frames(ByteBuffer.wrap(tag, Id3v2.HEADER, tag.length - Id3v2.HEADER));
    }
  }

  private void frames(ByteBuffer in) {
    while (in.remaining() >= Id3v2.HEADER) {
      int id = in.getInt();
      int length = Id3v2.unsyncsafe(in.getInt());
      in.getShort();
      if (id == 0 || length > in.remaining()) { // padding, or nonsense
        return;
      }
      frame(id, in.slice(in.position(), length));
      in.position(in.position() + length);
    }
  }

  private void frame(int id, ByteBuffer content) {
    switch (id) {
      case 0x54585858 -> note(content); // TXXX
      case 0x5452534E -> station = Optional.of(text(content)); // TRSN
      case 0x43484150 -> chapter(content); // CHAP
      case 0x50524956 -> privateFrame(content); // PRIV
      default -> {} // a frame for people, or somebody else's
    }
  }

  private void note(ByteBuffer content) {
    String text = text(content);
    int separator = text.indexOf('\0');
    String description = text.substring(0, Math.max(0, separator));
    Note.of(description).ifPresent(note -> notes.put(note, text.substring(separator + 1)));
  }

  private void privateFrame(ByteBuffer content) {
    byte[] owner = (Id3v2.PLACES_OWNER + '\0').getBytes(StandardCharsets.US_ASCII);
    boolean ours =
        content.remaining() >= owner.length
            && content.slice(0, owner.length).equals(ByteBuffer.wrap(owner));
    places = ours ? Optional.of(content.position(owner.length).slice()) : places;
  }

  private void chapter(ByteBuffer content) {
    while (content.hasRemaining() && content.get() != 0) {
      // the element's identity, which nothing refers to
    }
    if (content.remaining() < CHAPTER_TIMES + Id3v2.HEADER) {
      return;
    }
    long start = Integer.toUnsignedLong(content.getInt());
    long end = Integer.toUnsignedLong(content.getInt());
    content.getLong();
    int id = content.getInt();
    int length = Id3v2.unsyncsafe(content.getInt());
    content.getShort();
    if (id == 0x54495432 && length <= content.remaining() && start <= end) { // TIT2
      String title = text(content.slice(content.position(), length));
      chapters.add(new Chapter(Duration.ofMillis(start), Duration.ofMillis(end), title));
    }
  }

  /** UTF-8 behind the byte that says so; other encodings are none of ours. */
  private static String text(ByteBuffer content) {
    if (!content.hasRemaining() || content.get() != 3) {
      return "";
    }
    return StandardCharsets.UTF_8.decode(content).toString();
  }
}
