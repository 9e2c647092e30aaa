package dev.sonolog.archive;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a segment is named by the instant of its first sample: text, the codes of C's strftime
 * (ISO/IEC 9899, section 7.27.3.5, with the additions of POSIX and GNU) in the C locale, and the
 * tokens {@code %{source}}, {@code %{station}}, {@code %{show}}, {@code %{label}} and {@code
 * %{take}}. A {@code /} begins a folder. Of the last three each may be unknown: then it is empty,
 * the separators around it are those of one place, and a folder or name of nothing else is left
 * out.
 *
 * <p>Whatever station, instant and source it is given, a pattern that was accepted makes a relative
 * name that stays below its folder and that every usual file system takes. Immutable, so any thread
 * may use it.
 *
 * <p>A local time that comes twice, because a clock was set back, carries its offset from UTC in
 * both passes ({@code 20261025_023000+0200}), unless the pattern tells the passes apart already.
 * Two files can still be given one name, as by a pattern without a time; the archive then numbers
 * them.
 */
public final class FileNamePattern {
  /** The longest name of one file or folder, in bytes: NAME_MAX of Linux. */
  private static final int LONGEST_PART = 255;

  /**
   * What others may append to a name: the offset (5), an extension with its dot (6), the number of
   * an equal name (7), {@code .part} (5).
   */
  private static final int ROOM_BEHIND = 23;

  /** Stands for a word that nobody said; no text of a pattern or a name holds it. */
  private static final String UNSAID = "\0";

  /** Such words and the separators between and around them. */
  private static final Pattern UNSAID_PLACE = Pattern.compile("([ _.-]*)\0(?:[ _.-]*\0)*([ _.-]*)");

  /** A pattern longer than any path is a mistake, not a pattern. */
  private static final int LONGEST_PATTERN = 1000;

  /** A day and a month with the longest names that there are. */
  private static final ZonedDateTime LONGEST_DATE =
      ZonedDateTime.of(2026, 9, 30, 22, 59, 59, 0, ZoneOffset.ofHoursMinutes(-3, -30));

  /**
   * What {@code filename_pattern} is when it is not set: {@code %Y%m%d_%H%M%S}. Stands behind what
   * it is checked with.
   */
  public static final FileNamePattern DEFAULT = new FileNamePattern("%Y%m%d_%H%M%S");

  private final String pattern;
  private final List<NamePiece> pieces;

  /**
   * Parses a pattern.
   *
   * @throws IllegalArgumentException if it is no pattern; the message says what is wrong and what
   *     would be right, for the person who wrote it
   */
  public FileNamePattern(String pattern) {
    this.pattern = pattern;
    this.pieces = NamePiece.parse(checkedText(pattern));
    String longest = "x".repeat(NameText.MOST_BYTES);
    NameWords words = new NameWords(Optional.of(longest), Optional.of(longest));
    checkPath(render(LONGEST_DATE, new Named(longest, longest, words)));
  }

  /** The pattern as it was written. */
  public String pattern() {
    return pattern;
  }

  /** Whether names differ by the source that they belong to. */
  public boolean namesSource() {
    return pieces.contains(new NamePiece.Source());
  }

  /**
   * The relative name, with {@code /} between folders.
   *
   * @param start the first sample's instant, in the zone that names are made in
   * @param source the source's name
   * @param station what the station calls itself; the source's name stands in when it is absent or
   *     holds nothing that can be part of a name
   * @param words what else is known
   * @param extension without its dot; appended unless the name ends in it already
   */
  public String name(
      ZonedDateTime start,
      String source,
      Optional<String> station,
      NameWords words,
      String extension) {
    String owner = nameOr("source", source);
    String caller = station.map(text -> nameOr(owner, text)).orElse(owner);
    Named named = new Named(owner, caller, words);
    String stem = withoutExtension(render(start, named), extension);
    return stem + passOfRepeatedHour(start, named) + "." + extension;
  }

  /** What names say besides the time. */
  private record Named(String source, String station, NameWords words) {}

  private static String nameOr(String otherwise, String text) {
    String name = NameText.of(text);
    return name.isEmpty() ? otherwise : name;
  }

