package dev.sonolog.archive;

import java.time.Duration;
import java.util.Optional;

/**
 * How long recordings of a source are kept. What is absent limits nothing.
 *
 * @param age what ended longer ago goes
 * @param size how many bytes of finished recordings are kept, the newest; pinned ones do not count
 * @param minFree how much of its volume stays free: before it does not, the oldest go
 */
public record RetentionRule(
    Optional<Duration> age, Optional<Long> size, Optional<FreeSpace> minFree) {
  /** Everything is kept. */
  public static final RetentionRule NONE =
      new RetentionRule(Optional.empty(), Optional.empty(), Optional.empty());

  /** Whether it limits nothing. */
  public boolean isEmpty() {
    return equals(NONE);
  }
}
