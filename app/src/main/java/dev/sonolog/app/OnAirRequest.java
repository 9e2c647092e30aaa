package dev.sonolog.app;

import dev.sonolog.app.ControlMessage.Reply;
import dev.sonolog.app.ControlMessage.Request;
import dev.sonolog.app.StudioRequest.Result;
import dev.sonolog.libretime.LibretimeException;
import dev.sonolog.libretime.MasterSwitch;
import dev.sonolog.libretime.PassThrough;
import dev.sonolog.libretime.RawAnswer;
import dev.sonolog.libretime.SwitchOutcome;
import dev.sonolog.server.service.OnAirReport;
import dev.sonolog.server.service.OnAirService.MasterWish;
import dev.sonolog.server.service.OnAirService.RecordingWish;
import dev.sonolog.server.service.StudioReport;
import dev.sonolog.server.service.StudioReport.Refusal;
import dev.sonolog.studio.Studio;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What programs ask of the station over the control socket: {@code station}, {@code station hand
 * on} and {@code station master}. On the caller's thread, which may wait for LibreTime; the
 * recorder does not.
 */
final class OnAirRequest {
  /** The first word of all of them. */
  static final String COMMAND = "station";

  static final String MASTER = COMMAND + " master";
  static final String HAND_ON = COMMAND + " hand on";

  private final OnAirDesk desk;
  private final Studio studio;
  private final String caller;

  /** A question that is handed on. */
  record Question(String call, String query) {}

  /**
   * @param caller in whose name it is asked
   */
  OnAirRequest(OnAirDesk desk, Studio studio, String caller) {
    this.desk = desk;
    this.studio = studio;
    this.caller = caller;
  }

  Reply answer(Request request) throws InterruptedException {
    try {
      return Reply.of(result(request));
    } catch (IllegalArgumentException | JacksonException e) {
      return Reply.of(Result.refused(StudioReporter.invalid(String.valueOf(e.getMessage()))));
    }
  }

  private Result result(Request request) throws InterruptedException {
    return switch (request.command()) {
      case COMMAND -> Result.of(desk.report());
      case HAND_ON -> handedOn(StudioRequest.content(request, Question.class));
      case MASTER -> switched(StudioRequest.content(request, MasterWish.class));
      default ->
          Result.refused(StudioReporter.invalid("The station does not know " + request.command()));
    };
  }

  private static Result none() {
    return Result.refused(
        StudioReporter.unknown("No LibreTime is configured; it is named in [libretime]"));
  }

  // --- LibreTime's own words

  private Result handedOn(Question question) throws InterruptedException {
    Optional<OnAirLine> line = desk.line();
    if (line.isEmpty()) {
      return none();
    }
    try {
      RawAnswer answer = line.get().pass().answer(call(question.call()), question.query());
      return Result.of(
          new OnAirReport.Handed(
              answer.status(),
              answer.contentType(),
              Base64.getEncoder().encodeToString(answer.body())));
    } catch (LibretimeException e) {
      return Result.refused(
          new Refusal(
              "unreachable", String.valueOf(e.getMessage()), Optional.empty(), Optional.empty()));
    }
  }

  private static PassThrough.Call call(String name) {
    return switch (name) {
      case "live-info" -> PassThrough.Call.LIVE_INFO;
      case "on-air-light" -> PassThrough.Call.ON_AIR_LIGHT;
      case "bootstrap-info" -> PassThrough.Call.BOOTSTRAP_INFO;
      default -> throw new IllegalArgumentException("There is no call " + name);
    };
  }

  // --- the main input

  /** The source first: it waits for nobody, and LibreTime may take seconds. */
  private Result switched(MasterWish wish) throws InterruptedException {
    Optional<OnAirLine> line = desk.line();
    if (line.isEmpty() && wish.recording().isEmpty()) {
      return none();
    }
    Optional<Result> recording = wish.recording().map(it -> recorded(wish.action(), it));
    OnAirReport.Half master =
        line.isEmpty()
            ? new OnAirReport.Half(false, "not possible", "No LibreTime is configured")
            : half(order(line.get().master(), wish.action()));
    return Result.of(
        new OnAirReport.Switched(
            master,
            recording
                .flatMap(Result::done)
                .map(it -> ControlMessage.JSON.treeToValue(it, StudioReport.Commanded.class)),
            recording.flatMap(Result::refused)));
  }

  private Result recorded(String action, RecordingWish wish) {
    String verb = action.equals("connect") ? "start" : "stop";
    JsonNode command = ControlMessage.JSON.valueToTree(wish.command());
    Request request =
        new Request(
            StudioRequest.COMMAND + " " + verb, Optional.of(wish.source()), Optional.of(command));
    return new StudioRequest(studio, caller).result(request);
  }

  private static SwitchOutcome order(MasterSwitch master, String action)
      throws InterruptedException {
    return switch (action) {
      case "connect" -> master.connect();
      case "disconnect" -> master.disconnect();
      case "disconnectEncoder" -> master.disconnectEncoder();
      default -> throw new IllegalArgumentException("There is no action " + action);
    };
  }

  private static OnAirReport.Half half(SwitchOutcome outcome) {
    return new OnAirReport.Half(outcome.isSo(), word(outcome), outcome.words());
  }

  private static String word(SwitchOutcome outcome) {
    return switch (outcome) {
      case SwitchOutcome.Switched _ -> "switched";
      case SwitchOutcome.WasSo _ -> "was so";
      case SwitchOutcome.NoEncoder _ -> "no encoder";
      case SwitchOutcome.Refused _ -> "refused";
      case SwitchOutcome.NotVerified _ -> "not verified";
      case SwitchOutcome.NotPossible _ -> "not possible";
      case SwitchOutcome.Failed _ -> "failed";
    };
  }
}
