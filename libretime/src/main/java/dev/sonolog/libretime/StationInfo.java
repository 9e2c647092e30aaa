package dev.sonolog.libretime;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** How a station calls itself, and, where its first interface was asked, its switches. */
public record StationInfo(Optional<String> name, Inputs inputs) {

  /** The answer of get-bootstrap-info. */
  static StationInfo bootstrap(JsonNode answer) {
    return new StationInfo(
        name(answer),
        Inputs.switches(answer.path("switch_status"), "master_dj", "live_dj", "scheduled_play"));
  }

  /** The answer of the second interface, which anybody may ask. */
  static StationInfo info(JsonNode answer) {
    return new StationInfo(name(answer), Inputs.UNKNOWN);
  }

  private static Optional<String> name(JsonNode answer) {
    return Fields.text(answer, "station_name").map(String::strip).filter(it -> !it.isEmpty());
  }
}
