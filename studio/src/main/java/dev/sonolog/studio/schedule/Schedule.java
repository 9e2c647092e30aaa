package dev.sonolog.studio.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is to be recorded again and again, or on certain days. A local time that does not exist
 * because clocks were put forward is later by as much; of one that exists twice the first counts.
 *
 * @param id by which it is configured
 * @param source that is recorded
 * @param name of its takes
 * @param zone whose clocks the rule means
 */
public record Schedule(
    String id, String source, String name, Rule rule, Extent extent, Lead lead, ZoneId zone) {
  /** No occurrence is longer. */
  public static final Duration LONGEST = Duration.ofDays(7);

  /** No lead is longer. */
  public static final Duration LONGEST_LEAD = Duration.ofHours(24);

  /** A local day begins and ends within so many days of UTC's, and clocks are put by no more. */
  private static final int DAYS_APART = 2;

  /** Where clocks are put forward, so many may come to lie behind those that follow. */
  private static final int MOST_MOVED = 200;

  /** How long an occurrence is. */
  public sealed interface Extent {
    /** Until a time by the clock on the wall, perhaps of the next day. */
    record Until(LocalTime time) implements Extent {}

    /** So much time. */
    record Lasting(Duration length) implements Extent {}
  }

  /** How much is recorded before and after. */
  public record Lead(Duration in, Duration out) {
    public static final Lead NONE = new Lead(Duration.ZERO, Duration.ZERO);
  }

  /**
   * All occurrences of which something lies in a range of instants, in order.
   *
   * @param to the first instant behind the range
   * @param most so many are told, the first ones
   */
  public List<Occurrence> occurrences(Instant from, Instant to, int most) {
    LocalDate first = from.minus(LONGEST).minus(LONGEST_LEAD).atZone(zone).toLocalDate();
    LocalDate last = to.plus(LONGEST_LEAD).atZone(zone).toLocalDate();
    Stream<LocalDateTime> begins =
        rule.begins(first.minusDays(DAYS_APART), last.plusDays(DAYS_APART), zone);
    return begins
        .map(this::occurrence)
        .distinct()
        .filter(it -> it.to().isAfter(from))
        .takeWhile(it -> it.from().isBefore(to.plus(LONGEST_LEAD)))
        .filter(it -> it.from().isBefore(to))
        .limit(most + (long) MOST_MOVED)
        .sorted(Comparator.comparing(Occurrence::from))
        .limit(most)
        .toList();
  }

  private Occurrence occurrence(LocalDateTime begin) {
    Instant nominal = begin.atZone(zone).toInstant();
    return new Occurrence(nominal, nominal.minus(lead.in()), end(begin, nominal).plus(lead.out()));
  }

  private Instant end(LocalDateTime begin, Instant nominal) {
    return switch (extent) {
      case Extent.Lasting(Duration length) -> nominal.plus(length);
      case Extent.Until(LocalTime time) -> {
        LocalDate day = begin.toLocalDate();
        boolean isNextDay = !time.isAfter(begin.toLocalTime());
        LocalDateTime end = (isNextDay ? day.plusDays(1) : day).atTime(time);
        Instant at = end.atZone(zone).toInstant();
        yield at.isAfter(nominal) ? at : nominal.plus(Duration.between(begin, end));
      }
    };
  }
}
