package dev.sonolog.recording;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * The instants at which files are cut: those whose local time of day is a multiple of the step,
 * counted from local midnight and starting anew each midnight. In the repeated hour of an autumn
 * night each grid time comes twice; in the skipped hour of a spring night none does.
 *
 * @param step more than zero, at most a day
 * @param zone the time zone whose clock counts
 */
record ClockGrid(Duration step, ZoneId zone) {
  private static final Duration DAY = Duration.ofDays(1);

  ClockGrid {
    if (!step.isPositive() || step.compareTo(DAY) > 0) {
      throw new IllegalArgumentException("Grid step " + step + " is not between zero and a day");
    }
  }

  /** The first instant of the grid after {@code after}. */
  Instant next(Instant after) {
    ZoneRules rules = zone.getRules();
    Instant from = after;
    while (true) {
      Instant candidate = nextAtOffset(from, rules.getOffset(from));
      ZoneOffsetTransition transition = rules.nextTransition(from);
      if (transition == null || candidate.isBefore(transition.getInstant())) {
        return candidate;
      }
      if (standsOnGrid(transition)) {
        return transition.getInstant();
      }
      from = transition.getInstant();
    }
  }

  private Instant nextAtOffset(Instant after, ZoneOffset offset) {
    LocalDateTime local = LocalDateTime.ofInstant(after, offset);
    LocalDate day = local.toLocalDate();
    long steps = local.toLocalTime().toNanoOfDay() / step.toNanos() + 1;
    Duration sinceMidnight = step.multipliedBy(steps);
    LocalDateTime next =
        sinceMidnight.compareTo(DAY) < 0
            ? day.atTime(LocalTime.ofNanoOfDay(sinceMidnight.toNanos()))
            : day.plusDays(1).atStartOfDay();
    return next.toInstant(offset);
  }

  private boolean standsOnGrid(ZoneOffsetTransition transition) {
    LocalDateTime before = transition.getDateTimeBefore();
    LocalDateTime after = transition.getDateTimeAfter();
    boolean skipsMidnight = transition.isGap() && beganDay(before).isBefore(after.toLocalDate());
    return skipsMidnight || after.toLocalTime().toNanoOfDay() % step.toNanos() == 0;
  }

  /**
   * The day that was running just before {@code border}: midnight itself still belongs to the day
   * that it ends.
   */
  private static LocalDate beganDay(LocalDateTime border) {
    return border.minusNanos(1).toLocalDate();
  }
}
