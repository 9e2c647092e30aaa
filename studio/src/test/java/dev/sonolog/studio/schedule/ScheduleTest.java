package dev.sonolog.studio.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.studio.schedule.Schedule.Extent;
import dev.sonolog.studio.schedule.Schedule.Lead;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules, a zone and a range of instants: what comes of them, also where clocks are put. */
class ScheduleTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Set<DayOfWeek> DAILY = EnumSet.allOf(DayOfWeek.class);

  private static Schedule schedule(Rule rule, Extent extent, Lead lead) {
    return new Schedule("test", "mic", "Test", rule, extent, lead, BERLIN);
  }

  private static Extent until(String time) {
    return new Extent.Until(LocalTime.parse(time));
  }

  private static Extent lasting(long minutes) {
    return new Extent.Lasting(Duration.ofMinutes(minutes));
  }

  private static List<String> on(Schedule schedule, String day) {
    LocalDate date = LocalDate.parse(day);
    return between(schedule, date, date.plusDays(1));
  }

  private static List<String> between(Schedule schedule, LocalDate from, LocalDate to) {
    return schedule
        .occurrences(
            from.atStartOfDay(BERLIN).toInstant(), to.atStartOfDay(BERLIN).toInstant(), 1_000)
        .stream()
        .map(it -> local(it.from()) + " " + local(it.to()))
        .toList();
  }

  private static String local(Instant instant) {
    return instant.atZone(BERLIN).toOffsetDateTime().toString();
  }

  /** In 2026 clocks go from 02:00 to 03:00 on 29 March and from 03:00 to 02:00 on 25 October. */
  @ParameterizedTest
  @CsvSource({
    // an ordinary day, across midnight, a whole day
    "2026-05-04, 20:00, 21:00, 2026-05-04T20:00+02:00 2026-05-04T21:00+02:00",
    "2026-05-04, 23:30, 00:30, 2026-05-04T23:30+02:00 2026-05-05T00:30+02:00",
    "2026-05-04, 20:00, 20:00, 2026-05-04T20:00+02:00 2026-05-05T20:00+02:00",
    // clocks go forward
    "2026-03-29, 01:30, 03:30, 2026-03-29T01:30+01:00 2026-03-29T03:30+02:00",
    "2026-03-29, 02:30, 04:00, 2026-03-29T03:30+02:00 2026-03-29T04:00+02:00",
    "2026-03-29, 02:30, 03:10, 2026-03-29T03:30+02:00 2026-03-29T04:10+02:00",
    "2026-03-29, 01:00, 02:30, 2026-03-29T01:00+01:00 2026-03-29T03:30+02:00",
    // clocks go back
    "2026-10-25, 01:30, 03:30, 2026-10-25T01:30+02:00 2026-10-25T03:30+01:00",
    "2026-10-25, 02:30, 02:50, 2026-10-25T02:30+02:00 2026-10-25T02:50+02:00",
    "2026-10-25, 02:30, 03:00, 2026-10-25T02:30+02:00 2026-10-25T03:00+01:00",
  })
  void aTimeOfDayMeansTheClockOnTheWall(String day, String from, String to, String expected) {
    Rule rule = new Rule.Dates(new TreeSet<>(Set.of(LocalDate.parse(day))), LocalTime.parse(from));
    assertThat(
            between(
                schedule(rule, until(to), Lead.NONE),
                LocalDate.parse("2026-01-01"),
                LocalDate.parse("2027-01-01")))
        .containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-29, 01:30, 60, 2026-03-29T01:30+01:00 2026-03-29T03:30+02:00",
    "2026-03-28, 23:00, 360, 2026-03-28T23:00+01:00 2026-03-29T06:00+02:00",
    "2026-10-25, 01:30, 120, 2026-10-25T01:30+02:00 2026-10-25T02:30+01:00",
    "2026-10-24, 23:00, 360, 2026-10-24T23:00+02:00 2026-10-25T04:00+01:00",
  })
  void aLengthIsTimeThatPasses(String day, String from, long minutes, String expected) {
    Rule rule = new Rule.Weekly(DAILY, LocalTime.parse(from));
    assertThat(on(schedule(rule, lasting(minutes), Lead.NONE), day)).contains(expected);
  }

  @Test
  void leadsAreTimeThatPassesAndCountForTheRangeToo() {
    Lead lead = new Lead(Duration.ofMinutes(10), Duration.ofMinutes(90));
    Schedule schedule = schedule(new Rule.Weekly(DAILY, LocalTime.of(0, 5)), lasting(5), lead);
    assertThat(on(schedule, "2026-05-04"))
        .containsExactly(
            "2026-05-03T23:55+02:00 2026-05-04T01:40+02:00",
            "2026-05-04T23:55+02:00 2026-05-05T01:40+02:00");
    assertThat(schedule.occurrences(at("2026-05-04T00:00"), at("2026-05-05T00:00"), 9))
        .extracting(Occurrence::nominal)
        .containsExactly(at("2026-05-04T00:05"), at("2026-05-05T00:05"));
  }

  private static Instant at(String local) {
    return LocalDateTime.parse(local).atZone(BERLIN).toInstant();
  }

  @Test
  void whatEndsWhereTheRangeBeginsIsNotInIt() {
    Schedule schedule =
        schedule(new Rule.Weekly(DAILY, LocalTime.of(20, 0)), lasting(60), Lead.NONE);
    assertThat(schedule.occurrences(at("2026-05-04T21:00"), at("2026-05-05T20:00"), 9)).isEmpty();
    assertThat(schedule.occurrences(at("2026-05-04T20:59"), at("2026-05-05T20:01"), 9)).hasSize(2);
    assertThat(schedule.occurrences(at("2026-05-04T20:59"), at("2026-05-05T20:01"), 1))
        .extracting(Occurrence::from)
        .containsExactly(at("2026-05-04T20:00"));
  }

  @Test
  void weekdaysAreThoseOfTheZone() {
    Rule rule = new Rule.Weekly(Set.of(DayOfWeek.MONDAY), LocalTime.of(0, 30));
    Schedule schedule = schedule(rule, lasting(10), Lead.NONE);
    assertThat(schedule.occurrences(at("2026-05-01T00:00"), at("2026-05-15T00:00"), 9))
        .extracting(Occurrence::nominal)
        .containsExactly(at("2026-05-04T00:30"), at("2026-05-11T00:30"));
  }

  @Test
  void aLeapDayIsADay() {
    Schedule yearly =
        schedule(
            new Recurrence("FREQ=YEARLY", LocalDateTime.parse("2024-02-29T20:00")),
            lasting(60),
            Lead.NONE);
    assertThat(between(yearly, LocalDate.of(2024, 1, 1), LocalDate.of(2033, 1, 1)))
        .containsExactly(
            "2024-02-29T20:00+01:00 2024-02-29T21:00+01:00",
            "2028-02-29T20:00+01:00 2028-02-29T21:00+01:00",
            "2032-02-29T20:00+01:00 2032-02-29T21:00+01:00");
    Schedule cron = schedule(Cron.of("0 20 29 feb *"), lasting(60), Lead.NONE);
    assertThat(between(cron, LocalDate.of(2024, 1, 1), LocalDate.of(2033, 1, 1))).hasSize(3);
  }

  @Test
  void aRuleEndsWhereItSaysInLocalTimeOrInUtcOrOnADay() {
    LocalDateTime start = LocalDateTime.parse("2026-05-01T20:00");
    for (String until : List.of("20260503T200000", "20260503T180000Z", "20260503")) {
      Schedule schedule =
          schedule(new Recurrence("FREQ=DAILY;UNTIL=" + until, start), lasting(60), Lead.NONE);
      assertThat(between(schedule, LocalDate.of(2026, 4, 1), LocalDate.of(2026, 6, 1)))
          .as(until)
          .hasSize(3);
    }
    Schedule counted =
        schedule(new Recurrence("FREQ=DAILY;COUNT=5", start), lasting(60), Lead.NONE);
    assertThat(between(counted, LocalDate.of(2026, 5, 4), LocalDate.of(2026, 6, 1))).hasSize(2);
  }

  @Test
  void theSameRuleKeepsItsLocalTimeAllYear() {
    Schedule schedule =
        schedule(
            new Recurrence("FREQ=WEEKLY;BYDAY=MO", LocalDateTime.parse("2026-01-05T20:00")),
            lasting(60),
            Lead.NONE);
    assertThat(between(schedule, LocalDate.of(2026, 1, 1), LocalDate.of(2027, 1, 1)))
        .hasSize(52)
        .allMatch(it -> it.contains("T20:00+"));
  }
}