  private String render(ZonedDateTime start, Named named) {
    StringBuilder name = new StringBuilder();
    for (NamePiece piece : pieces) {
      switch (piece) {
        case NamePiece.Text(String text) -> name.append(text);
        case NamePiece.Code code -> name.append(code.format(start));
        case NamePiece.Source() -> name.append(named.source());
        case NamePiece.Station() -> name.append(named.station());
        case NamePiece.Word word -> {
          String said = word.of(named.words());
          name.append(said.isEmpty() ? UNSAID : said);
        }
      }
    }
    return name.indexOf(UNSAID) < 0 ? name.toString() : tidied(name.toString(), named.source());
  }

  /** Without the places of what nobody said. */
  private static String tidied(String name, String otherwise) {
    List<String> parts = new ArrayList<>();
    for (String part : name.split("/", -1)) {
      parts.add(UNSAID_PLACE.matcher(part).replaceAll(place -> between(part, place)));
    }
    String last = parts.removeLast();
    parts.removeIf(String::isEmpty);
    parts.add(last.isEmpty() ? otherwise : last);
    return String.join("/", parts);
  }

  /** What stays where something was left out: nothing at an end, else one of the separators. */
  private static String between(String part, MatchResult place) {
    if (place.start() == 0 || place.end() == part.length()) {
      return "";
    }
    return Matcher.quoteReplacement(place.group(1).isEmpty() ? place.group(2) : place.group(1));
  }

  private String passOfRepeatedHour(ZonedDateTime start, Named named) {
    ZonedDateTime first = start.withEarlierOffsetAtOverlap();
    ZonedDateTime second = start.withLaterOffsetAtOverlap();
    boolean comesOnce = first.getOffset().equals(second.getOffset());
    if (comesOnce || !render(first, named).equals(render(second, named))) {
      return "";
    }
    return Strftime.offset(start);
  }

  private static String withoutExtension(String name, String extension) {
    String dotted = "." + extension;
    int stem = name.length() - dotted.length();
    boolean alone = stem <= 0 || name.charAt(stem - 1) == '/';
    return !alone && name.regionMatches(true, stem, dotted, 0, dotted.length())
        ? name.substring(0, stem)
        : name;
  }

  private static String checkedText(String pattern) {
    if (pattern.length() > LONGEST_PATTERN) {
      throw new IllegalArgumentException(
          "the pattern is longer than " + LONGEST_PATTERN + " characters; shorten it");
    }
    if (pattern.codePoints().anyMatch(NameText::isControl)) {
      throw new IllegalArgumentException(
          "the pattern holds a control character; use text, codes of strftime and / only");
    }
    return pattern;
  }

  private static void checkPath(String longest) {
    if (longest.startsWith("/")) {
      throw new IllegalArgumentException(
          "the pattern begins with /; it must be relative, output_directory says where it begins");
    }
    for (String part : longest.split("/", -1)) {
      checkPart(part);
    }
    if (longest.startsWith(".sonolog/")) {
      throw new IllegalArgumentException(
          "the folder .sonolog belongs to the catalogue; choose another name");
    }
    checkPlatform(longest);
  }

  private static void checkPart(String part) {
    if (part.isEmpty()) {
      throw new IllegalArgumentException(
          "the pattern leaves the name of a file or folder empty; write something before and"
              + " behind each /");
    }
    if (part.equals(".") || part.equals("..")) {
      throw new IllegalArgumentException(
          "\"" + part + "\" is no name of a file or folder; a pattern cannot leave its folder");
    }
    if (part.getBytes(StandardCharsets.UTF_8).length + ROOM_BEHIND > LONGEST_PART) {
      throw new IllegalArgumentException(
          "a file or folder would get a name longer than "
              + (LONGEST_PART - ROOM_BEHIND)
              + " bytes (a token counts as "
              + NameText.MOST_BYTES
              + "); shorten the pattern");
    }
  }

  private static void checkPlatform(String name) {
    try {
      requireNonNull(Path.of(name));
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          "this system cannot make such a file name ("
              + e.getReason()
              + "); start with LC_ALL=C.UTF-8 or use ASCII letters",
          e);
    }
  }

  /** Patterns are equal when they were written alike. */
  @Override
  public boolean equals(Object other) {
    return other instanceof FileNamePattern that && pattern.equals(that.pattern);
  }

  @Override
  public int hashCode() {
    return pattern.hashCode();
  }

  @Override
  public String toString() {
    return pattern;
  }
}
