package dev.sonolog.server.liverecorder;

import dev.sonolog.server.http.Problem;
import dev.sonolog.server.http.ProblemException;
import dev.sonolog.server.service.StudioReport;
import dev.sonolog.server.service.StudioService;
import dev.sonolog.server.service.StudioService.CommandWish;
import dev.sonolog.server.service.StudioService.ControlWish;
import dev.sonolog.server.service.StudioService.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The one recorder that live-recorder's clients know: a source of the studio. They know nothing of
 * control, so it is taken for the moment of a command, and who else is in control is not passed
 * over. Commands come one at a time; any platform thread.
 */
final class OldRecorder {
  private static final int ERROR = -2;
  private static final int IDLE = 0;
  private static final int RECORDING = 1;
  private static final int STOPPED = 2;
  private static final String NO_FILE = "-";

  private final StudioService studio;
  private final Optional<String> wanted;
  private final InstantSource clock;
  private final StudioService.Owner owner =
      new StudioService.Owner(UUID.randomUUID().toString(), "live-recorder's client");

  /** What a command brought, for a person. */
  record Done(String message) {}

  /**
   * @param wanted the source; none for the first that waits for somebody
   */
  OldRecorder(StudioService studio, Optional<String> wanted, InstantSource clock) {
    this.studio = studio;
    this.wanted = wanted;
    this.clock = clock;
  }

  static ProblemException noRecorder() {
    return Problem.UNAVAILABLE.exception("No recorder is running; start it");
  }

  // --- how it is

  /** Its state as live-recorder tells it. */
  Map<String, Object> status() throws IOException, ProblemException {
    try {
      return status(source());
    } catch (ProblemException e) {
      if (e.problem().status() == Problem.UNAVAILABLE.status()) {
        return status(ERROR, "ERROR", NO_FILE);
      }
      throw e;
    }
  }

  private Map<String, Object> status(StudioReport.Source source) {
    Optional<StudioReport.Take> running = running(source);
    if (running.isPresent()) {
      String length = "REC: " + length(running.get());
      return status(
          RECORDING,
          source.state().equals("lost") ? length + " (lost)" : length,
          file(running.get()));
    }
    return switch (source.state()) {
      case "lost" -> source.mode().equals("manual") ? status(ERROR, "ERROR", NO_FILE) : idle();
      case "stopping" -> status(STOPPED, "STOPPED", NO_FILE);
      default -> idle();
    };
  }

  private static Map<String, Object> idle() {
    return status(IDLE, "IDLE", NO_FILE);
  }

  private static Map<String, Object> status(int status, String text, String file) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("status", status);
    told.put("text", text);
    told.put("filename", file);
    return told;
  }

  private static Optional<StudioReport.Take> running(StudioReport.Source source) {
    return source.take().filter(it -> it.state().equals("running"));
  }

  /** As Python writes a time span, without its fraction. */
  private String length(StudioReport.Take take) {
    Instant from = Instant.parse(take.from().orElse(take.requestedAt()));
    Duration length = Duration.between(from, clock.instant());
    long seconds = Math.max(0, length.toSeconds());
    long days = seconds / 86_400;
    String before = days == 0 ? "" : days == 1 ? "1 day, " : days + " days, ";
    return "%s%d:%02d:%02d"
        .formatted(before, seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60);
  }

  private static String file(StudioReport.Take take) {
    return take.files().isEmpty()
        ? NO_FILE
        : String.valueOf(Path.of(take.files().getLast()).getFileName());
  }

  // --- what it is told

  /** Records; one that does already goes on. */
  synchronized Done start() throws IOException, ProblemException {
    StudioReport.Source source = source();
    return running(source).isPresent()
        ? new Done(source.name() + " is being recorded already")
        : command(source, "start");
  }

  /** Ends the recording; where there is none, nothing is to be done. */
  synchronized Done stop() throws IOException, ProblemException {
    StudioReport.Source source = source();
    return running(source).isEmpty()
        ? new Done(source.name() + " is not being recorded")
        : command(source, "stop");
  }

  /** A new file; one that does not record begins to. */
  synchronized Done cut() throws IOException, ProblemException {
    StudioReport.Source source = source();
    return command(source, running(source).isPresent() ? "cut" : "start");
  }

  private Done command(StudioReport.Source source, String verb)
      throws IOException, ProblemException {
    String name = source.name();
    String token =
        done(studio.control(name, new ControlWish("take", Optional.of(owner), Optional.empty())))
            .token()
            .orElseThrow(() -> Problem.CONFLICT.exception(name + " is in other hands"));
    try {
      CommandWish wish =
          new CommandWish(UUID.randomUUID().toString(), token, Optional.empty(), Optional.empty());
      return new Done(done(studio.command(name, verb, wish)).message());
    } finally {
      var _ =
          studio.control(name, new ControlWish("release", Optional.empty(), Optional.of(token)));
    }
  }

  private StudioReport.Source source() throws IOException, ProblemException {
    if (wanted.isPresent()) {
      return done(studio.source(wanted.get()));
    }
    return done(studio.sources()).sources().stream()
        .filter(it -> it.mode().equals("manual"))
        .findFirst()
        .orElseThrow(
            () ->
                Problem.CONFLICT.exception(
                    "No source has mode = manual; name the one that is meant by legacy_source in"
                        + " [web]"));
  }

  private static <T> T done(Outcome<T> outcome) throws ProblemException {
    return switch (outcome) {
      case Outcome.Done<T>(T value) -> value;
      case Outcome.Refused<T>(StudioReport.Refusal refusal) ->
          throw Problem.CONFLICT.exception(
              refusal.why() + refusal.holder().map(it -> " (" + it + ")").orElse(""));
      case Outcome.NoRecorder<T>() -> throw noRecorder();
    };
  }
}
