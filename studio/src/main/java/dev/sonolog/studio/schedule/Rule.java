package dev.sonolog.studio.schedule;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** On which days and at what time by the clock on the wall something begins. */
public sealed interface Rule permits Rule.Weekly, Rule.Dates, Cron, Recurrence {
  /**
   * The local times at which it begins on a range of days, in order; none on the day behind it.
   * Lazily: who takes few of many is served fast.
   *
   * @param zone for rules that name instants of UTC
   */
  Stream<LocalDateTime> begins(LocalDate from, LocalDate to, ZoneId zone);

  /** On some days of the week. */
  record Weekly(Set<DayOfWeek> days, LocalTime time) implements Rule {
    public Weekly {
      days = Set.copyOf(days);
    }

    @Override
    public Stream<LocalDateTime> begins(LocalDate from, LocalDate to, ZoneId zone) {
      return from.datesUntil(to)
          .filter(it -> days.contains(it.getDayOfWeek()))
          .map(it -> it.atTime(time));
    }
  }

  /** On certain days. */
  record Dates(SortedSet<LocalDate> dates, LocalTime time) implements Rule {
    public Dates {
      dates = new TreeSet<>(dates);
    }

    @Override
    public Stream<LocalDateTime> begins(LocalDate from, LocalDate to, ZoneId zone) {
      return dates.subSet(from, to).stream().map(it -> it.atTime(time));
    }
  }
}
