package dev.sonolog.studio;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the archive holds of a take.
 *
 * @param from when the first sample of it was on air
 * @param to when the sample behind its last one was on air; none while it grows
 * @param recorded how much audio that is, without gaps
 * @param files in order of time
 */
public record Stored(
    Optional<Instant> from, Optional<Instant> to, Duration recorded, List<Path> files) {
  static final Stored NOTHING =
      new Stored(Optional.empty(), Optional.empty(), Duration.ZERO, List.of());

  public Stored {
    files = List.copyOf(files);
  }
}
