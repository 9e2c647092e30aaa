package dev.sonolog.app.config;

import dev.sonolog.archive.FileNamePattern;
import dev.sonolog.archive.FreeSpace;
import dev.sonolog.server.access.Cidr;
import dev.sonolog.server.http.BasePath;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the texts of a configuration mean. Strict: what is not plainly right is refused. */
final class Values {
  private static final BigDecimal NANOS_PER_SECOND = BigDecimal.valueOf(1_000_000_000);
  private static final Pattern DECIMAL = Pattern.compile("\\+?[0-9]{1,12}(\\.[0-9]{0,9})?");
  private static final Pattern WHOLE = Pattern.compile("\\+?[0-9]{1,9}");
  private static final BigDecimal MOST_SECONDS = BigDecimal.valueOf(8_760 * 3_600);
  private static final BigDecimal MOST_PRE_ROLL = BigDecimal.valueOf(120);
  private static final Pattern LENGTH = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?) *(s|min|h|)");
  private static final Pattern SIZE =
      Pattern.compile(
          "([0-9]{1,12}(?:\\.[0-9]{1,9})?)\\s*(|b|kb|mb|gb|tb|kib|mib|gib|tib)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern OCTAL = Pattern.compile("0?[0-7]{3}");
  private static final int MINUTES_PER_DAY = 1440;
  private static final int LONGEST_TEXT = 4096;
  private static final int LONGEST_LINE = 200;

  /** The words of Python's configparser. */
  private static final Map<String, Boolean> TRUTHS =
      Map.of(
          "yes", true, "true", true, "on", true, "1", true, "no", false, "false", false, "off",
          false, "0", false);

  private Values() {}

  static String text(String text) throws BadValueException {
    if (text.length() > LONGEST_TEXT) {
      throw new BadValueException("is longer than " + LONGEST_TEXT + " characters");
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new BadValueException("holds a control character; take it out");
    }
    return text;
  }

  static Path path(String text) throws BadValueException {
    try {
      return Path.of(text(text));
    } catch (InvalidPathException e) {
      throw new BadValueException(
          "cannot be the name of a file on this system ("
              + e.getReason()
              + "); start with LC_ALL=C.UTF-8 or use ASCII letters");
    }
  }

  static FileNamePattern pattern(String text) throws BadValueException {
    try {
      return new FileNamePattern(text);
    } catch (IllegalArgumentException e) {
      throw new BadValueException("cannot name files: " + e.getMessage());
    }
  }

  static Duration split(String text) throws BadValueException {
    BigDecimal minutes = decimal(text, "minutes, such as 60, 0.5, or 0 for never");
    if (minutes.compareTo(BigDecimal.valueOf(MINUTES_PER_DAY)) > 0) {
      throw new BadValueException(
          "is more than a day, and splits are counted from each midnight; write 1440 for a file a"
              + " day, or 0 for none, and max_file_minutes for a longest file");
    }
    return minutes(minutes);
  }

  static Duration longest(String text) throws BadValueException {
    BigDecimal minutes = decimal(text, "minutes, such as 180");
    if (minutes.signum() == 0 || minutes.compareTo(BigDecimal.valueOf(1_000_000)) > 0) {
      throw new BadValueException(
          "is out of range; write more than 0 and at most 1000000 minutes, or leave the key out");
    }
    return minutes(minutes);
  }

  /** A number of bytes, at least one mebibyte: smaller files would be more than anybody can use. */
  static long size(String text) throws BadValueException {
    Matcher matcher = SIZE.matcher(text.strip());
    if (!matcher.matches()) {
      throw new BadValueException("is no size; write it like 500MB or 4GiB");
    }
    long unit =
        switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
          case "kb" -> 1_000L;
          case "mb" -> 1_000_000L;
          case "gb" -> 1_000_000_000L;
          case "tb" -> 1_000_000_000_000L;
          case "kib" -> 1L << 10;
          case "mib" -> 1L << 20;
          case "gib" -> 1L << 30;
          case "tib" -> 1L << 40;
          default -> 1L;
        };
    long bytes = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit)).longValue();
    if (bytes < 1 << 20) {
      throw new BadValueException("is less than 1MiB");
    }
    return bytes;
  }

  /** Room that stays free: a size, or a percentage. */
  static FreeSpace free(String text, int mostPercent) throws BadValueException {
    String stripped = text.strip();
    if (!stripped.endsWith("%")) {
      return new FreeSpace.Bytes(size(text));
    }
    String number = stripped.substring(0, stripped.length() - 1).strip();
    BigDecimal percent = decimal(number, "percent, such as 10%");
    if (percent.signum() == 0 || percent.compareTo(BigDecimal.valueOf(mostPercent)) > 0) {
      throw new BadValueException(
          "is out of range; write more than 0% and at most "
              + mostPercent
              + "%, or a size such as 20GB");
    }
    return new FreeSpace.Percent(percent.doubleValue());
  }

  /** An age in days. */
  static Duration days(String text) throws BadValueException {
    BigDecimal days = decimal(text, "days, such as 30 or 0.5");
    if (days.signum() == 0 || days.compareTo(BigDecimal.valueOf(100_000)) > 0) {
      throw new BadValueException(
          "is out of range; write more than 0 and at most 100000 days, or leave the key out to"
              + " keep everything");
    }
    return duration(days.multiply(BigDecimal.valueOf(86_400)));
  }

  /** A time in hours; none is allowed. */
  static Duration hours(String text) throws BadValueException {
    BigDecimal hours = decimal(text, "hours, such as 24");
    if (hours.compareTo(BigDecimal.valueOf(100_000)) > 0) {
      throw new BadValueException("is out of range; write 0 to 100000 hours");
    }
    return duration(hours.multiply(BigDecimal.valueOf(3_600)));
  }

  /** Minutes up to a week; none is allowed. */
  static Duration repeat(String text) throws BadValueException {
    BigDecimal minutes = decimal(text, "minutes, such as 60, or 0 for never");
    if (minutes.compareTo(BigDecimal.valueOf(10_080)) > 0) {
      throw new BadValueException("is out of range; write 0 to 10080 minutes");
    }
    return minutes(minutes);
  }

  private static Duration minutes(BigDecimal minutes) throws BadValueException {
    Duration duration = duration(minutes.multiply(BigDecimal.valueOf(60)));
    if (!duration.isZero() && duration.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new BadValueException("is less than a second; write 0.0167 minutes or more");
    }
    return duration;
  }

  /** A length of time in seconds, minutes or hours. */
  static Duration length(String text) throws BadValueException {
    BigDecimal seconds = secondsOf(text);
    if (seconds.compareTo(BigDecimal.ONE) < 0 || seconds.compareTo(MOST_SECONDS) > 0) {
      throw new BadValueException("is out of range; write 1 s to 8760 h");
    }
    return duration(seconds);
  }

  static Duration preRoll(String text) throws BadValueException {
    BigDecimal seconds = secondsOf(text);
    if (seconds.compareTo(MOST_PRE_ROLL) > 0) {
      throw new BadValueException("is out of range; write 0 s to 120 s");
    }
    return duration(seconds);
  }

  /** A length of time, none included. */
  static Duration upTo(String text, int mostSeconds) throws BadValueException {
    BigDecimal seconds = secondsOf(text);
    if (seconds.compareTo(BigDecimal.valueOf(mostSeconds)) > 0) {
      throw new BadValueException("is out of range; write 0 s to " + mostSeconds + " s");
    }
    return duration(seconds);
  }

  /** A short text. */
  static String line(String text) throws BadValueException {
    if (text.length() > LONGEST_LINE) {
      throw new BadValueException("is longer than " + LONGEST_LINE + " characters");
    }
    return text(text);
  }

  private static BigDecimal secondsOf(String text) throws BadValueException {
    Matcher matcher = LENGTH.matcher(text.strip());
    if (!matcher.matches()) {
      throw new BadValueException("is no length; write it like 20 s, 1.5 min or 4 h");
    }
    long unit =
        switch (matcher.group(2)) {
          case "h" -> 3_600;
          case "min" -> 60;
          default -> 1;
        };
    return new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit));
  }

  static Duration seconds(String text, BigDecimal least, int most) throws BadValueException {
    BigDecimal seconds = decimal(text, "seconds, such as 10 or 2.5");
    if (seconds.compareTo(least) < 0 || seconds.compareTo(BigDecimal.valueOf(most)) > 0) {
      throw new BadValueException("is out of range; write " + least + " to " + most + " seconds");
    }
    return duration(seconds);
  }

  private static Duration duration(BigDecimal seconds) {
    BigDecimal nanos = seconds.setScale(3, RoundingMode.HALF_UP).multiply(NANOS_PER_SECOND);
    return Duration.ofNanos(nanos.longValueExact());
  }

  private static BigDecimal decimal(String text, String unit) throws BadValueException {
    if (!DECIMAL.matcher(text).matches()) {
      throw new BadValueException("is no number of " + unit);
    }
    return new BigDecimal(text);
  }

  static int whole(String text, int least, int most) throws BadValueException {
    if (!WHOLE.matcher(text).matches()) {
      throw new BadValueException("is no whole number; write " + least + " to " + most);
    }
    int number = Integer.parseInt(text);
    if (number < least || number > most) {
      throw new BadValueException("is out of range; write " + least + " to " + most);
    }
    return number;
  }

  /** A level, a whole number of decibels. */
  static int decibels(String text, int least, int most) throws BadValueException {
    try {
      int level = Integer.parseInt(text.strip());
      if (level >= least && level <= most) {
        return level;
      }
      throw new BadValueException("is out of range; write " + least + " to " + most);
    } catch (NumberFormatException _) {
      throw new BadValueException("is no whole number of decibels, such as -50");
    }
  }

  /** A number within limits. */
  static double number(String text, double least, double most) throws BadValueException {
    double number = decimal(text, "a plain kind, such as 12 or 0.5").doubleValue();
    if (number < least || number > most) {
      throw new BadValueException("is out of range; write " + least + " to " + most);
    }
    return number;
  }

  static BasePath basePath(String text) throws BadValueException {
    try {
      return new BasePath(text);
    } catch (IllegalArgumentException e) {
      throw new BadValueException(String.valueOf(e.getMessage()));
    }
  }

  /** Networks between spaces or commas. */
  static List<Cidr> networks(String text) throws BadValueException {
    List<Cidr> networks = new ArrayList<>();
    for (String one : text.strip().split("[\\s,]+", -1)) {
      networks.add(
          Cidr.of(one)
              .orElseThrow(
                  () ->
                      new BadValueException(
                          "has something that is no network such as 192.168.1.0/24")));
    }
    return List.copyOf(networks);
  }

  /** Whole numbers between commas, each once. */
  static List<Integer> numbers(String text, int least, int most) throws BadValueException {
    List<Integer> numbers = new ArrayList<>();
    for (String one : text.split(",", -1)) {
      int number = whole(one.strip(), least, most);
      if (numbers.contains(number)) {
        throw new BadValueException("has " + number + " twice");
      }
      numbers.add(number);
    }
    return List.copyOf(numbers);
  }

  static boolean truth(String text) throws BadValueException {
    Boolean truth = TRUTHS.get(text.toLowerCase(Locale.ROOT));
    if (truth == null) {
      throw new BadValueException("is neither yes nor no; write one of them");
    }
    return truth;
  }

  static ZoneId zone(String text) throws BadValueException {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException _) {
      throw new BadValueException(
          "is no time zone; write a name such as Europe/Berlin or UTC"
              + Nearest.question(text, ZoneId.getAvailableZoneIds()));
    }
  }

  static Set<PosixFilePermission> mode(String text) throws BadValueException {
    if (!OCTAL.matcher(text).matches()) {
      throw new BadValueException("is no mode of a file; write three octal digits such as 0640");
    }
    int mode = Integer.parseInt(text, 8);
    if ((mode & 0600) != 0600) {
      throw new BadValueException(
          "keeps the recorder from reading and writing its own files; begin with 6 or 7");
    }
    return permissions(mode);
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    // From the owner's reading to the others' execution, as the bits stand from 0400 to 0001.
    PosixFilePermission[] permissions = PosixFilePermission.values();
    Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
    for (int bit = 0; bit < permissions.length; bit++) {
      if ((mode >> (permissions.length - 1 - bit) & 1) == 1) {
        set.add(permissions[bit]);
      }
    }
    return set;
  }

  static LogLevel logLevel(String text) throws BadValueException {
    return oneOf(
        text,
        Map.of(
            "debug", LogLevel.DEBUG,
            "info", LogLevel.INFO,
            "warning", LogLevel.WARNING,
            "warn", LogLevel.WARNING,
            "error", LogLevel.ERROR,
            "critical", LogLevel.CRITICAL,
            "fatal", LogLevel.CRITICAL));
  }

  static String charset(String text) throws BadValueException {
    try {
      return Charset.forName(text).name();
    } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
      throw new BadValueException(
          "is no charset that is known here; write a name such as windows-1252 or ISO-8859-2");
    }
  }

  static String word(String text, String... words) throws BadValueException {
    String word = text.toLowerCase(Locale.ROOT);
    if (!List.of(words).contains(word)) {
      throw new BadValueException("is none of " + String.join(", ", words));
    }
    return word;
  }

  static <T> T oneOf(String text, Map<String, T> values) throws BadValueException {
    T value = values.get(text.toLowerCase(Locale.ROOT));
    if (value == null) {
      throw new BadValueException(
          "is none of "
              + String.join(", ", new TreeSet<>(values.keySet()))
              + Nearest.question(text, values.keySet()));
    }
    return value;
  }
}
