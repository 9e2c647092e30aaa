package dev.sonolog.app;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Times as people write them on a command line: {@code 14:30} or {@code 14:30:05} of today, {@code
 * 2026-10-25}, {@code 2026-10-25T02:30} of the source's zone, with an offset such as {@code +01:00}
 * or {@code Z} where the clock shows an hour twice, {@code now}, and, behind a start, {@code
 * +1h30m}.
 *
 * @param zone whose local times are meant
 * @param now what "now" and "today" are
 */
record TimeText(ZoneId zone, Instant now) {
  static final String HELP =
      "Times: 14:30[:05] of today, 2026-10-25, 2026-10-25T02:30[:05], with an offset such as"
          + " +01:00 where the clock shows an hour twice, or now; local times are those of the"
          + " source's configured time zone.";

  private static final Pattern LENGTH =
      Pattern.compile(
          "\\+(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m(?:in)?)?(?:(\\d+(?:\\.\\d{1,9})?)s?)?");

  private static final DateTimeFormatter SHOWN =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSxxx", Locale.ROOT);

  /**
   * An instant.
   *
   * @throws CommandFailure if the text is none, or a local time that the clock never showed
   */
  Instant instant(String text) throws CommandFailure {
    if (text.equals("now")) {
      return now;
    }
    String iso = text.replace(' ', 'T');
    List<Function<String, Instant>> plain =
        List.of(
            it -> OffsetDateTime.parse(it).toInstant(),
            it -> LocalDate.parse(it).atStartOfDay(zone).toInstant());
    List<Function<String, LocalDateTime>> local =
        List.of(
            LocalDateTime::parse, it -> LocalTime.parse(it).atDate(LocalDate.ofInstant(now, zone)));
    Optional<Instant> instant = read(plain, iso);
    Optional<LocalDateTime> shown = read(local, iso);
    if (instant.isEmpty() && shown.isEmpty()) {
      throw new CommandFailure(ExitCode.USAGE, "\"" + text + "\" is no time here. " + HELP);
    }
    return instant.isPresent() ? instant.get() : local(shown.get());
  }

  private static <T> Optional<T> read(List<Function<String, T>> readings, String text) {
    for (Function<String, T> reading : readings) {
      try {
        return Optional.of(reading.apply(text));
      } catch (DateTimeException _) {
        // not written so
      }
    }
    return Optional.empty();
  }

  /** Of an hour that the clock shows twice the first is meant. */
  private Instant local(LocalDateTime time) throws CommandFailure {
    ZoneRules rules = zone.getRules();
    if (rules.getValidOffsets(time).isEmpty()) {
      ZoneOffsetTransition change = rules.getTransition(time);
      throw new CommandFailure(
          ExitCode.USAGE,
          String.format(
              "The clock never showed %s: in %s it went from %s to %s",
              time, zone, change.getDateTimeBefore(), change.getDateTimeAfter()));
    }
    return ZonedDateTime.of(time, zone).toInstant();
  }

  /**
   * The end of a span: an instant, or {@code +} and a length such as {@code 90s}, {@code 1h30m}.
   *
   * @throws CommandFailure if the text is neither, or the span is empty
   */
  Instant end(Instant start, String text) throws CommandFailure {
    Matcher length = LENGTH.matcher(text);
    Instant end =
        length.matches() && text.length() > 1 ? start.plus(length(length)) : instant(text);
    if (!start.isBefore(end)) {
      throw new CommandFailure(
          ExitCode.USAGE, "The span is empty: " + shown(end) + " is not behind " + shown(start));
    }
    return end;
  }

  private static Duration length(Matcher length) {
    Duration whole =
        Duration.ofDays(number(length.group(1)))
            .plusHours(number(length.group(2)))
            .plusMinutes(number(length.group(3)));
    String seconds = length.group(4);
    return seconds == null
        ? whole
        : whole.plusNanos(new BigDecimal(seconds).movePointRight(9).longValue());
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  /** As people read it, with its offset. */
  String shown(Instant instant) {
    return SHOWN.format(instant.atZone(zone));
  }

  /** For programs. */
  String iso(Instant instant) {
    return instant.atZone(zone).toOffsetDateTime().toString();
  }
}
