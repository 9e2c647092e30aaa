package dev.sonolog.libretime.station;

import java.time.Instant;
import java.util.Optional;

/**
 * A row of a station's calendar.
 *
 * @param struckOut as LibreTime marks instances of a series that do not take place, and those that
 *     somebody edited
 * @param recordFile the library's file that is its recording
 */
public record Entry(
    long instance,
    long show,
    String name,
    Instant starts,
    Instant ends,
    boolean struckOut,
    Optional<Long> recordFile) {

  Entry at(Instant from, Instant to) {
    return new Entry(instance, show, name, from, to, struckOut, recordFile);
  }

  Entry strikeOut() {
    return new Entry(instance, show, name, starts, ends, true, recordFile);
  }

  Entry recordedAs(long file) {
    return new Entry(instance, show, name, starts, ends, struckOut, Optional.of(file));
  }

  Entry named(String other) {
    return new Entry(instance, show, other, starts, ends, struckOut, recordFile);
  }
}
