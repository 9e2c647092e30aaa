package dev.sonolog.server.api;

import dev.sonolog.server.http.Problem;
import dev.sonolog.server.http.ProblemException;
import java.time.Duration;
import java.time.Instant;

/**
 * A span of time that somebody asks about.
 *
 * @param to the first instant behind it
 */
record Span(Instant from, Instant to) {
  private static final Duration USUAL = Duration.ofDays(1);

  /**
   * The span of {@code from} and {@code to}: without an end up to now, without a start a day long.
   *
   * @param most how long it may be
   */
  static Span of(Query query, Instant now, Duration most) throws ProblemException {
    Instant to = query.instant("to").orElse(now);
    Instant from = query.instant("from").orElse(to.minus(USUAL));
    return of(from, to, most);
  }

  /** A span that was asked for. */
  static Span of(Instant from, Instant to, Duration most) throws ProblemException {
    if (!from.isBefore(to)) {
      throw Problem.BAD_REQUEST.exception("The span is empty: to must lie behind from");
    }
    if (Duration.between(from, to).compareTo(most) > 0) {
      throw Problem.BAD_REQUEST.exception(
          "The span is too long: at most " + most.toDays() + " days are answered at once");
    }
    return new Span(from, to);
  }

  Duration length() {
    return Duration.between(from, to);
  }
}
