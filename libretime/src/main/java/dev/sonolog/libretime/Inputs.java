package dev.sonolog.libretime;

import tools.jackson.databind.JsonNode;

/**
 * What of LibreTime's inputs is connected and what of it is on air.
 *
 * @param main the input over everything, once called master
 * @param show the input of the people whose show it is, once called live DJ
 * @param schedule whether what is scheduled may be heard
 */
public record Inputs(Input main, Input show, Known schedule) {
  /** Nothing is known. */
  public static final Inputs UNKNOWN = new Inputs(Input.UNKNOWN, Input.UNKNOWN, Known.UNKNOWN);

  /**
   * One that an encoder may send to.
   *
   * @param connected whether one does
   * @param switchedOn whether what it sends goes on air
   */
  public record Input(Known connected, Known switchedOn) {
    static final Input UNKNOWN = new Input(Known.UNKNOWN, Known.UNKNOWN);

    Input or(Input other) {
      return new Input(connected.or(other.connected), switchedOn.or(other.switchedOn));
    }
  }

  /** What the second interface says, which knows it all. */
  static Inputs state(JsonNode answer) {
    return new Inputs(
        new Input(
            Fields.known(answer, "input_main_connected"),
            Fields.known(answer, "input_main_streaming")),
        new Input(
            Fields.known(answer, "input_show_connected"),
            Fields.known(answer, "input_show_streaming")),
        Fields.known(answer, "schedule_streaming"));
  }

  /** What is switched on, by the names that an answer has for it. */
  static Inputs switches(JsonNode answer, String main, String show, String schedule) {
    return new Inputs(
        new Input(Known.UNKNOWN, Fields.known(answer, main)),
        new Input(Known.UNKNOWN, Fields.known(answer, show)),
        Fields.known(answer, schedule));
  }

  /** This, and of the other what this says nothing of. */
  Inputs or(Inputs other) {
    return new Inputs(main.or(other.main), show.or(other.show), schedule.or(other.schedule));
  }
}
