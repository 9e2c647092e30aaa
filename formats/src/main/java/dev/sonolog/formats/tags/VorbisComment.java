package dev.sonolog.formats.tags;

import dev.sonolog.formats.Chapter;
import dev.sonolog.formats.SegmentTags;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * A Vorbis comment (Vorbis I, 5.2): the tag of Ogg and of FLAC, without what each of them puts
 * around it. Chapters are the fields {@code CHAPTERxxx} and {@code CHAPTERxxxNAME} of the Chapter
 * Extension (wiki.xiph.org); one ends where the next begins, and one without a name is a stretch
 * without a title.
 */
public final class VorbisComment {
  /**
   * The room for the comment of a new segment, in bytes; as much as {@link Id3v2#LENGTH} and for
   * the same reason.
   */
  public static final int ROOM = 8_000;

  /** A longer comment is none of ours and is not looked into, in bytes. */
  public static final int MAX_LENGTH = 1 << 20;

  private static final int MAX_CHAPTERS = 1_000;
  private static final String CHAPTER = "CHAPTER";
  private static final String NAME = "NAME";

  private final int room;
  private final ByteArrayOutputStream fields = new ByteArrayOutputStream();
  private final byte[] vendor;
  private int count;

  private VorbisComment(int room, String vendor) {
    this.room = room;
    this.vendor = vendor.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * A comment of at most {@code room} bytes; what has no room is left out, the least important
   * last-come first.
   *
   * @param vendor what encoded the audio, as the stream said
   * @param samples the segment's playable samples, once they are known
   */
  public static byte[] write(
      int room,
      String vendor,
      Optional<SegmentTags> tags,
      OptionalLong samples,
      List<Chapter> chapters) {
    VorbisComment comment = new VorbisComment(room, TagText.clipped(vendor));
    Note.all(tags, samples).forEach((note, value) -> comment.add(note.key(), value));
    tags.ifPresent(comment::texts);
    comment.chapters(chapters);
    return comment.bytes();
  }

  private void texts(SegmentTags tags) {
    add("TITLE", TagText.title(tags));
    add("ARTIST", TagText.name(tags));
    add("ALBUM", tags.source());
    add("DATE", TagText.date(tags) + "Z");
    add("ENCODER", "Sonolog");
  }

  private void chapters(List<Chapter> chapters) {
    int number = 0;
    boolean fits = true;
    for (int i = 0; i < chapters.size() && fits; i++) {
      Chapter chapter = chapters.get(i);
      fits = chapter(number++, chapter.start(), chapter.title());
      boolean endsBeforeNext =
          i + 1 < chapters.size() && chapter.end().compareTo(chapters.get(i + 1).start()) < 0;
      if (fits && endsBeforeNext) {
        fits = chapter(number++, chapter.end(), "");
      }
    }
  }

  private boolean chapter(int number, Duration start, String title) {
    if (number >= MAX_CHAPTERS) {
      return false;
    }
    String key = String.format(Locale.ROOT, "%s%03d", CHAPTER, number);
    byte[] time = field(key, timestamp(start));
    byte[] name = field(key + NAME, title);
    if (time.length + name.length > left()) {
      return false;
    }
    fields.writeBytes(time);
    fields.writeBytes(name);
    count += 2;
    return true;
  }

  private static String timestamp(Duration time) {
    return String.format(
        Locale.ROOT,
        "%02d:%02d:%02d.%03d",
        time.toHours(),
        time.toMinutesPart(),
        time.toSecondsPart(),
        time.toMillisPart());
  }

  private void add(String key, String value) {
    byte[] field = field(key, value);
    if (field.length <= left()) {
      fields.writeBytes(field);
      count++;
    }
  }

  private int left() {
    return room - 2 * Integer.BYTES - vendor.length - fields.size();
  }

  private static byte[] field(String key, String value) {
    byte[] text = (key + "=" + TagText.clipped(value)).getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Integer.BYTES + text.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(text.length)
        .put(text)
        .array();
  }

  private byte[] bytes() {
    ByteBuffer comment =
        ByteBuffer.allocate(2 * Integer.BYTES + vendor.length + fields.size())
            .order(ByteOrder.LITTLE_ENDIAN);
    return comment
        .putInt(vendor.length)
        .put(vendor)
        .putInt(count)
        .put(fields.toByteArray())
        .array();
  }

  // --- reading

  /**
   * What a comment says that anybody wrote.
   *
   * @param vendor what encoded the audio
   * @param content what it says of a segment
   * @param title what is heard, as a station would say it: artist and title
   */
  public record Read(String vendor, TagContent content, Optional<String> title) {}

  /**
   * Reads a comment; any bytes allowed, also behind it. What cannot be understood is left out.
   *
   * @param comment from the length of the vendor string on
   * @param length how long the audio is that it belongs to, where that is known: where the last
   *     chapter ends
   */
  public static Read read(byte[] comment, Optional<Duration> length) {
    ByteBuffer in = ByteBuffer.wrap(comment).order(ByteOrder.LITTLE_ENDIAN);
    String vendor = text(in).orElse("");
    Map<Note, String> notes = new EnumMap<>(Note.class);
    Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    int left = in.remaining() < Integer.BYTES ? 0 : in.getInt();
    for (Optional<String> field = text(in); left > 0 && field.isPresent(); field = text(in)) {
      take(field.get(), notes, fields);
      left--;
    }
    TagContent content =
        new TagContent(
            Note.tags(notes, station(fields)), Note.samples(notes), chapters(fields, length));
    return new Read(vendor, content, title(fields));
  }

  private static Optional<String> text(ByteBuffer in) {
    if (in.remaining() < Integer.BYTES) {
      return Optional.empty();
    }
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      in.position(in.limit());
      return Optional.empty();
    }
    String text = StandardCharsets.UTF_8.decode(in.slice(in.position(), length)).toString();
    in.position(in.position() + length);
    return Optional.of(text);
  }

