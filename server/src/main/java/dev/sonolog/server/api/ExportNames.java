package dev.sonolog.server.api;

import dev.sonolog.archive.excerpt.ExcerptPlan;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What files that are made of a span are called. Pure. */
final class ExportNames {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss", Locale.ROOT);

  private ExportNames() {}

  static String of(ExcerptPlan plan, ZoneId zone, String extension) {
    return plan.source() + "_" + TIME.format(plan.from().atZone(zone)) + "." + extension;
  }
}
