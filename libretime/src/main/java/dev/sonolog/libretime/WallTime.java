package dev.sonolog.libretime;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What LibreTime's clocks show, and which instants that is. Its older calls write wall clock
 * without offset, in a zone that stands elsewhere in the answer: the one that was asked for, or,
 * where it did not understand that one, silently its own. Pure.
 */
final class WallTime {
  private static final DateTimeFormatter LOCAL =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern("['T'][' ']HH:mm[:ss]")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .toFormatter(Locale.ROOT);

  private WallTime() {}

  static Optional<LocalDateTime> local(JsonNode of, String name) {
    return Fields.text(of, name).flatMap(WallTime::local);
  }

  static Optional<LocalDateTime> local(String text) {
    try {
      return Optional.of(LocalDateTime.parse(text.strip(), LOCAL));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /** A time of the second interface, which has an offset; without one it is UTC. */
  static Optional<Instant> instant(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text.strip()).toInstant());
    } catch (DateTimeException _) {
      return local(text).map(it -> it.toInstant(ZoneOffset.UTC));
    }
  }

  /** The zone of an answer, by its name or else by its offset; nothing where it has neither. */
  static Optional<ZoneId> zone(JsonNode answer) {
    return Fields.text(answer, "timezone")
        .flatMap(WallTime::zone)
        .or(() -> Fields.text(answer, "timezoneOffset").flatMap(WallTime::offset));
  }

  static Optional<ZoneId> zone(String name) {
    if (name.equalsIgnoreCase("utc") || name.equalsIgnoreCase("gmt")) {
      return Optional.of(ZoneOffset.UTC);
    }
    return ZoneId.getAvailableZoneIds().stream()
        .filter(it -> it.equalsIgnoreCase(name))
        .findFirst()
        .map(ZoneId::of);
  }

  private static Optional<ZoneId> offset(String seconds) {
    try {
      return Optional.of(ZoneOffset.ofTotalSeconds(Integer.parseInt(seconds.strip())));
    } catch (NumberFormatException | DateTimeException _) {
      return Optional.empty();
    }
  }

  /**
   * The instant that a clock means that shows this time no earlier than {@code after}: in the hour
   * that an autumn night repeats, a show ends after its start.
   */
  static Instant instant(LocalDateTime local, ZoneId zone, Instant after) {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
    for (ZoneOffset each : offsets) {
      if (local.toInstant(each).isAfter(after)) {
        return local.toInstant(each);
      }
    }
    return local.atZone(zone).toInstant();
  }
}
