package dev.sonolog.archive;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An instant or a span of a source that somebody marked.
 *
 * @param id its name, never given again
 * @param content what is marked, and why
 * @param by who wrote it last
 * @param at when that was
 */
public record Mark(long id, String source, Content content, String by, Instant at) {
  /**
   * What is marked, and why.
   *
   * @param from the instant, or where the span begins
   * @param to the first instant behind the span; none where it is an instant
   * @param label what somebody calls it; may be empty
   */
  public record Content(Instant from, Optional<Instant> to, String label) {
    /** The longest span that is marked. */
    public static final Duration LONGEST = Duration.ofDays(31);

    /**
     * @throws IllegalArgumentException if it ends before it begins, or lasts too long
     */
    public Content {
      if (to.isPresent() && !from.isBefore(to.get())) {
        throw new IllegalArgumentException("to must lie behind from");
      }
      if (to.isPresent() && to.get().isAfter(from.plus(LONGEST))) {
        throw new IllegalArgumentException("A mark is at most " + LONGEST.toDays() + " days long");
      }
    }
  }
}
