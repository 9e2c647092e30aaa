package dev.sonolog.server.files;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What of a content a {@code Range} header asks for (RFC 9110, 14.2). A header that is none, speaks
 * of another unit, or asks for more pieces than anybody needs is as good as absent. What is kept
 * depends on how long the header is, never on the numbers in it.
 */
public final class RangeHeader {
  /** More pieces are not sent: the whole is (RFC 9110, 14.2, 17.15). */
  static final int MAX_PIECES = 8;

  /** A header with more than so many is not looked through. */
  private static final int MAX_SPECS = 100;

  private static final int MAX_LENGTH = 4_096;
  private static final String UNIT = "bytes=";

  /** How the header is read. */
  public enum Mode {
    /** As the standard says. */
    STANDARD,
    /** The first range counts, whatever follows it; so paths of the predecessor always did. */
    LEGACY
  }

  /** What is asked for. */
  public sealed interface Asked {
    /** All: there is no header that counts. */
    record Whole() implements Asked {}

    /**
     * Pieces that neither overlap nor touch.
     *
     * @param ranges one or more
     */
    record Pieces(List<ByteRange> ranges) implements Asked {
      public Pieces {
        ranges = List.copyOf(ranges);
      }
    }

    /** Nothing that is there. */
    record Unsatisfiable() implements Asked {}
  }

  private RangeHeader() {}

  /**
   * What a header asks for.
   *
   * @param value of the header
   * @param size of the content, in bytes
   */
  public static Asked asked(String value, long size, Mode mode) {
    if (value.length() > MAX_LENGTH || !hasUnit(value, mode)) {
      return new Asked.Whole();
    }
    String set = value.substring(UNIT.length());
    return switch (mode) {
      case STANDARD -> all(set, size);
      case LEGACY -> first(set, size);
    };
  }

  /** The standard's unit names are case-insensitive (RFC 9110, 14.1). */
  private static boolean hasUnit(String value, Mode mode) {
    return value.regionMatches(mode == Mode.STANDARD, 0, UNIT, 0, UNIT.length());
  }

  private static Asked first(String set, long size) {
    int comma = set.indexOf(',');
    String first = comma < 0 ? set : set.substring(0, comma);
    return RangeSpec.parse(RangeSpec.prefix(first))
        .map(spec -> answer(List.of(spec), size))
        .orElse(new Asked.Whole());
  }

  private static Asked all(String set, long size) {
    List<RangeSpec> specs = new ArrayList<>();
    String[] elements = set.split(",", MAX_SPECS + 1);
    if (elements.length > MAX_SPECS) {
      return new Asked.Whole();
    }
    for (String element : elements) {
      String text = trimmed(element);
      Optional<RangeSpec> spec = RangeSpec.parse(text).filter(it -> !it.backwards());
      if (!text.isEmpty() && spec.isEmpty()) {
        return new Asked.Whole();
      }
      spec.ifPresent(specs::add);
    }
    return specs.isEmpty() ? new Asked.Whole() : answer(specs, size);
  }

  /** Without the white space that may stand around an element (RFC 9110, 5.6.1). */
  private static String trimmed(String element) {
    int first = 0;
    int end = element.length();
    while (first < end && isSpace(element.charAt(first))) {
      first++;
    }
    while (end > first && isSpace(element.charAt(end - 1))) {
      end--;
    }
    return element.substring(first, end);
  }

  private static boolean isSpace(char character) {
    return character == ' ' || character == '\t';
  }

  /** The end of an empty content is all of it (RFC 9110, 14.1.2). */
  private static Asked answer(List<RangeSpec> specs, long size) {
    if (size == 0 && specs.stream().anyMatch(RangeSpec::isEnd)) {
      return new Asked.Whole();
    }
    List<ByteRange> ranges = specs.stream().flatMap(spec -> spec.of(size).stream()).toList();
    if (ranges.isEmpty()) {
      return new Asked.Unsatisfiable();
    }
    List<ByteRange> pieces = joined(ranges);
    return pieces.size() > MAX_PIECES ? new Asked.Whole() : new Asked.Pieces(pieces);
  }

  /** In the order asked for where nothing had to be joined (RFC 9110, 15.3.7.2). */
  private static List<ByteRange> joined(List<ByteRange> ranges) {
    List<ByteRange> joined = new ArrayList<>();
    for (ByteRange range : sorted(ranges)) {
      if (!joined.isEmpty() && joined.getLast().touches(range)) {
        joined.add(joined.removeLast().with(range));
      } else {
        joined.add(range);
      }
    }
    return joined.size() == ranges.size() ? ranges : joined;
  }

  private static List<ByteRange> sorted(List<ByteRange> ranges) {
    return ranges.stream().sorted(Comparator.comparingLong(ByteRange::first)).toList();
  }
}
