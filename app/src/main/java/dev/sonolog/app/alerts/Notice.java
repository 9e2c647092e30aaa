package dev.sonolog.app.alerts;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One message to people.
 *
 * @param alert the same in all messages of one trouble
 * @param event a word of {@link Subject.Kind}, or that of a test message
 * @param subject what it is about; nothing for a test
 * @param since when it began, or was over
 * @param at when this was written
 * @param headline one line
 * @param text the same, with all that is to be known
 * @param leftOut how many messages before it were not sent, because they were too many
 */
public record Notice(
    UUID alert,
    String event,
    Optional<Subject> subject,
    Instant since,
    Instant at,
    String headline,
    String text,
    int leftOut) {
  /** Its own name: the same each time that it is tried, so that who gets it twice can tell. */
  public UUID id() {
    return named(alert + " " + event + " " + at);
  }

  /** A message for whoever wants to see whether messages arrive. */
  public static Notice test(Instant now) {
    return new Notice(
        named("test " + now),
        "test",
        Optional.empty(),
        now,
        now,
        "a test",
        "This is a test. Alerts of this recorder arrive here.",
        0);
  }

  static UUID named(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  /** The same, when still more before it were not sent. */
  Notice leavingOut(int more) {
    return more == 0
        ? this
        : new Notice(alert, event, subject, since, at, headline, text, leftOut + more);
  }

  /** The text, and how many are missing before it. */
  String fullText() {
    return switch (leftOut) {
      case 0 -> text;
      case 1 -> text + " 1 more message was left out before this one.";
      default -> text + " " + leftOut + " more messages were left out before this one.";
    };
  }
}
