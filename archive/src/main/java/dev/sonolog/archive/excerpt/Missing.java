package dev.sonolog.archive.excerpt;

import java.time.Instant;

/**
 * What was not recorded, or is not there any more.
 *
 * @param cause the word of a {@link dev.sonolog.archive.GapCause} or of a {@link
 *     dev.sonolog.archive.SegmentState}, or one of those below
 * @param detail what a person should know besides; may be empty
 */
public record Missing(Instant from, Instant to, String cause, String detail)
    implements TimelinePart {
  /** Before anything was recorded of the source. */
  public static final String NEVER = "never recorded";

  /** Not on air yet, or not in a file yet. */
  public static final String NOT_YET = "not recorded yet";

  /** The catalogue does not say. */
  public static final String UNKNOWN = "unknown";

  Missing within(Instant start, Instant end) {
    return new Missing(
        from.isBefore(start) ? start : from, to.isAfter(end) ? end : to, cause, detail);
  }

  boolean isEmpty() {
    return !from.isBefore(to);
  }
}
