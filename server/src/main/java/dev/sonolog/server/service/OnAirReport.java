package dev.sonolog.server.service;

import java.util.List;
import java.util.Optional;

/**
 * What a LibreTime station says, and what goes over the control socket for it. Instants are
 * ISO-8601 in UTC. What is yes, no or unknown is told by these words.
 *
 * @param configured whether there is a station at all; where there is none nothing else is known
 * @param station how it calls itself
 * @param lamp on, off, should be on or unknown
 * @param since since when the lamp shows that
 * @param current the shows on air; none where nothing is on, or nothing is known
 * @param next the shows that follow
 * @param track what is played
 * @param reach whether the station answers
 * @param calls which of the calls that are used it answers, as it was tried last
 */
public record OnAirReport(
    boolean configured,
    Optional<String> station,
    String lamp,
    Optional<String> since,
    List<Show> current,
    List<Show> next,
    Optional<Track> track,
    Inputs inputs,
    Reach reach,
    Plan plan,
    List<Call> calls) {
  /** Where no station is configured. */
  public static final OnAirReport NONE =
      new OnAirReport(
          false,
          Optional.empty(),
          "unknown",
          Optional.empty(),
          List.of(),
          List.of(),
          Optional.empty(),
          Inputs.UNKNOWN,
          new Reach("unknown", Optional.empty(), Optional.empty()),
          new Plan(Optional.empty(), Optional.empty(), 0, Optional.empty()),
          List.of());

  /** What is known when nobody can be asked. */
  public OnAirReport unheard() {
    return new OnAirReport(
        configured,
        station,
        "unknown",
        Optional.empty(),
        List.of(),
        next,
        Optional.empty(),
        Inputs.UNKNOWN,
        new Reach("unknown", Optional.empty(), Optional.of("No recorder is running")),
        plan,
        calls);
  }

  /**
   * A show in the station's calendar.
   *
   * @param instance by which the station knows it
   * @param recorded whether it is recorded by itself
   */
  public record Show(long instance, String name, String from, String to, boolean recorded) {}

  /**
   * What is played.
   *
   * @param type as the station names it
   */
  public record Track(String name, String type, Optional<String> from, Optional<String> to) {}

  /**
   * The station's inputs.
   *
   * @param main the one over everything, once called master
   * @param show that of the people whose show it is
   * @param schedule whether what is scheduled may be heard
   * @param switchable whether the main input can be switched from here
   * @param why it cannot
   */
  public record Inputs(
      Input main, Input show, String schedule, boolean switchable, Optional<String> why) {
    static final Inputs UNKNOWN =
        new Inputs(Input.UNKNOWN, Input.UNKNOWN, "unknown", false, Optional.empty());
  }

  /**
   * One that an encoder may send to.
   *
   * @param connected whether one does
   * @param onAir whether what it sends goes on air
   */
  public record Input(String connected, String onAir) {
    static final Input UNKNOWN = new Input("unknown", "unknown");
  }

  /**
   * Whether the station answers.
   *
   * @param answers yes, no or unknown
   * @param since since when that is so
   * @param trouble what is wrong, where something is; a sentence
   */
  public record Reach(String answers, Optional<String> since, Optional<String> trouble) {}

  /**
   * The shows that are known ahead.
   *
   * @param read when they were read last
   * @param from which of the station's calls: calendar, week or live
   * @param shows how many there are
   * @param trouble why they may be outdated
   */
  public record Plan(
      Optional<String> read, Optional<String> from, int shows, Optional<String> trouble) {}

  /**
   * A call of the station.
   *
   * @param why it is of no use
   */
  public record Call(String name, boolean answers, Optional<String> why) {}

  /**
   * An answer of the station itself, as it was.
   *
   * @param body in Base64
   */
  public record Handed(int status, String type, String body) {}

  /**
   * What came of an order to the main input, and to a source along with it. Either half may have
   * failed alone.
   *
   * @param master of the main input
   * @param recording of the source; none where none was named, or the command was refused
   * @param refused why the source was not commanded
   */
  public record Switched(
      Half master,
      Optional<StudioReport.Commanded> recording,
      Optional<StudioReport.Refusal> refused) {}

  /**
   * What came of an order to the main input, as far as that is true.
   *
   * @param so whether the input is now as it was wanted
   * @param outcome switched, was so, no encoder, refused, not verified, not possible or failed
   * @param message for a person
   */
  public record Half(boolean so, String outcome, String message) {}
}
