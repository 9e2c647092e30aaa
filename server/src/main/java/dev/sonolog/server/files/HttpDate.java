package dev.sonolog.server.files;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times in headers (RFC 9110, 5.6.7): written in the one form that is right, read in all three that
 * were ever used. The name of a weekday is not compared with the date.
 */
final class HttpDate {
  private static final List<String> DAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");

  private static final List<String> MONTHS =
      List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

  private static final int MAX_LENGTH = 64;
  private static final String TIME = "(?<hour>\\d{2}):(?<minute>\\d{2}):(?<second>\\d{2})";

  /** {@code Sun, 06 Nov 1994 08:49:37 GMT} and {@code Sunday, 06-Nov-94 08:49:37 GMT}. */
  private static final Pattern DAY_FIRST =
      Pattern.compile(
          "(?:[A-Za-z]+, *)?(?<day>\\d{1,2})[- ](?<month>[A-Za-z]{3})[- ](?<year>\\d{4}|\\d{2}) +"
              + TIME
              + "(?i: *(?:GMT|UTC))?");

  /** {@code Sun Nov 6 08:49:37 1994}. */
  private static final Pattern MONTH_FIRST =
      Pattern.compile(
          "(?:[A-Za-z]+ +)?(?<month>[A-Za-z]{3}) +(?<day>\\d{1,2}) +" + TIME + " +(?<year>\\d{4})");

  private HttpDate() {}

  /** A time as headers say it; parts of a second are left out. */
  static String text(Instant time) {
    LocalDateTime utc = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    return String.format(
        Locale.ROOT,
        "%s, %02d %s %04d %02d:%02d:%02d GMT",
        DAYS.get(utc.getDayOfWeek().getValue() - 1),
        utc.getDayOfMonth(),
        MONTHS.get(utc.getMonthValue() - 1),
        utc.getYear(),
        utc.getHour(),
        utc.getMinute(),
        utc.getSecond());
  }

  /**
   * The time that a header says, if it says one.
   *
   * @param now years of two digits lie no more than 50 years behind it
   */
  static Optional<Instant> parse(String value, Instant now) {
    String text = value.strip();
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    Matcher dayFirst = DAY_FIRST.matcher(text);
    Matcher monthFirst = MONTH_FIRST.matcher(text);
    return dayFirst.matches()
        ? time(dayFirst, now)
        : monthFirst.matches() ? time(monthFirst, now) : Optional.empty();
  }

  private static Optional<Instant> time(Matcher parts, Instant now) {
    try {
      LocalDateTime utc =
          LocalDateTime.of(
              year(parts.group("year"), now),
              month(parts.group("month")),
              Integer.parseInt(parts.group("day")),
              Integer.parseInt(parts.group("hour")),
              Integer.parseInt(parts.group("minute")),
              second(parts.group("second")));
      return Optional.of(utc.toInstant(ZoneOffset.UTC));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static int year(String digits, Instant now) {
    int year = Integer.parseInt(digits);
    if (digits.length() > 2) {
      return year;
    }
    int latest = Year.from(now.atZone(ZoneOffset.UTC)).getValue() + 50;
    return latest - Math.floorMod(latest - year, 100);
  }

  private static int month(String name) {
    for (int i = 0; i < MONTHS.size(); i++) {
      if (MONTHS.get(i).equalsIgnoreCase(name)) {
        return i + 1;
      }
    }
    throw new DateTimeException("No month: " + name);
  }

  /** A leap second is as good as the one before it. */
  private static int second(String digits) {
    int second = Integer.parseInt(digits);
    return second == 60 ? 59 : second;
  }
}
