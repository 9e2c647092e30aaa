package dev.sonolog.studio.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.Freq;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;

/**
 * A recurrence rule of calendars (RFC 5545, section 3.3.10). The library counts in local times that
 * it takes for UTC, so that clocks which are put forward and back are nobody's concern but {@link
 * Schedule}'s.
 *
 * @param rule such as {@code FREQ=WEEKLY;BYDAY=MO}
 * @param start from when on it holds; its time of day is theirs where the rule says none
 */
public record Recurrence(String rule, LocalDateTime start) implements Rule {
  /** Of what begins more often than every minute nothing could be recorded. */
  private static final int MOST_STEPS = 2_000_000;

  /**
   * @throws IllegalArgumentException if it is none; the message says what is wrong
   */
  public Recurrence {
    try {
      Freq freq = new RecurrenceRule(rule, RecurrenceRule.RfcMode.RFC5545_STRICT).getFreq();
      if (freq == Freq.SECONDLY) {
        throw new IllegalArgumentException("begins every second; write FREQ=MINUTELY or rarer");
      }
    } catch (InvalidRecurrenceRuleException e) {
      throw new IllegalArgumentException(
          "is no rule of RFC 5545, such as FREQ=WEEKLY;BYDAY=MO: " + e.getMessage(), e);
    }
  }

  @Override
  public Stream<LocalDateTime> begins(LocalDate from, LocalDate to, ZoneId zone) {
    LocalDateTime first = from.atStartOfDay();
    LocalDateTime end = to.atStartOfDay();
    return all(zone).limit(MOST_STEPS).dropWhile(first::isAfter).takeWhile(end::isAfter);
  }

  private Stream<LocalDateTime> all(ZoneId zone) {
    RecurrenceRuleIterator instances = parsed(zone).iterator(millis(start), DateTime.UTC);
    Iterator<LocalDateTime> times =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return instances.hasNext();
          }

          @Override
          public LocalDateTime next() {
            return local(instances.nextMillis(), ZoneOffset.UTC);
          }
        };
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(times, Spliterator.ORDERED), false);
  }

  /** Its end, too, as a local time that is taken for UTC. */
  private RecurrenceRule parsed(ZoneId zone) {
    try {
      RecurrenceRule parsed = new RecurrenceRule(rule, RecurrenceRule.RfcMode.RFC5545_STRICT);
      DateTime until = parsed.getUntil();
      if (until != null) {
        parsed.setUntil(new DateTime(DateTime.UTC, millis(local(until, zone))));
      }
      return parsed;
    } catch (InvalidRecurrenceRuleException e) {
      throw new IllegalStateException(e); // it was right before
    }
  }

  private static LocalDateTime local(DateTime until, ZoneId zone) {
    LocalDate day = LocalDate.of(until.getYear(), until.getMonth() + 1, until.getDayOfMonth());
    if (until.isAllDay()) {
      return day.plusDays(1).atStartOfDay().minusSeconds(1);
    }
    return until.isFloating()
        ? day.atTime(until.getHours(), until.getMinutes(), until.getSeconds())
        : local(until.getTimestamp(), zone);
  }

  private static LocalDateTime local(long millis, ZoneId zone) {
    return LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), zone);
  }

  private static long millis(LocalDateTime local) {
    return local.toInstant(ZoneOffset.UTC).toEpochMilli();
  }
}
