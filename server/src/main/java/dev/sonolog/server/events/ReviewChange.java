package dev.sonolog.server.events;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What people say of recordings is another: a page that shows it asks again.
 *
 * @param kind what changed
 * @param source of which it is said
 * @param from the instant, or where the span begins
 * @param to the first instant behind the span; none where it is an instant, or lasts still
 */
public record ReviewChange(Kind kind, String source, Instant from, Optional<Instant> to) {
  /** What changed. */
  public enum Kind {
    /** Marks. */
    MARKS,
    /** A note on a recording. */
    NOTES,
    /** What the user has reviewed. */
    REVIEWED,
    /** Pins. */
    PINS;

    /** As an event says it. */
    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
