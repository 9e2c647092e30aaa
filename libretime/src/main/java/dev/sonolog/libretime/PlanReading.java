package dev.sonolog.libretime;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What a station planned when it was asked.
 *
 * @param at what the station took the time to be
 * @param source where that was read
 * @param shows in no order
 * @param cancelled the instances that are told as struck out of the calendar
 * @param coverage a show that it covers and that is not among {@code shows} is not planned
 */
public record PlanReading(
    Instant at, Source source, List<Show> shows, Set<Long> cancelled, Coverage coverage) {
  public PlanReading {
    shows = List.copyOf(shows);
    cancelled = Set.copyOf(cancelled);
  }

  /** Where a plan is read, the best first. */
  public enum Source {
    /** The calendar itself, by the second interface. */
    INSTANCES,
    /** This week and the next. */
    WEEK,
    /** What is on air and a few that follow. */
    LIVE
  }

  /** Which shows a reading speaks of even where it does not name them. */
  public sealed interface Coverage {
    /** Whether it would name a show if that was planned. */
    boolean covers(Show show);

    /** All that are planned at any moment of a span. */
    record Within(Instant from, Instant to) implements Coverage {
      @Override
      public boolean covers(Show show) {
        return show.starts().isBefore(to) && from.isBefore(show.ends());
      }
    }

    /** All that are on air at a moment; so close to a border neither clock decides which are. */
    record OnAir(Instant at) implements Coverage {
      private static final Duration BORDER = Duration.ofSeconds(5);

      @Override
      public boolean covers(Show show) {
        return show.isOnAirAt(at.minus(BORDER)) && show.isOnAirAt(at.plus(BORDER));
      }
    }
  }
}
