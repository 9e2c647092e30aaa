package dev.sonolog.app.config;

import dev.sonolog.studio.schedule.Cron;
import dev.sonolog.studio.schedule.Recurrence;
import dev.sonolog.studio.schedule.Schedule;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the texts of schedules mean. Strict, as {@link Values} are. */
final class ScheduleValues {
  private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
  private static final Pattern SPAN =
      Pattern.compile("(\\d{1,2}:\\d{2}(?::\\d{2})?) *- *(\\d{1,2}:\\d{2}(?::\\d{2})?)");
  private static final Pattern START = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})[ T]+([0-9:]+)");
  private static final LocalDateTime ANY_START = LocalDateTime.of(2026, 1, 1, 0, 0);

  /** Two times by the clock on the wall. */
  record TimeSpan(LocalTime from, LocalTime to) {}

  private ScheduleValues() {}

  static Set<DayOfWeek> days(String text) throws BadValueException {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String part : text.strip().toLowerCase(Locale.ROOT).split(" *, *| +", -1)) {
      if (part.equals("daily")) {
        days.addAll(EnumSet.allOf(DayOfWeek.class));
      } else {
        addDays(part, days);
      }
    }
    return days;
  }

  /** A day, or a range, which may go over Sunday. */
  private static void addDays(String part, Set<DayOfWeek> days) throws BadValueException {
    String[] range = part.split("-", -1);
    if (range.length > 2) {
      throw noDays(part);
    }
    DayOfWeek day = day(range[0], part);
    DayOfWeek last = day(range[range.length - 1], part);
    days.add(day);
    while (day != last) {
      day = day.plus(1);
      days.add(day);
    }
  }

  private static DayOfWeek day(String word, String part) throws BadValueException {
    int day = DAYS.indexOf(word);
    if (day < 0) {
      throw noDays(part);
    }
    return DayOfWeek.of(day + 1);
  }

  private static BadValueException noDays(String part) {
    return new BadValueException(
        "has \"" + part + "\", which is no day of the week; write mon-fri, or sat, sun, or daily");
  }

  static TimeSpan times(String text) throws BadValueException {
    Matcher matcher = SPAN.matcher(text.strip());
    if (!matcher.matches()) {
      throw new BadValueException("is no span of a day; write it like 20:00-21:30");
    }
    return new TimeSpan(time(matcher.group(1)), time(matcher.group(2)));
  }

  private static LocalTime time(String text) throws BadValueException {
    if (text.equals("24:00")) {
      return LocalTime.MIDNIGHT;
    }
    try {
      return LocalTime.parse(text.indexOf(':') == 1 ? "0" + text : text);
    } catch (DateTimeException _) {
      throw new BadValueException("has " + text + ", which no clock shows; write it like 20:00");
    }
  }

  static SortedSet<LocalDate> dates(String text) throws BadValueException {
    SortedSet<LocalDate> dates = new TreeSet<>();
    for (String part : text.strip().split(" *, *| +", -1)) {
      dates.add(date(part));
    }
    return dates;
  }

  private static LocalDate date(String text) throws BadValueException {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException _) {
      throw new BadValueException(
          "has \"" + text + "\", which is no date; write it like 2026-12-24");
    }
  }

  static Cron cron(String text) throws BadValueException {
    try {
      return Cron.of(text);
    } catch (IllegalArgumentException e) {
      throw new BadValueException(String.valueOf(e.getMessage()));
    }
  }

  /** The text of a rule of calendars. */
  static String rule(String text) throws BadValueException {
    try {
      return new Recurrence(text.strip(), ANY_START).rule();
    } catch (IllegalArgumentException e) {
      throw new BadValueException(String.valueOf(e.getMessage()));
    }
  }

  static LocalDateTime start(String text) throws BadValueException {
    Matcher matcher = START.matcher(text.strip());
    if (!matcher.matches()) {
      throw new BadValueException("is no local time; write it like 2026-01-05 20:00");
    }
    return date(matcher.group(1)).atTime(time(matcher.group(2)));
  }

  static Duration length(String text) throws BadValueException {
    return atMost(Values.length(text), Schedule.LONGEST);
  }

  static Duration lead(String text) throws BadValueException {
    Duration lead = text.strip().matches("0+ *(s|min|h|)") ? Duration.ZERO : Values.length(text);
    return atMost(lead, Schedule.LONGEST_LEAD);
  }

  private static Duration atMost(Duration length, Duration most) throws BadValueException {
    if (length.compareTo(most) > 0) {
      throw new BadValueException("is too long; write at most " + most.toHours() + " h");
    }
    return length;
  }
}
