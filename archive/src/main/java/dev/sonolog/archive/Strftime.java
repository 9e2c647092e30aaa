package dev.sonolog.archive;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.WeekFields;
import java.util.List;
import java.util.Locale;

/**
 * The conversions of C's strftime in the C locale (ISO/IEC 9899, section 7.27.3.5, paragraph 7),
 * with those of POSIX and GNU. Pure functions.
 */
final class Strftime {
  private static final String LETTERS = "aAbBcCdDeFgGhHIjklmMpPrRsSTuUVwWxXyYzZ%";

  /** What may follow the modifiers (the same clause, paragraph 4). */
  private static final String AFTER_E = "cCxXyY";

  private static final String AFTER_O = "deHImMSuUVwWy";

  private static final String FLAGS = "-_0^#";

  private static final DateTimeFormatter ZONE_NAME =
      DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH);

  private Strftime() {}

  /**
   * One conversion from its {@code %} to its letter.
   *
   * @throws IllegalArgumentException if there is no such conversion
   */
  static NamePiece.Code parse(String piece) {
    String code = piece.substring(1);
    char flag = !code.isEmpty() && FLAGS.indexOf(code.charAt(0)) >= 0 ? code.charAt(0) : ' ';
    String rest = flag == ' ' ? code : code.substring(1);
    String letters = lettersAfter(rest);
    String letter = letters.equals(LETTERS) ? rest : rest.substring(1);
    if (letter.equals("n") || letter.equals("t")) {
      throw new IllegalArgumentException(
          piece + " would put a line break or a tab into a file name; leave it out");
    }
    if (letter.length() != 1 || !letters.contains(letter)) {
      throw new IllegalArgumentException(unknown(piece));
    }
    return new NamePiece.Code(flag, letter.charAt(0));
  }

  private static String lettersAfter(String rest) {
    return switch (rest.isEmpty() ? ' ' : rest.charAt(0)) {
      case 'E' -> AFTER_E;
      case 'O' -> AFTER_O;
      default -> LETTERS;
    };
  }

  private static String unknown(String piece) {
    return piece
        + " is no code of a date or time; the codes are those of strftime, such as %Y %m %d %H %M"
        + " %S, and %% is a percent sign";
  }

  /** What a conversion says of a time. */
  static String format(char flag, char letter, ZonedDateTime time) {
    return switch (letter) {
      case 'C' -> number(flag, '0', 2, Math.floorDiv(time.getYear(), 100));
      case 'd' -> number(flag, '0', 2, time.getDayOfMonth());
      case 'e' -> number(flag, ' ', 2, time.getDayOfMonth());
      case 'g' -> number(flag, '0', 2, Math.floorMod(isoYear(time), 100));
      case 'G' -> number(flag, '0', 4, isoYear(time));
      case 'H' -> number(flag, '0', 2, time.getHour());
      case 'I' -> number(flag, '0', 2, hourOfHalfDay(time));
      case 'j' -> number(flag, '0', 3, time.getDayOfYear());
      case 'k' -> number(flag, ' ', 2, time.getHour());
      case 'l' -> number(flag, ' ', 2, hourOfHalfDay(time));
      case 'm' -> number(flag, '0', 2, time.getMonthValue());
      case 'M' -> number(flag, '0', 2, time.getMinute());
      case 's' -> number(flag, '0', 1, time.toEpochSecond());
      case 'S' -> number(flag, '0', 2, time.getSecond());
      case 'u' -> number(flag, '0', 1, time.getDayOfWeek().getValue());
      case 'U' -> number(flag, '0', 2, week(time, 7));
      case 'V' -> number(flag, '0', 2, time.get(WeekFields.ISO.weekOfWeekBasedYear()));
      case 'w' -> number(flag, '0', 1, time.getDayOfWeek().getValue() % 7);
      case 'W' -> number(flag, '0', 2, week(time, 1));
      case 'y' -> number(flag, '0', 2, Math.floorMod(time.getYear(), 100));
      case 'Y' -> number(flag, '0', 4, time.getYear());
      default -> text(flag, letter, time);
    };
  }

  private static String text(char flag, char letter, ZonedDateTime time) {
    return switch (letter) {
      case 'a' -> upper(flag, day(time).substring(0, 3));
      case 'A' -> upper(flag, day(time));
      case 'b', 'h' -> upper(flag, month(time).substring(0, 3));
      case 'B' -> upper(flag, month(time));
      case 'p' -> half(flag == '#' ? 'l' : 'u', time);
      case 'P' -> half('l', time);
      case 'Z' -> flag == '#' ? zone(time).toLowerCase(Locale.ROOT) : zone(time);
      case 'z' -> offset(time);
      case '%' -> "%";
      default -> several(flag, letter, time);
    };
  }

  private static String several(char flag, char letter, ZonedDateTime time) {
    return switch (letter) {
      case 'c' -> upper(flag, join(time, "a", " ", "b", " ", "e", " ", "T", " ", "Y"));
      case 'D', 'x' -> join(time, "m", "/", "d", "/", "y");
      case 'F' -> join(time, "Y", "-", "m", "-", "d");
      case 'r' -> join(time, "I", ":", "M", ":", "S", " ", "p");
      case 'R' -> join(time, "H", ":", "M");
      case 'T', 'X' -> join(time, "H", ":", "M", ":", "S");
      default -> throw new IllegalStateException("No conversion %" + letter);
    };
  }

  private static String join(ZonedDateTime time, String... parts) {
    StringBuilder joined = new StringBuilder();
    for (String part : List.of(parts)) {
      boolean code = Character.isLetter(part.charAt(0));
      joined.append(code ? format(' ', part.charAt(0), time) : part);
    }
    return joined.toString();
  }

  private static String number(char flag, char usual, int width, long value) {
    String digits = Long.toString(Math.abs(value));
    String sign = value < 0 ? "-" : "";
    char padding = flag == '_' ? ' ' : flag == '0' ? '0' : usual;
    int missing = flag == '-' ? 0 : Math.max(0, width - digits.length() - sign.length());
    String pad = String.valueOf(padding).repeat(missing);
    return padding == ' ' ? pad + sign + digits : sign + pad + digits;
  }

  private static int hourOfHalfDay(ZonedDateTime time) {
    return time.get(ChronoField.CLOCK_HOUR_OF_AMPM);
  }

  private static int isoYear(ZonedDateTime time) {
    return time.get(IsoFields.WEEK_BASED_YEAR);
  }

  /** The week of the year, the first beginning at its first such day (1 Monday ... 7 Sunday). */
  private static int week(ZonedDateTime time, int firstDay) {
    int sinceFirstDay = Math.floorMod(time.getDayOfWeek().getValue() - firstDay, 7);
    return (time.getDayOfYear() + 6 - sinceFirstDay) / 7;
  }

  private static String day(ZonedDateTime time) {
    return time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }

  private static String month(ZonedDateTime time) {
    return time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }

  private static String half(char letterCase, ZonedDateTime time) {
    String half = time.getHour() < 12 ? "AM" : "PM";
    return letterCase == 'u' ? half : half.toLowerCase(Locale.ROOT);
  }

  private static String upper(char flag, String text) {
    return flag == '^' || flag == '#' ? text.toUpperCase(Locale.ROOT) : text;
  }

  /** The offset from UTC as {@code +0200}. */
  static String offset(ZonedDateTime time) {
    int minutes = time.getOffset().getTotalSeconds() / 60;
    String sign = time.getOffset().getTotalSeconds() < 0 ? "-" : "+";
    return sign + number('0', '0', 4, Math.abs(minutes) / 60 * 100L + Math.abs(minutes) % 60);
  }

  /**
   * The zone's abbreviation. Where the time zone database has none but digits ({@code -03}), Java
   * says {@code GMT-03:00}.
   */
  private static String zone(ZonedDateTime time) {
    String name = ZONE_NAME.format(time);
    boolean digits =
        (name.length() > 3 && name.startsWith("GMT")) || time.getZone() instanceof ZoneOffset;
    if (!digits) {
      return name;
    }
    String offset = offset(time);
    return offset.equals("+0000") ? "UTC" : offset.endsWith("00") ? offset.substring(0, 3) : offset;
  }
}
