package dev.sonolog.server.api;

import dev.sonolog.archive.excerpt.ExcerptPlan;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What files that are made of a span are called. Pure. */
final class ExportNames {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss", Locale.ROOT);

  private ExportNames() {}

  static String of(ExcerptPlan plan, ZoneId zone, String extension) {
    return of(plan.source(), plan.from(), zone, extension);
  }

  /** The same of what has a name of its own. */
  static String of(String title, Instant from, ZoneId zone, String extension) {
    return title.replaceAll("[/\\\\\\p{Cntrl}]", "-")
        + "_"
        + TIME.format(from.atZone(zone))
        + "."
        + extension;
  }
}
