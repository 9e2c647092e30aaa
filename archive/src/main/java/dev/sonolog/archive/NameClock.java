package dev.sonolog.archive;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the start of a recording back out of its file's name: by the pattern that names are made
 * with, or by what names usually look like. Immutable.
 *
 * <p>A local time that comes twice is taken for the first of the two unless the name carries its
 * offset; one that never came, in the hour that is left out in spring, is what the clock showed
 * after it was set.
 */
final class NameClock {
  /** What may follow a name that was made: its offset, its number, its extension. */
  private static final String BEHIND = "(?<offset>[+-]\\d{4})?(?:-\\d+)?\\.[A-Za-z0-9]{1,5}$";

  private static final String[] MONTHS = {
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"
  };

  /**
   * ISR's own names and those of its cuts, and what else begins with a year: {@code
   * 20260523_220000}, {@code 20260523_22-31-30_22-32-30}, {@code 2026-05-23T22.00}.
   */
  private static final NameClock USUAL =
      new NameClock(
          Pattern.compile(
              "(?<!\\d)(?<Y>\\d{4})(?<ds>[-_.]?)(?<m>\\d\\d)\\k<ds>(?<d>\\d\\d)[-_T ]{0,3}"
                  + "(?<H>\\d\\d)(?<ts>[-_.:h]?)(?<M>\\d\\d)(?:\\k<ts>(?<S>\\d\\d))?"
                  + "(?<offset>[+-]\\d{4})?(?!\\d)[^/]*$"));

  private final Pattern pattern;
  private final Map<String, Integer> groups;

  private NameClock(Pattern pattern) {
    this.pattern = pattern;
    this.groups = pattern.namedGroups();
  }

