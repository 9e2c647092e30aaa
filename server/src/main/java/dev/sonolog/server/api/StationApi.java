package dev.sonolog.server.api;

import dev.sonolog.server.access.Demand;
import dev.sonolog.server.access.Role;
import dev.sonolog.server.http.Answer;
import dev.sonolog.server.http.Problem;
import dev.sonolog.server.http.ProblemException;
import dev.sonolog.server.http.Request;
import dev.sonolog.server.http.Route;
import dev.sonolog.server.service.ArchiveService;
import dev.sonolog.server.service.StationService;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The configuration and the log. Any platform thread, which reads the file or asks the recorder.
 */
final class StationApi {
  private static final String CONFIGURATION = ApiV1.ROOT + "/configuration";
  private static final int USUAL_LINES = 200;
  private static final int MOST_LINES = 1_000;

  private final StationService station;

  StationApi(ArchiveService archive) {
    this.station = archive.station();
  }

  List<Route> routes() {
    Demand look = Demand.toRead(Role.ADMIN);
    return List.of(
        Route.slow("GET", CONFIGURATION, look, this::configuration),
        Route.slow("POST", CONFIGURATION + "/check", Demand.toChange(Role.ADMIN), this::check),
        Route.slow("POST", CONFIGURATION + "/reload", ApiV1.CHANGE, this::reload),
        Route.quick("GET", ApiV1.ROOT + "/log", look, this::log));
  }

  /** Something that is wrong, or may be. */
  record ProblemView(
      Optional<Integer> line, Optional<String> key, String message, String severity) {
    static ProblemView of(StationService.ConfigurationProblem problem) {
      return new ProblemView(
          problem.line().isPresent()
              ? Optional.of(problem.line().getAsInt())
              : Optional.<Integer>empty(),
          problem.key(),
          problem.message(),
          problem.error() ? "error" : "warning");
    }
  }

  /**
   * The configuration.
   *
   * @param text without secrets
   */
  record ConfigurationView(
      String path,
      String text,
      List<ProblemView> problems,
      Optional<StationService.ConfigurationDifference> difference) {}

  record Checked(List<ProblemView> problems) {}

  /** A configuration that somebody wants to know about. */
  record Draft(@Nullable String text) {
    @Override
    public String toString() {
      return "a draft of a configuration";
    }
  }

  record Log(List<StationService.LogLine> lines) {}

  private Answer configuration(Request request) throws IOException, ProblemException {
    var _ = Query.of(request);
    StationService.ConfigurationReport report =
        station
            .configuration()
            .orElseThrow(
                () ->
                    Problem.NOT_FOUND.exception(
                        "This archive is served without a configuration; start the server with"
                            + " one"));
    return ApiV1.told(
        new ConfigurationView(
            report.path(), report.text(), views(report.problems()), report.difference()));
  }

  private Answer check(Request request) throws IOException, ProblemException {
    var _ = Query.of(request);
    String example = "{\"text\": \"[general]...\"}";
    String text = Body.read(request, Draft.class, example).text();
    if (text == null) {
      throw Problem.BAD_REQUEST.exception("Send JSON such as " + example);
    }
    return ApiV1.told(new Checked(views(station.check(text))));
  }

  private Answer reload(Request request) throws IOException, ProblemException {
    var _ = Query.of(request);
    StationService.Reloaded reloaded =
        station
            .reload(request.caller().name())
            .orElseThrow(
                () ->
                    Problem.CONFLICT.exception(
                        "No recorder is running, so nothing was reloaded; it reads its"
                            + " configuration when it starts"));
    if (!reloaded.done()) {
      throw Problem.CONFLICT.exception(reloaded.message());
    }
    return ApiV1.told(reloaded);
  }

  private Answer log(Request request) throws ProblemException {
    Query query = Query.of(request, "lines");
    int most = (int) query.whole("lines", 1, MOST_LINES).orElse(USUAL_LINES);
    return ApiV1.told(new Log(station.log(most)));
  }

  private static List<ProblemView> views(List<StationService.ConfigurationProblem> problems) {
    return problems.stream().map(ProblemView::of).toList();
  }
}
