package dev.sonolog.studio.schedule;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A cron expression of five fields: minute, hour, day of the month, month, day of the week, as
 * {@code crontab(5)} has them. Where both days are restricted, either is enough.
 */
public final class Cron implements Rule {
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final List<String> WEEKDAYS =
      List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");
  private static final List<Field> FIELDS =
      List.of(
          new Field("minute", 0, 59, List.of()),
          new Field("hour", 0, 23, List.of()),
          new Field("day of the month", 1, 31, List.of()),
          new Field("month", 1, 12, MONTHS),
          new Field("day of the week", 0, 7, WEEKDAYS));

  private final String text;
  private final List<Allowed> fields;

  /** What a field may hold. */
  private record Field(String name, int least, int most, List<String> words) {}

  /**
   * What a field allows.
   *
   * @param isAny whether it begins with a star, so that it restricts no day
   */
  private record Allowed(BitSet values, boolean isAny) {}

  private Cron(String text, List<Allowed> fields) {
    this.text = text;
    this.fields = fields;
  }

  /**
   * Reads an expression.
   *
   * @throws IllegalArgumentException if it is none; the message says what is wrong
   */
  public static Cron of(String text) {
    List<String> words = List.of(text.strip().toLowerCase(Locale.ROOT).split("\\s+", -1));
    if (words.size() != FIELDS.size()) {
      throw new IllegalArgumentException(
          "has %d fields; write five: minute, hour, day of the month, month, day of the week"
              .formatted(words.size()));
    }
    List<Allowed> fields =
        Stream.of(0, 1, 2, 3, 4).map(it -> allowed(FIELDS.get(it), words.get(it))).toList();
    BitSet weekdays = fields.get(4).values();
    if (weekdays.get(7)) {
      weekdays.set(0); // Sunday has two numbers
    }
    return new Cron(text.strip(), fields);
  }

  private static Allowed allowed(Field field, String text) {
    BitSet values = new BitSet();
    for (String part : text.split(",", -1)) {
      add(field, part, values);
    }
    return new Allowed(values, text.startsWith("*"));
  }

  private static void add(Field field, String part, BitSet values) {
    String[] stepped = part.split("/", -1);
    String[] range = stepped[0].split("-", -1);
    if (stepped.length > 2 || range.length > 2) {
      throw wrong(field, part);
    }
    boolean isAny = stepped[0].equals("*");
    int first = isAny ? field.least() : value(field, range[0], part);
    int last = isAny || (range.length == 1 && stepped.length == 2) ? field.most() : first;
    if (range.length == 2) {
      last = value(field, range[1], part);
    }
    int step = stepped.length == 2 ? number(field, stepped[1], part) : 1;
    if (first > last || step < 1) {
      throw wrong(field, part);
    }
    for (int value = first; value <= last; value += step) {
      values.set(value);
    }
  }

  private static int value(Field field, String word, String part) {
    int named = field.words().indexOf(word);
    int value = named < 0 ? number(field, word, part) : named + (field.least() == 1 ? 1 : 0);
    if (value < field.least() || value > field.most()) {
      throw wrong(field, part);
    }
    return value;
  }

  private static int number(Field field, String digits, String part) {
    if (!digits.matches("[0-9]{1,2}")) {
      throw wrong(field, part);
    }
    return Integer.parseInt(digits);
  }

  private static IllegalArgumentException wrong(Field field, String part) {
    return new IllegalArgumentException(
        "has \"%s\" where the %s stands; write %d to %d, a range such as 1-5, a list, * or */2"
            .formatted(part, field.name(), field.least(), field.most()));
  }

  @Override
  public Stream<LocalDateTime> begins(LocalDate from, LocalDate to, ZoneId zone) {
    return from.datesUntil(to).filter(this::isOn).flatMap(this::on);
  }

  private boolean isOn(LocalDate day) {
    Allowed dates = fields.get(2);
    Allowed weekdays = fields.get(4);
    boolean isDate = dates.values().get(day.getDayOfMonth());
    boolean isWeekday = weekdays.values().get(day.getDayOfWeek().getValue() % 7);
    boolean isEither = !dates.isAny() && !weekdays.isAny();
    boolean isDay = isEither ? (isDate || isWeekday) : (isDate && isWeekday);
    return fields.get(3).values().get(day.getMonthValue()) && isDay;
  }

  private Stream<LocalDateTime> on(LocalDate day) {
    BitSet minutes = fields.get(0).values();
    return fields.get(1).values().stream()
        .boxed()
        .flatMap(hour -> minutes.stream().mapToObj(minute -> day.atTime(hour, minute)));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Cron cron && cron.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
