package dev.sonolog.archive;

import java.time.Instant;
import java.util.Optional;

/**
 * A line of the {@link AuditLog} about what people noted, and somebody is about to take away.
 *
 * @param at when
 * @param action what
 * @param by who does it, as in {@link AuditEntry}
 * @param from the instant that it was about, or where the span begins
 * @param to the first instant behind the span
 * @param text what it said, its beginning
 * @param writer who had written it
 */
public record ReviewEntry(
    Instant at,
    Action action,
    String by,
    String source,
    Instant from,
    Optional<Instant> to,
    String text,
    String writer) {
  /** So much of a text is told, in characters. */
  private static final int MOST = 200;

  /** What is done. None has the name of another line's action: it tells the lines. */
  public enum Action {
    /** A mark is deleted. */
    UNMARK,
    /** The note on a recording is emptied. */
    UNNOTE
  }

  static ReviewEntry unmark(Mark mark, String by) {
    Mark.Content content = mark.content();
    return new ReviewEntry(
        Instant.now(),
        Action.UNMARK,
        by,
        mark.source(),
        content.from(),
        content.to(),
        content.label(),
        mark.by());
  }

  static ReviewEntry unnote(StoredSegment segment, Note note, String by) {
    return new ReviewEntry(
        Instant.now(),
        Action.UNNOTE,
        by,
        segment.source(),
        segment.start(),
        segment.content().map(StoredSegment.Content::end),
        beginning(note.text()),
        note.by());
  }

  private static String beginning(String text) {
    return text.codePointCount(0, text.length()) <= MOST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MOST)) + "...";
  }
}
