package dev.sonolog.server.events;

import dev.sonolog.server.service.LiveLevels;
import java.util.List;
import java.util.Optional;

/**
 * What a source sounds like, as an event tells it.
 *
 * @param peaks the highest sample of each channel of late, in dBFS to a tenth; none of digital
 *     silence
 * @param shortTerm loudness of the last 3 s, in LUFS
 * @param conditions what is wrong with the signal, such as silence
 */
record HeardLevels(
    String source,
    List<Optional<Double>> peaks,
    Optional<Double> shortTerm,
    List<String> conditions) {
  static HeardLevels of(LiveLevels live) {
    return new HeardLevels(
        live.source(),
        live.levels().peaks().stream().map(HeardLevels::rounded).toList(),
        live.levels().shortTerm().flatMap(HeardLevels::rounded),
        live.levels().conditions());
  }

  private static Optional<Double> rounded(double decibels) {
    return Double.isFinite(decibels)
        ? Optional.of(Math.round(10 * decibels) / 10.0)
        : Optional.empty();
  }
}
