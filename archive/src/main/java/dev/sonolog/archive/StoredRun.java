package dev.sonolog.archive;

import dev.sonolog.formats.AudioFormat;
import java.time.Instant;
import java.util.Optional;

/**
 * A run as the catalogue knows it.
 *
 * @param run its identity
 * @param source the source's name
 * @param format the format of all its packets
 * @param station the station's own name, where it has one
 * @param address where it came from; empty when the catalogue was rebuilt from files
 * @param start when its first sample was on air
 * @param ending how it ended, once it did
 */
public record StoredRun(
    String run,
    String source,
    AudioFormat format,
    Optional<String> station,
    String address,
    Instant start,
    Optional<Ending> ending) {

  /**
   * How a run ended.
   *
   * @param driftPpm how much the source's clock runs faster than ours, in parts per million
   */
  public record Ending(Instant end, Optional<Double> driftPpm, GapCause cause) {}
}
