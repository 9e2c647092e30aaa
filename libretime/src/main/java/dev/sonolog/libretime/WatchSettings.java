package dev.sonolog.libretime;

import java.time.Duration;

/**
 * How a station is watched.
 *
 * @param lamp between two questions after the lamp and the inputs
 * @param shows between two questions after what is on air
 * @param name between two questions after the station's name
 * @param hold for how long the lamp stays on when LibreTime says that nothing is on air
 * @param silence after so long without an answer nothing is known any more
 * @param longest the longest pause between two questions that are not answered
 * @param deadline for each question
 */
public record WatchSettings(
    Duration lamp,
    Duration shows,
    Duration name,
    Duration hold,
    Duration silence,
    Duration longest,
    Duration deadline) {
  /** Four seconds of hold are LibreTime's own. */
  public static final WatchSettings DEFAULT =
      new WatchSettings(
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Duration.ofMinutes(1),
          Duration.ofSeconds(4),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(8));
}
