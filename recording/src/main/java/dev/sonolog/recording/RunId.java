package dev.sonolog.recording;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Names a run for ever: sortable by time, unique by chance. */
final class RunId {
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private RunId() {}

  /** A new identity, such as {@code 20260523T200000Z-9f3a2c1d07b4e652}. */
  static String create(Instant now, RandomGenerator random) {
    return SECOND.format(now) + "-" + HexFormat.of().toHexDigits(random.nextLong());
  }
}