  /** The clock of names that a pattern made; none if they do not tell a day and a minute. */
  static Optional<NameClock> of(FileNamePattern names) {
    List<NamePiece> pieces = NamePiece.parse(names.pattern());
    StringBuilder text = new StringBuilder("(?:^|/)");
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < pieces.size(); i++) {
      append(pieces.get(i), isBesideWord(pieces, i), text, seen);
    }
    boolean day = seen.containsKey("s") || hasDay(seen);
    boolean minute = seen.containsKey("s") || (hasHour(seen) && seen.containsKey("M"));
    return day && minute
        ? Optional.of(new NameClock(Pattern.compile(text + BEHIND)))
        : Optional.empty();
  }

  /** The clock of names as they usually are. */
  static NameClock usual() {
    return USUAL;
  }

  /**
   * When the recording of that name began.
   *
   * @param name relative to the output directory, with {@code /} between folders
   * @param zone that names are made in
   */
  Optional<Instant> read(String name, ZoneId zone) {
    Matcher found = pattern.matcher(name);
    try {
      return found.find()
          ? Optional.of(instant(found, zone)).filter(Nanos::isStorable)
          : Optional.empty();
    } catch (DateTimeException _) {
      return Optional.empty(); // digits that are no date
    }
  }

  private static boolean hasDay(Map<String, Integer> seen) {
    boolean year = seen.containsKey("Y") || seen.containsKey("y");
    boolean monthAndDay = seen.containsKey("m") || seen.containsKey("b");
    return year && (seen.containsKey("j") || (monthAndDay && seen.containsKey("d")));
  }

  private static boolean hasHour(Map<String, Integer> seen) {
    return seen.containsKey("H") || (seen.containsKey("I") && seen.containsKey("p"));
  }

  /** Separators beside a word that nobody said are not there either. */
  private static boolean isBesideWord(List<NamePiece> pieces, int place) {
    return (place > 0 && pieces.get(place - 1) instanceof NamePiece.Word)
        || (place + 1 < pieces.size() && pieces.get(place + 1) instanceof NamePiece.Word);
  }

  private static void append(
      NamePiece piece, boolean besideWord, StringBuilder text, Map<String, Integer> seen) {
    switch (piece) {
      case NamePiece.Text(String literal) when besideWord ->
          text.append("(?:" + Pattern.quote(literal) + "|[ _.-]*)");
      case NamePiece.Text(String literal) -> text.append(Pattern.quote(literal));
      case NamePiece.Source(), NamePiece.Station(), NamePiece.Word _ -> text.append("[^/]*?");
      case NamePiece.Code(char _, char letter) -> append(letter, text, seen);
    }
  }

  private static void append(char letter, StringBuilder text, Map<String, Integer> seen) {
    switch (letter) {
      case 'Y' -> group("Y", "\\d{4}", text, seen);
      case 'y' -> group("y", "\\d\\d", text, seen);
      case 'm' -> group("m", " ?\\d{1,2}", text, seen);
      case 'd', 'e' -> group("d", " ?\\d{1,2}", text, seen);
      case 'j' -> group("j", " *\\d{1,3}", text, seen);
      case 'H', 'k' -> group("H", " ?\\d{1,2}", text, seen);
      case 'I', 'l' -> group("I", " ?\\d{1,2}", text, seen);
      case 'M' -> group("M", " ?\\d{1,2}", text, seen);
      case 'S' -> group("S", " ?\\d{1,2}", text, seen);
      case 'p', 'P' -> group("p", "[AaPp][Mm]", text, seen);
      case 'b', 'h', 'B' -> group("b", "[A-Za-z]{3,9}", text, seen);
      case 's' -> group("s", "\\d{9,11}", text, seen);
      case 'z' -> group("z", "[+-]\\d{4}", text, seen);
      case 'F' -> all(text, seen, "Y-m-d");
      case 'T', 'X' -> all(text, seen, "H:M:S");
      case 'R' -> all(text, seen, "H:M");
      case 'D', 'x' -> all(text, seen, "m/d/y");
      case '%' -> text.append('%');
      default -> text.append("[^/]*?");
    }
  }

  private static void all(StringBuilder text, Map<String, Integer> seen, String pieces) {
    for (int i = 0; i < pieces.length(); i++) {
      char each = pieces.charAt(i);
      if (Character.isLetter(each)) {
        append(each, text, seen);
      } else {
        text.append(Pattern.quote(String.valueOf(each)));
      }
    }
  }

  /** A code that comes twice, as in a folder and in the name, must say the same. */
  private static void group(
      String name, String digits, StringBuilder text, Map<String, Integer> seen) {
    if (seen.merge(name, 1, Integer::sum) > 1) {
      text.append("\\k<").append(name).append('>');
    } else {
      text.append("(?<").append(name).append('>').append(digits).append(')');
    }
  }

  private Instant instant(Matcher found, ZoneId zone) {
    Optional<String> epoch = text(found, "s");
    if (epoch.isPresent()) {
      return Instant.ofEpochSecond(Long.parseLong(epoch.get()));
    }
    LocalDateTime local = LocalDateTime.of(date(found), time(found));
    return text(found, "z")
        .or(() -> text(found, "offset"))
        .map(offset -> local.toInstant(ZoneOffset.of(offset)))
        .orElseGet(() -> local.atZone(zone).toInstant());
  }

  private LocalDate date(Matcher found) {
    int year = number(found, "Y").orElseGet(() -> century(number(found, "y").orElseThrow()));
    Optional<Integer> dayOfYear = number(found, "j");
    if (dayOfYear.isPresent()) {
      return LocalDate.ofYearDay(year, dayOfYear.get());
    }
    int month = number(found, "m").orElseGet(() -> month(text(found, "b").orElse("")));
    return LocalDate.of(year, month, number(found, "d").orElseThrow());
  }

  /** POSIX: 69 to 99 are of the last century. */
  private static int century(int year) {
    return year < 69 ? 2000 + year : 1900 + year;
  }

  private static int month(String name) {
    String start = name.substring(0, Math.min(3, name.length())).toLowerCase(Locale.ROOT);
    return List.of(MONTHS).indexOf(start) + 1;
  }

  private LocalTime time(Matcher found) {
    int hour = number(found, "H").orElseGet(() -> halfDay(found));
    return LocalTime.of(hour, number(found, "M").orElseThrow(), number(found, "S").orElse(0));
  }

  private int halfDay(Matcher found) {
    int hour = number(found, "I").orElseThrow() % 12;
    boolean afternoon = text(found, "p").filter(half -> half.equalsIgnoreCase("pm")).isPresent();
    return afternoon ? hour + 12 : hour;
  }

  private Optional<Integer> number(Matcher found, String name) {
    return text(found, name).map(String::strip).map(Integer::valueOf);
  }

  private Optional<String> text(Matcher found, String name) {
    return groups.containsKey(name) ? Optional.ofNullable(found.group(name)) : Optional.empty();
  }
}
