package dev.sonolog.app;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;

/** Numbers as people read them. */
final class Texts {
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};

  private Texts() {}

  /** Such as {@code 2 h 3 min}, {@code 12.5 s}, {@code 340 ms}: the two largest units. */
  static String duration(Duration duration) {
    long seconds = duration.toSeconds();
    if (duration.toMillis() < 1000) {
      return duration.toMillis() + " ms";
    }
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0)
          .replace(".0 s", " s");
    }
    if (seconds < 3600) {
      return two(seconds / 60, "min", seconds % 60, "s");
    }
    if (seconds < 86_400) {
      return two(seconds / 3600, "h", seconds % 3600 / 60, "min");
    }
    return two(seconds / 86_400, "d", seconds % 86_400 / 3600, "h");
  }

  /** In decimal units, such as {@code 9.4 GB}. */
  static String bytes(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 1000 && unit < UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, UNITS[unit]);
  }

  /** Such as {@code full in about 34 days (2026-12-25)}. */
  static String full(Optional<Instant> full, Instant now) {
    return full.map(
            at -> "full in about " + about(Duration.between(now, at)) + " (" + day(at) + ")")
        .orElse("does not fill up");
  }

  private static String about(Duration left) {
    long days = Math.max(0, left.toDays());
    return days >= 2 ? days + " days" : Math.max(0, left.toHours()) + " h";
  }

  private static LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneId.systemDefault());
  }

  /** Such as {@code 12 recordings, 9.4 GB}. */
  static String recordings(long count, long bytes) {
    return count + (count == 1 ? " recording, " : " recordings, ") + bytes(bytes);
  }

  private static String two(long large, String largeUnit, long small, String smallUnit) {
    String first = large + " " + largeUnit;
    return small == 0 ? first : first + " " + small + " " + smallUnit;
  }
}
