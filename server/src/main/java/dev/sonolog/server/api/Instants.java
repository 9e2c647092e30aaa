package dev.sonolog.server.api;

import dev.sonolog.server.http.Problem;
import dev.sonolog.server.http.ProblemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Instants as programs write them: ISO-8601 with an offset. Pure. */
final class Instants {
  private static final Instant FIRST = Instant.parse("1900-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");

  private Instants() {}

  /**
   * The instant of a text.
   *
   * @param name of the parameter, for the message
   * @param text in an address a plus sign may have become a blank
   */
  static Instant parse(String name, String text) throws ProblemException {
    try {
      Instant instant = OffsetDateTime.parse(text.strip().replace(' ', '+')).toInstant();
      if (!instant.isBefore(FIRST) && instant.isBefore(LAST)) {
        return instant;
      }
    } catch (DateTimeException _) {
      // none
    }
    throw Problem.BAD_REQUEST.exception(
        name
            + " is no instant of 1900 to 2199: write 2026-11-20T14:03:22Z or"
            + " 2026-11-20T14:03:22+01:00, in an address with %2B for the plus sign");
  }
}
