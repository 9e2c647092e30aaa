package dev.sonolog.archive.excerpt;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** What is missing of a span, for people: a line for each gap. Pure. */
public final class GapText {
  private static final DateTimeFormatter SHOWN =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSxxx", Locale.ROOT);

  private GapText() {}

  /**
   * The lines.
   *
   * @param zone of the times
   */
  public static String of(List<Missing> missing, ZoneId zone) {
    StringBuilder text = new StringBuilder();
    for (Missing gap : missing) {
      text.append("missing: ")
          .append(shown(gap.from(), zone))
          .append(" to ")
          .append(shown(gap.to(), zone))
          .append(", ")
          .append(gap.cause())
          .append(gap.detail().isEmpty() ? "" : ", " + gap.detail())
          .append('\n');
    }
    return text.toString();
  }

  private static String shown(Instant instant, ZoneId zone) {
    return SHOWN.format(instant.atZone(zone));
  }
}
