package dev.sonolog.formats.tags;

import dev.sonolog.formats.SegmentTags;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The texts that all kinds of tags share. */
final class TagText {
  /** A longer text is cut, in bytes of UTF-8. */
  static final int MAX_LENGTH = 400;

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private TagText() {}

  /** Without NUL, which separates values, and not longer than {@link #MAX_LENGTH}. */
  static String clipped(String text) {
    StringBuilder clipped = new StringBuilder();
    int bytes = 0;
    for (int codePoint : text.replace('\0', ' ').codePoints().toArray()) {
      bytes += Character.toString(codePoint).getBytes(StandardCharsets.UTF_8).length;
      if (bytes > MAX_LENGTH) {
        break;
      }
      clipped.appendCodePoint(codePoint);
    }
    return clipped.toString();
  }

  /** Who is heard. */
  static String name(SegmentTags tags) {
    return tags.station().orElse(tags.source());
  }

  /** What is heard: who, and when in local time. */
  static String title(SegmentTags tags) {
    return name(tags) + " " + LOCAL.format(tags.start());
  }

  /** When it was on air, in UTC to the second. */
  static String date(SegmentTags tags) {
    return UTC.format(tags.start().withOffsetSameInstant(ZoneOffset.UTC));
  }
}
