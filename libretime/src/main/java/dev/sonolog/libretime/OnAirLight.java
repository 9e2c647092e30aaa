package dev.sonolog.libretime;

import tools.jackson.databind.JsonNode;

/**
 * What the lamp on the studio's door should show.
 *
 * @param on whether something is on air
 * @param expected whether something should be
 * @param inputs of which it says whether they are connected, and of those whether they are on air
 */
public record OnAirLight(boolean on, boolean expected, Inputs inputs) {

  static OnAirLight of(JsonNode answer) throws LibretimeException {
    if (Fields.known(answer, "on_air_light") == Known.UNKNOWN) {
      throw new LibretimeException(new Failure.Malformed("it has no on_air_light"));
    }
    Inputs inputs =
        new Inputs(
            input(answer, "master_stream", "master_stream_on_air"),
            input(answer, "live_stream", "live_stream_on_air"),
            Known.UNKNOWN);
    return new OnAirLight(
        Fields.isTrue(answer, "on_air_light"),
        Fields.isTrue(answer, "on_air_light_expected_status"),
        inputs);
  }

  /** An input that is not connected counts as not on air here, however its switch stands. */
  private static Inputs.Input input(JsonNode answer, String connected, String onAir) {
    Known isConnected = Fields.known(answer, connected);
    Known switchedOn = isConnected == Known.YES ? Fields.known(answer, onAir) : Known.UNKNOWN;
    return new Inputs.Input(isConnected, switchedOn);
  }
}
