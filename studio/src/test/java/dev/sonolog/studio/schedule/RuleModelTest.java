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
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Random rules against a model that looks at every minute of a month. */
class RuleModelTest {
  private static final int ROUNDS = 150;
  private static final List<String> ZONES =
      List.of("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC", "Asia/Kolkata");
  private static final List<String> DAYS = List.of("SU", "MO", "TU", "WE", "TH", "FR", "SA");

  private final long seed = new SplittableRandom().nextLong();
  private final SplittableRandom random = new SplittableRandom(seed);

  private record Case(String text, Rule rule, Predicate<LocalDateTime> model) {}

  @Test
  void rulesBeginInEachMinuteInWhichTheModelDoes() {
    for (int round = 0; round < ROUNDS; round++) {
      ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
      LocalDate first = LocalDate.of(2026, random.nextInt(1, 13), 1);
      LocalDate last = first.plusMonths(1);
      Case each =
          switch (random.nextInt(3)) {
            case 0 -> weekly();
            case 1 -> cron();
            default -> recurrence();
          };
      Instant from = first.atStartOfDay(zone).toInstant();
      Instant to = last.atStartOfDay(zone).toInstant();
      Set<Instant> expected = new TreeSet<>();
      for (LocalDateTime minute = first.minusDays(1).atStartOfDay();
          minute.isBefore(last.plusDays(1).atStartOfDay());
          minute = minute.plusMinutes(1)) {
        Instant instant = instant(minute, zone);
        if (each.model().test(minute) && !instant.isBefore(from) && instant.isBefore(to)) {
          expected.add(instant);
        }
      }
      Schedule schedule =
          new Schedule(
              "x",
              "mic",
              "x",
              each.rule(),
              new Extent.Lasting(Duration.ofSeconds(1)),
              Lead.NONE,
              zone);
      List<Instant> found =
          schedule.occurrences(from, to, Integer.MAX_VALUE).stream()
              .map(Occurrence::nominal)
              .toList();
      assertThat(found)
          .as("%s in %s, %s, seed %d", each.text(), zone, first, seed)
          .containsExactlyElementsOf(expected);
    }
  }

  /** By the rules of the zone alone: the first of two, and later by the gap. */
  private static Instant instant(LocalDateTime local, ZoneId zone) {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
    if (!offsets.isEmpty()) {
      return local.toInstant(offsets.getFirst());
    }
    ZoneOffsetTransition gap = zone.getRules().getTransition(local);
    return local.plus(gap.getDuration()).toInstant(gap.getOffsetAfter());
  }

  // --- rules

  private Case weekly() {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    do {
      days.add(DayOfWeek.of(random.nextInt(1, 8)));
    } while (random.nextBoolean());
    LocalTime time = time();
    return new Case(
        days + " " + time,
        new Rule.Weekly(days, time),
        it -> days.contains(it.getDayOfWeek()) && it.toLocalTime().equals(time));
  }

  /** Often in the hours in which clocks are put. */
  private LocalTime time() {
    return LocalTime.of(
        random.nextBoolean() ? random.nextInt(1, 4) : random.nextInt(24), 15 * random.nextInt(4));
  }

  private record Part(String text, Set<Integer> values, boolean isAny) {}

  private Part part(int least, int most) {
    int one = random.nextInt(least, most + 1);
    int other = random.nextInt(one, most + 1);
    int step = random.nextInt(2, 8);
    return switch (random.nextInt(4)) {
      case 0 -> new Part("*", range(least, most, 1), true);
      case 1 -> new Part("*/" + step, range(least, most, step), true);
      case 2 -> new Part(one + "-" + other, range(one, other, 1), false);
      default -> new Part(one + "," + other, new TreeSet<>(List.of(one, other)), false);
    };
  }

  private static Set<Integer> range(int from, int to, int step) {
    return IntStream.iterate(from, it -> it <= to, it -> it + step)
        .boxed()
        .collect(Collectors.toSet());
  }

  private Case cron() {
    Part minute = part(0, 59);
    Part hour = part(0, 23);
    Part date = part(1, 31);
    Part month = part(1, 12);
    Part weekday = part(0, 6);
    String text =
        String.join(" ", minute.text(), hour.text(), date.text(), month.text(), weekday.text());
    return new Case(
        text,
        Cron.of(text),
        it -> {
          boolean isDate = date.values().contains(it.getDayOfMonth());
          boolean isWeekday = weekday.values().contains(it.getDayOfWeek().getValue() % 7);
          boolean isEither = !date.isAny() && !weekday.isAny();
          boolean isDay = isEither ? (isDate || isWeekday) : (isDate && isWeekday);
          return minute.values().contains(it.getMinute())
              && hour.values().contains(it.getHour())
              && month.values().contains(it.getMonthValue())
              && isDay;
        });
  }

  private Case recurrence() {
    LocalDateTime start =
        LocalDate.of(2025, random.nextInt(1, 13), random.nextInt(1, 29)).atTime(time());
    int interval = random.nextInt(1, 5);
    return switch (random.nextInt(3)) {
      case 0 ->
          new Case(
              "FREQ=DAILY;INTERVAL=" + interval + " " + start,
              new Recurrence("FREQ=DAILY;INTERVAL=" + interval, start),
              it ->
                  isAt(it, start)
                      && ChronoUnit.DAYS.between(start.toLocalDate(), it.toLocalDate()) % interval
                          == 0);
      case 1 -> {
        int day = random.nextInt(7);
        String rule = "FREQ=WEEKLY;INTERVAL=" + interval + ";BYDAY=" + DAYS.get(day);
        LocalDate monday = start.toLocalDate().with(DayOfWeek.MONDAY);
        yield new Case(
            rule + " " + start,
            new Recurrence(rule, start),
            it ->
                isAt(it, start)
                    && it.getDayOfWeek().getValue() % 7 == day
                    && ChronoUnit.WEEKS.between(monday, it.toLocalDate()) % interval == 0);
      }
      default -> {
        int date = random.nextInt(1, 32);
        String rule = "FREQ=MONTHLY;BYMONTHDAY=" + date;
        yield new Case(
            rule + " " + start,
            new Recurrence(rule, start),
            it -> isAt(it, start) && it.getDayOfMonth() == date);
      }
    };
  }

  private static boolean isAt(LocalDateTime minute, LocalDateTime start) {
    return minute.toLocalTime().equals(start.toLocalTime()) && !minute.isBefore(start);
  }
}
