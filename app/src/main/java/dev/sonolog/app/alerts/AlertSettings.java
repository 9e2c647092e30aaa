package dev.sonolog.app.alerts;

import dev.sonolog.archive.FreeSpace;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Who is told what, and when.
 *
 * @param webhooks are told by POST; an address may hold a secret
 * @param token sent to webhooks as a bearer token (RFC 6750)
 * @param mail how mail is sent, if somebody gets any
 * @param rules what is worth telling
 */
public record AlertSettings(
    List<URI> webhooks, Optional<String> token, Optional<MailSettings> mail, Rules rules) {
  /** Nobody is told anything. */
  public static final AlertSettings NONE =
      new AlertSettings(List.of(), Optional.empty(), Optional.empty(), Rules.USUAL);

  public AlertSettings {
    webhooks = List.copyOf(webhooks);
  }

  /** Whether nobody is told anything. */
  public boolean isEmpty() {
    return webhooks.isEmpty() && mail.isEmpty();
  }

  /** Without what may be secret. */
  @Override
  public String toString() {
    return "AlertSettings[" + webhooks.size() + " webhooks, " + mail + ", " + rules + "]";
  }

  /**
   * What is worth telling.
   *
   * @param lostAfter how long a source is lost before it is told
   * @param silenceAfter how long it is silent before it is told; zero for never
   * @param silenceBelow the highest sample of silence in streams, in dBFS, -90 to 0
   * @param diskBelow what must be free on each volume; nothing is told when empty
   * @param repeat how long until what lasts is told again; zero for never
   * @param mostPerHour messages in any hour, 1 or more
   */
  public record Rules(
      Duration lostAfter,
      Duration silenceAfter,
      double silenceBelow,
      Optional<FreeSpace> diskBelow,
      Duration repeat,
      int mostPerHour) {
    /** As they are where nobody says. */
    public static final Rules USUAL =
        new Rules(
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            -50,
            Optional.of(new FreeSpace.Percent(5)),
            Duration.ofHours(1),
            20);
  }
}
