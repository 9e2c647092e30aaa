package dev.sonolog.app;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Instants as people write them: {@code 2026-11-21}, {@code 2026-11-21T10:00}, {@code "2026-11-21
 * 10:00:30"} in the computer's time zone, or with an offset, {@code 2026-11-21T09:00:00Z}.
 */
final class TimeArgument {
  /** What messages show. */
  static final String EXAMPLES = "2026-11-21, 2026-11-21T10:00 or 2026-11-21T09:00:00Z";

  private TimeArgument() {}

  /** The instant of a text, if it is one. */
  static Optional<Instant> parse(String text, ZoneId zone) {
    String iso = text.strip().replace(' ', 'T');
    List<Function<String, Instant>> forms =
        List.of(
            it -> OffsetDateTime.parse(it).toInstant(),
            it -> LocalDateTime.parse(it).atZone(zone).toInstant(),
            it -> LocalDate.parse(it).atStartOfDay(zone).toInstant());
    return forms.stream().flatMap(form -> tried(form, iso).stream()).findFirst();
  }

  private static Optional<Instant> tried(Function<String, Instant> form, String text) {
    try {
      return Optional.of(form.apply(text));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