  private static void take(String field, Map<Note, String> notes, Map<String, String> fields) {
    int equals = field.indexOf('=');
    if (equals > 0) {
      String key = field.substring(0, equals);
      String value = field.substring(equals + 1);
      Note.of(key).ifPresent(note -> notes.put(note, value));
      fields.merge(
          key, value, (first, next) -> key.startsWith(CHAPTER) ? first : first + "; " + next);
    }
  }

  /** A segment's artist is the station, where that has a name; else the source. */
  private static Optional<String> station(Map<String, String> fields) {
    return Optional.ofNullable(fields.get("ARTIST"))
        .filter(artist -> !artist.equals(fields.get("ALBUM")));
  }

  private static Optional<String> title(Map<String, String> fields) {
    Optional<String> title = Optional.ofNullable(fields.get("TITLE")).filter(it -> !it.isBlank());
    Optional<String> artist = Optional.ofNullable(fields.get("ARTIST")).filter(it -> !it.isBlank());
    return title.isPresent() && artist.isPresent()
        ? Optional.of(artist.get() + " - " + title.get())
        : title.or(() -> artist);
  }

  private static List<Chapter> chapters(Map<String, String> fields, Optional<Duration> length) {
    List<Chapter> chapters = new ArrayList<>();
    Optional<Duration> start = chapterStart(fields, 0);
    for (int number = 0; start.isPresent(); number++) {
      Optional<Duration> next = chapterStart(fields, number + 1);
      String title = fields.getOrDefault(key(number) + NAME, "");
      Duration end = next.or(() -> length).orElse(start.get());
      if (!title.isEmpty() && end.compareTo(start.get()) >= 0) {
        chapters.add(new Chapter(start.get(), end, title));
      }
      start = next;
    }
    return chapters;
  }

  private static String key(int number) {
    return String.format(Locale.ROOT, "%s%03d", CHAPTER, number);
  }

  private static Optional<Duration> chapterStart(Map<String, String> fields, int number) {
    String time = fields.getOrDefault(key(number), "");
    String[] parts = time.split("[:.]", -1);
    if (parts.length != 4 || parts[3].length() != 3) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Duration.ofHours(Integer.parseInt(parts[0]))
              .plusMinutes(Integer.parseInt(parts[1]))
              .plusSeconds(Integer.parseInt(parts[2]))
              .plusMillis(Integer.parseInt(parts[3])));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }
}
