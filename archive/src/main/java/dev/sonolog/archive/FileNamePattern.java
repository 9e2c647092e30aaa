package dev.sonolog.archive;

import java.time.ZonedDateTime;
import java.util.Optional;

/** How a segment is named by its start. */
public record FileNamePattern(String pattern) {
  /** The relative name, with {@code /} between folders. */
  public String name(
      ZonedDateTime start, String source, Optional<String> station, String extension) {
    return pattern + start + source + station + extension;
  }
}
