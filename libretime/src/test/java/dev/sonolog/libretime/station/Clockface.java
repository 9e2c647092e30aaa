package dev.sonolog.libretime.station;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Times as the older interface writes them, and how it understands the zone that it is asked for:
 * in small letters, each part of a name beginning with a capital, else its own.
 *
 * @param zone in which it writes
 * @param name what it calls that zone
 */
record Clockface(ZoneId zone, String name) {
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private static final Map<String, ZoneId> ABBREVIATIONS =
      Map.of("utc", ZoneOffset.UTC, "gmt", ZoneOffset.UTC, "est", ZoneOffset.ofHours(-5));

  static final Clockface UTC = new Clockface(ZoneOffset.UTC, "UTC");

  static Clockface asked(String wanted, ZoneId own) {
    String lower = wanted.toLowerCase(Locale.ROOT);
    ZoneId abbreviated = ABBREVIATIONS.get(lower);
    if (abbreviated != null) {
      return new Clockface(abbreviated, lower.toUpperCase(Locale.ROOT));
    }
    String capitalised =
        Arrays.stream(lower.split("/", -1))
            .map(
                it ->
                    it.isEmpty()
                        ? it
                        : it.substring(0, 1).toUpperCase(Locale.ROOT) + it.substring(1))
            .collect(Collectors.joining("/"));
    return lower.contains("/") && ZoneId.getAvailableZoneIds().contains(capitalised)
        ? new Clockface(ZoneId.of(capitalised), capitalised)
        : new Clockface(own, own.getId());
  }

  String write(Instant at) {
    return FORM.format(at.atZone(zone));
  }
}
