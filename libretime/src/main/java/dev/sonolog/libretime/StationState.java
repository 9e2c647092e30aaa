package dev.sonolog.libretime;

import java.util.List;
import java.util.Optional;

/**
 * What is known of a station now. Two are equal when nothing changed that anybody could see.
 *
 * @param lamp on air, held between tracks
 * @param current the shows on air; empty where there is none, or nothing is known
 * @param next the shows that follow, in their order
 * @param track what is played
 * @param inputs what is connected and what is on air
 * @param name how the station calls itself
 * @param answers whether anything is heard of it
 * @param trouble why something of this is not known; a sentence
 */
public record StationState(
    Lamp lamp,
    List<Show> current,
    List<Show> next,
    Optional<LiveInfo.Track> track,
    Inputs inputs,
    Optional<String> name,
    Known answers,
    Optional<String> trouble) {
  /** Before anything was heard. */
  static final StationState UNKNOWN =
      new StationState(
          Lamp.UNKNOWN,
          List.of(),
          List.of(),
          Optional.empty(),
          Inputs.UNKNOWN,
          Optional.empty(),
          Known.UNKNOWN,
          Optional.empty());

  public StationState {
    current = List.copyOf(current);
    next = List.copyOf(next);
  }
}
