package dev.sonolog.libretime;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which of the planned shows are recorded, and from when to when. Spans may overlap, since shows do
 * and what is led in and out. Pure.
 *
 * @param leadIn so long before its start a show is recorded
 * @param leadOut so long behind its end
 * @param minLength shorter ones are not recorded
 */
public record PlanRules(ShowChoice choice, Duration leadIn, Duration leadOut, Duration minLength) {

  /** A show, and the span that is to be recorded of it. */
  public record Wanted(Show show, Instant from, Instant to) {
    /** Whether it is to be recorded then. */
    public boolean covers(Instant at) {
      return !at.isBefore(from) && at.isBefore(to);
    }
  }

  /** The span of a show, if it is to be recorded. */
  public Optional<Wanted> wanted(Show show) {
    return choice.covers(show.name()) && show.length().compareTo(minLength) >= 0
        ? Optional.of(new Wanted(show, show.starts().minus(leadIn), show.ends().plus(leadOut)))
        : Optional.empty();
  }

  /** The spans of all shows of a plan that are to be recorded, by the start of the shows. */
  public List<Wanted> wanted(Plan plan) {
    return plan.shows().stream().flatMap(it -> wanted(it).stream()).toList();
  }
}
