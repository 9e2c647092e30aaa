package dev.sonolog.studio.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cron expressions and rules of calendars as people write them, right and wrong. */
class CronTest {
  private static List<String> begins(String cron, String day) {
    LocalDate date = LocalDate.parse(day);
    return Cron.of(cron)
        .begins(date, date.plusDays(1), ZoneOffset.UTC)
        .map(it -> it.toLocalTime().toString())
        .toList();
  }

  @Test
  void numbersNamesRangesListsAndStepsAreRead() {
    assertThat(begins("0 20 * * mon-fri", "2026-05-04")).containsExactly("20:00");
    assertThat(begins("0 20 * * mon-fri", "2026-05-03")).isEmpty();
    assertThat(begins("0 20 * * 7", "2026-05-03")).containsExactly("20:00");
    assertThat(begins("0 20 * * 0", "2026-05-03")).containsExactly("20:00");
    assertThat(begins("*/20 8-9 * MAY *", "2026-05-03"))
        .containsExactly("08:00", "08:20", "08:40", "09:00", "09:20", "09:40");
    assertThat(begins("5,10/25 0 * * *", "2026-05-03")).containsExactly("00:05", "00:10", "00:35");
    assertThat(begins("0 0 1-7/3 * *", "2026-05-04")).containsExactly("00:00");
  }

  @Test
  void whereBothDaysAreRestrictedEitherIsEnough() {
    assertThat(begins("0 0 13 * fri", "2026-05-13")).hasSize(1);
    assertThat(begins("0 0 13 * fri", "2026-05-15")).hasSize(1);
    assertThat(begins("0 0 13 * fri", "2026-05-14")).isEmpty();
    assertThat(begins("0 0 */2 * fri", "2026-05-15")).hasSize(1);
    assertThat(begins("0 0 */2 * fri", "2026-05-08")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 20 * *|has 4 fields",
        "60 20 * * *|\"60\" where the minute",
        "0 24 * * *|\"24\" where the hour",
        "0 20 0 * *|\"0\" where the day of the month",
        "0 20 * 13 *|\"13\" where the month",
        "0 20 * * 8|\"8\" where the day of the week",
        "0 20 * * fri-mon|\"fri-mon\" where the day of the week",
        "0 */0 * * *|\"*/0\" where the hour",
        "0 1-2-3 * * *|\"1-2-3\" where the hour",
        "0 , * * *|\"\" where the hour",
        "@daily|has 1 fields"
      })
  void whatIsWrongIsSaidWithItsField(String cron, String message) {
    assertThatThrownBy(() -> Cron.of(cron))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "WEEKLY",
        "FREQ=SOMETIMES",
        "FREQ=SECONDLY",
        "FREQ=DAILY;COUNT=1;UNTIL=20260101",
        "FREQ=WEEKLY;BYDAY=XX"
      })
  void aRuleOfCalendarsThatIsNoneIsRefused(String rule) {
    assertThatThrownBy(() -> new Recurrence(rule, LocalDateTime.parse("2026-01-05T20:00")))
        .as(rule)
        .isInstanceOf(IllegalArgumentException.class);
  }
}
