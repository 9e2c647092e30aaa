package dev.sonolog.archive.excerpt;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * How much there is of a span of a source.
 *
 * @param parts the span as a timeline: recorded spans and gaps, in order
 * @param days each day that the span touches, in order
 */
public record Coverage(
    String source, Instant from, Instant to, List<TimelinePart> parts, List<Day> days) {
  public Coverage {
    parts = List.copyOf(parts);
    days = List.copyOf(days);
  }

  /**
   * What there is of a local day.
   *
   * @param length of the day, as far as it lies in the span and is over: 24 hours, or 23 or 25 on a
   *     day on which the clocks are changed
   * @param recorded how much of that was recorded and is there
   */
  public record Day(LocalDate date, Duration length, Duration recorded) {
    /** 0 to 100. */
    public double percent() {
      return length.isZero() ? 0 : 100.0 * recorded.toNanos() / length.toNanos();
    }
  }

  /**
   * @param zone whose days are told
   * @param now what lies behind it cannot have been recorded, and does not count
   */
  static Coverage of(ExcerptPlan plan, ZoneId zone, Instant now) {
    Instant end = plan.to().isAfter(now) ? now : plan.to();
    List<Day> days = new ArrayList<>();
    for (LocalDate date = LocalDate.ofInstant(plan.from(), zone);
        date.atStartOfDay(zone).toInstant().isBefore(end);
        date = date.plusDays(1)) {
      Instant start = later(plan.from(), date.atStartOfDay(zone).toInstant());
      Instant last = earlier(end, date.plusDays(1).atStartOfDay(zone).toInstant());
      days.add(new Day(date, Duration.between(start, last), recorded(plan, start, last)));
    }
    return new Coverage(plan.source(), plan.from(), plan.to(), plan.parts(), days);
  }

  private static Duration recorded(ExcerptPlan plan, Instant start, Instant end) {
    Duration recorded = Duration.ZERO;
    for (Stretch stretch : plan.stretches()) {
      Instant from = later(start, stretch.from());
      Instant to = earlier(end, stretch.to());
      recorded = from.isBefore(to) ? recorded.plus(Duration.between(from, to)) : recorded;
    }
    return recorded;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
