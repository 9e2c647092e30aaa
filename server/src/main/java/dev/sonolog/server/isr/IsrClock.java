package dev.sonolog.server.isr;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The local time that the name of a recording tells, as ISR reads it: {@code 20260523_220000} and
 * what Python's {@code strptime} takes for it, such as {@code 2026523_22000}; and the names of what
 * is cut out of a recording. Pure.
 */
final class IsrClock {
  private static final Pattern STEM =
      Pattern.compile(
          "(?!0000)(\\d{4})(1[0-2]|0[1-9]|[1-9])(3[01]|[12]\\d|0[1-9]|[1-9]| [1-9])"
              + "_(2[0-3]|[01]\\d|\\d)([0-5]\\d|\\d)(6[01]|[0-5]\\d|\\d)");

  private static final DateTimeFormatter DAY = format("yyyyMMdd");
  private static final DateTimeFormatter TIME = format("HH-mm-ss");
  private static final DateTimeFormatter SHOWN = format("yyyy-MM-dd HH:mm:ss");
  private static final double MICROS = 1e6;

  private IsrClock() {}

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
  }

  /** When the recording of that name began; nothing where the name does not tell. */
  static Optional<LocalDateTime> start(String name) {
    Matcher found = STEM.matcher(stem(name));
    if (!found.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          LocalDateTime.of(
              number(found, 1),
              number(found, 2),
              number(found, 3),
              number(found, 4),
              number(found, 5),
              number(found, 6)));
    } catch (DateTimeException _) {
      return Optional.empty(); // the 31st of June, or a leap second
    }
  }

  private static int number(Matcher found, int group) {
    return Integer.parseInt(found.group(group).strip());
  }

  /** As {@code /api/files} tells it. */
  static String shown(LocalDateTime time) {
    return SHOWN.format(time);
  }

  /**
   * What a cut is called.
   *
   * @param name of the recording, without folders
   * @param start of the cut, in seconds from the start of the recording
   * @param end of it
   */
  static String cutName(String name, double start, double end) {
    String extension = name.substring(stem(name).length());
    Optional<LocalDateTime> clock = start(name);
    if (clock.isEmpty()) {
      return stem(name) + "_cut_" + (long) start + "s-" + (long) end + "s" + extension;
    }
    LocalDateTime from = after(clock.get(), start);
    return "%s_%s_%s%s"
        .formatted(
            DAY.format(from), TIME.format(from), TIME.format(after(clock.get(), end)), extension);
  }

  /** Python rounds the seconds of a span to microseconds, halves to the even one. */
  private static LocalDateTime after(LocalDateTime start, double seconds) {
    return start.plusNanos((long) Math.rint(seconds * MICROS) * 1_000);
  }

  private static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? name : name.substring(0, dot);
  }
}
