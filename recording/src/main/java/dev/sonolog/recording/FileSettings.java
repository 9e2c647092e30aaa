package dev.sonolog.recording;

import dev.sonolog.archive.FileNamePattern;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/**
 * How a source is stored.
 *
 * @param directory the folder below which names are made, absolute
 * @param pattern how a file is named by its start instant
 * @param zone the time zone of names and of the split grid
 * @param split the grid of clock-aligned splits, counted from local midnight; {@link Duration#ZERO}
 *     for none
 * @param longest the longest file, whatever the grid says
 * @param largest the largest file in bytes, whatever the grid says
 * @param mode the permissions of finished files
 * @param chains whether the links of a chained stream share files
 */
public record FileSettings(
    Path directory,
    FileNamePattern pattern,
    ZoneId zone,
    Duration split,
    Optional<Duration> longest,
    Optional<Long> largest,
    Set<PosixFilePermission> mode,
    Chains chains) {
  public FileSettings {
    mode = Set.copyOf(mode);
    if (split.isNegative()) {
      throw new IllegalArgumentException("Split " + split + " is negative");
    }
  }
}
