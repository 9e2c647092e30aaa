package dev.sonolog.app.alerts;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * What people read. No line of it holds a control character, whatever sources are called.
 *
 * @param zone whose local times are told
 */
record NoticeText(ZoneId zone) {
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_DETAIL = 500;
  private static final DateTimeFormatter TODAY =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter EARLIER =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  /** Something is wrong. */
  Notice raised(Trouble trouble, Instant now, boolean again) {
    String state =
        switch (trouble.subject().kind()) {
          case LOST -> "lost";
          case SILENT -> "silent";
          case DISK_LOW -> "low on space";
        };
    String headline =
        "%s is %s%s since %s%s"
            .formatted(
                line(trouble.subject().name(), LONGEST_NAME),
                again ? "still " : "",
                state,
                time(trouble.since(), now),
                trouble.onAndOff() ? ", on and off" : "");
    String detail = line(trouble.detail(), LONGEST_DETAIL);
    String text = headline + (detail.isEmpty() ? "." : ": " + ended(detail));
    return notice(trouble, false, trouble.since(), now, headline, text);
  }

  /** It is over. */
  Notice cleared(Trouble trouble, Instant now) {
    Instant fine = trouble.fineSince().orElse(now);
    String state =
        switch (trouble.subject().kind()) {
          case LOST -> "is back";
          case SILENT -> "is heard again";
          case DISK_LOW -> "has room again";
        };
    String headline =
        "%s %s since %s"
            .formatted(line(trouble.subject().name(), LONGEST_NAME), state, time(fine, now));
    String detail = line(trouble.detail(), LONGEST_DETAIL);
    String text =
        "%s, after %s%s"
            .formatted(
                headline,
                duration(Duration.between(trouble.since(), fine)),
                detail.isEmpty() ? "." : ": " + ended(detail));
    return notice(trouble, true, fine, now, headline, text);
  }

  private static Notice notice(
      Trouble trouble, boolean over, Instant since, Instant now, String headline, String text) {
    return new Notice(
        trouble.id(),
        trouble.subject().kind().event(over),
        Optional.of(trouble.subject()),
        since,
        now,
        headline,
        text,
        0);
  }

  private static String ended(String sentence) {
    return sentence.endsWith(".") ? sentence : sentence + ".";
  }

  /** The text on one line, for a name or a reason may come from anywhere. */
  static String line(String text, int longest) {
    String line = text.replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}]+", " ").strip();
    int end = Math.min(line.length(), longest);
    boolean halved = end < line.length() && Character.isHighSurrogate(line.charAt(end - 1));
    return end == line.length() ? line : line.substring(0, halved ? end - 1 : end) + "...";
  }

  private String time(Instant instant, Instant now) {
    boolean today = LocalDate.ofInstant(instant, zone).equals(LocalDate.ofInstant(now, zone));
    return (today ? TODAY : EARLIER).format(instant.atZone(zone));
  }

  private static String duration(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < 60) {
      return seconds + " s";
    }
    return seconds < 3600
        ? seconds / 60 + " min " + seconds % 60 + " s"
        : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
  }
}
