package dev.sonolog.app.config;

import static dev.sonolog.app.config.Loading.load;
import static dev.sonolog.app.config.Loading.refusal;
import static dev.sonolog.app.config.Loading.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sonolog.studio.LevelTrigger;
import dev.sonolog.studio.schedule.Cron;
import dev.sonolog.studio.schedule.Recurrence;
import dev.sonolog.studio.schedule.Rule;
import dev.sonolog.studio.schedule.Schedule;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Schedules and level triggers as people write them, right and wrong. */
class ScheduleSectionTest {
  private static final String MIC =
      "[mic]\ntype = signal\nmode = manual\ntimezone = Europe/Berlin\n";

  private static String evening(String lines) {
    return MIC + "[schedule evening]\nsource = mic\n" + lines + "\n";
  }

  private static Schedule schedule(String lines) {
    return load(evening(lines)).schedules().getFirst();
  }

  @Test
  void aScheduleByWeekdayHasEverythingThatIsWritten() {
    assertThat(
            schedule(
                "days = fri-mon, wed\ntime = 20:00-21:30\nlead_in = 30 s\nlead_out = 5 min\n"
                    + "name = The show\ntimezone = America/New_York"))
        .isEqualTo(
            new Schedule(
                "evening",
                "mic",
                "The show",
                new Rule.Weekly(
                    Set.of(
                        DayOfWeek.FRIDAY,
                        DayOfWeek.SATURDAY,
                        DayOfWeek.SUNDAY,
                        DayOfWeek.MONDAY,
                        DayOfWeek.WEDNESDAY),
                    LocalTime.of(20, 0)),
                new Schedule.Extent.Until(LocalTime.of(21, 30)),
                new Schedule.Lead(Duration.ofSeconds(30), Duration.ofMinutes(5)),
                ZoneId.of("America/New_York")));
  }

  @Test
  void whatIsNotWrittenIsTheSectionsAndTheSources() {
    Schedule schedule = schedule("days = daily\ntime = 8:00-24:00");
    assertThat(schedule.name()).isEqualTo("evening");
    assertThat(schedule.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(schedule.lead()).isEqualTo(Schedule.Lead.NONE);
    assertThat(schedule.extent()).isEqualTo(new Schedule.Extent.Until(LocalTime.MIDNIGHT));
  }

  @Test
  void datesCronAndRulesOfCalendarsAreRules() {
    assertThat(schedule("date = 2026-12-24, 2026-12-31\ntime = 20:00-21:00").rule())
        .isEqualTo(
            new Rule.Dates(
                new TreeSet<>(Set.of(LocalDate.of(2026, 12, 24), LocalDate.of(2026, 12, 31))),
                LocalTime.of(20, 0)));
    assertThat(schedule("cron = 0 20 * * 1-5\nlength = 1 h").rule())
        .isEqualTo(Cron.of("0 20 * * 1-5"));
    assertThat(
            schedule("rule = FREQ=WEEKLY;BYDAY=MO\nstart = 2026-01-05 20:00\nlength = 1 h").rule())
        .isEqualTo(new Recurrence("FREQ=WEEKLY;BYDAY=MO", LocalDateTime.parse("2026-01-05T20:00")));
  }

  @Test
  void oneThatIsNotInForceIsCheckedAndLeftOut() {
    String off = "days = daily\ntime = 20:00-21:00\nenabled = no";
    assertThat(load(evening(off)).schedules()).isEmpty();
    assertThat(refusal(evening("days = never\ntime = 20:00-21:00\nenabled = no")))
        .contains("never");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "time = 20:00-21:00|exactly one of days, date, cron and rule; it has none",
        "days = mon @ cron = 0 0 * * * @ time = 20:00-21:00|it has [days, cron]",
        "days = mon|time: is missing; days needs it, such as 20:00-21:00",
        "days = mon @ time = 20:00-21:00 @ length = 1 h|length: does not go with days",
        "cron = 0 20 * * *|length: is missing",
        "cron = 0 25 * * * @ length = 1 h|\"25\" where the hour",
        "rule = FREQ=DAILY @ length = 1 h|start: is missing",
        "rule = DAILY @ length = 1 h @ start = 2026-01-05 20:00|RFC 5545",
        "days = mon-xyz @ time = 20:00-21:00|days: \"mon-xyz\" has \"mon-xyz\"",
        "days = mon @ time = 20-21|time: \"20-21\" is no span of a day",
        "days = mon @ time = 20:00-25:00|which no clock shows",
        "date = 2026-02-30 @ time = 20:00-21:00|which is no date",
        "cron = 0 20 * * * @ length = 169 h|at most 168 h",
        "cron = 0 20 * * * @ length = 1 h @ lead_in = 25 h|at most 24 h",
        "cron = 0 20 * * * @ length = 1 h @ timezone = Berlin|no time zone",
      })
  void whatIsWrongIsSaidWithItsLine(String lines, String message) {
    assertThat(refusal(evening(lines.replace(" @ ", "\n"))))
        .contains(message)
        .contains("config.ini:");
  }

  @Test
  void allThatIsWrongIsSaidAtOnce() {
    String two =
        "[schedule a]\nsource = nobody\ndays = x\ntime = y\n[schedule b]\ncron = 0 20 * * *\n";
    assertThat(refused(MIC + two))
        .extracting(it -> it.line().orElse(0))
        .containsExactly(6, 7, 8, 9, 9);
    assertThat(refusal(MIC + "[schedule]\nsource = mic\n")).contains("needs a name");
    assertThat(refusal("[schedule]\ntype = signal\n")).contains("word of the HTTP interface");
  }

  // --- levels

  @Test
  void aManualSourceMayBeRecordedByItsLevel() {
    assertThat(load(MIC + "trigger_level = -40\ntrigger_after = 0.5 s").triggers())
        .containsEntry(
            "mic", new LevelTrigger.Settings(-40, Duration.ofMillis(500), Duration.ofSeconds(30)));
    assertThat(
            load(MIC + "trigger_level = -40\ntrigger_after = 5 s")
                .sources()
                .getFirst()
                .takes()
                .orElseThrow()
                .reach())
        .isEqualTo(Duration.ofSeconds(5));
    assertThat(load(MIC).triggers()).isEmpty();
    assertThat(load("[mic]\ntype = signal\ntrigger_level = -40").warnings()).hasSize(1);
  }

  @Test
  void whereNoLevelIsMeasuredNobodyWaitsForOne() {
    assertThat(refusal(MIC + "meters = off\ntrigger_level = -40"))
        .contains("trigger_level")
        .contains("meters = off");
    String stream = "[radio]\ntype = stream\nurl = http://x.example/\nmode = manual\n";
    assertThat(refused(stream + "trigger_level = -40"))
        .anySatisfy(it -> assertThat(it.toString()).contains("error").contains("[schedule NAME]"));
  }
}
