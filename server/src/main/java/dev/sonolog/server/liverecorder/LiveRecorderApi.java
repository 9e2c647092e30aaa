package dev.sonolog.server.liverecorder;

import dev.sonolog.server.access.Caller;
import dev.sonolog.server.access.Demand;
import dev.sonolog.server.access.Role;
import dev.sonolog.server.http.Answer;
import dev.sonolog.server.http.Problem;
import dev.sonolog.server.http.ProblemException;
import dev.sonolog.server.http.Request;
import dev.sonolog.server.http.Route;
import dev.sonolog.server.service.ArchiveService;
import dev.sonolog.server.service.OnAirReport;
import dev.sonolog.server.service.OnAirService;
import dev.sonolog.server.service.OnAirService.MasterWish;
import dev.sonolog.server.service.StudioService.Outcome;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What programs made for live-recorder ask for. Its commands are addresses that are only read, so
 * they need a token, or a request that no page of another site can have sent. The sentences are
 * live-recorder's; whether they are true of LibreTime too stands in the header {@code
 * X-Master-Source}, for live-recorder never told. Any platform thread, which asks the recorder.
 */
public final class LiveRecorderApi {
  private static final Demand READ = Demand.toRead(Role.VIEWER).onLegacyPath();
  private static final Demand CHANGE = Demand.toChange(Role.OPERATOR).onLegacyPath();
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final Problem UNREACHABLE =
      new Problem(502, "unreachable", "LibreTime does not answer", Optional.empty(), List.of());

  private final OnAirService station;
  private final OldRecorder recorder;

  /**
   * @param source that is recorded; none for the first that waits for somebody
   */
  public LiveRecorderApi(ArchiveService archive, Optional<String> source, InstantSource clock) {
    this.station = archive.onAir();
    this.recorder = new OldRecorder(archive.studio(), source, clock);
  }

  /** All of it. */
  public List<Route> routes() {
    return List.of(
        Route.patient("GET", "/status-summary/", READ, this::summary),
        command("/recording-start/", _ -> said(recorder.start(), "Recording started.")),
        command("/recording-stop/", _ -> said(recorder.stop(), "Recording stopped.")),
        command("/recording-request-cut/", _ -> said(recorder.cut(), "New file requested.")),
        order("/recording-connect-start/", _ -> together("connect", "Connection")),
        order("/recording-disconnect-stop/", _ -> together("disconnect", "Disconnection")),
        handed("/airtime/live-info/", "live-info"),
        handed("/airtime/on-air-light/", "on-air-light"),
        handed("/airtime/bootstrap-info/", "bootstrap-info"),
        order("/connect-master/", _ -> switched("connect")),
        order("/disconnect-master/", _ -> switched("disconnect")));
  }

  private static Route command(String address, Route.Handler handler) {
    return Route.quick("GET", address, CHANGE, request -> done(request, handler));
  }

  /** One that LibreTime is told, too. */
  private static Route order(String address, Route.Handler handler) {
    return Route.patient("GET", address, CHANGE, request -> done(request, handler));
  }

  /** To ask for the head of a command must not do it. */
  private static Answer done(Request request, Route.Handler handler)
      throws IOException, ProblemException, InterruptedException {
    if (request.method().equals("HEAD")) {
      throw Problem.BAD_REQUEST.exception("This address is a command; it is asked by GET");
    }
    return shared(request, handler.answer(request));
  }

  private Route handed(String address, String call) {
    return Route.patient("GET", address, READ, request -> shared(request, handed(request, call)));
  }

  /** A page of another site may read what it has a token for, as it could of live-recorder. */
  private static Answer shared(Request request, Answer answer) {
    Answer fresh = answer.with("Cache-Control", "no-store");
    return request.caller().how() == Caller.How.TOKEN
        ? fresh.with("Access-Control-Allow-Origin", "*")
        : fresh;
  }

  // --- how things are

  private Answer summary(Request request) throws IOException, ProblemException {
    Map<String, @Nullable Object> summary = new LinkedHashMap<>();
    summary.put("recorder", recorder.status());
    Outcome<OnAirReport.Handed> live = station.handedOn("live-info", "");
    if (!isMissing(live)) {
      summary.put("live_info", json(live).orElse(null));
      summary.put("on_air_light", json(station.handedOn("on-air-light", "")).orElse(null));
    }
    summary.put("studio_darkice", null);
    return shared(request, Answer.json(200, summary));
  }

  private static boolean isMissing(Outcome<OnAirReport.Handed> outcome) {
    return outcome instanceof Outcome.Refused<OnAirReport.Handed>(var why)
        && why.kind().equals("unknown");
  }

  /** What does not come is null, so that the recorder's own state is told all the same. */
  private static Optional<JsonNode> json(Outcome<OnAirReport.Handed> outcome) {
    try {
      return outcome instanceof Outcome.Done<OnAirReport.Handed>(var handed)
              && handed.status() == 200
          ? Optional.of(JSON.readTree(Base64.getDecoder().decode(handed.body())))
          : Optional.empty();
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  // --- LibreTime's own words

  private Answer handed(Request request, String call) throws IOException, ProblemException {
    return switch (station.handedOn(call, query(request))) {
      case Outcome.Done<OnAirReport.Handed>(var it) ->
          Answer.of(it.status(), it.type(), Base64.getDecoder().decode(it.body()));
      case Outcome.Refused<OnAirReport.Handed>(var why) ->
          throw why.kind().equals("unknown")
              ? Problem.CONFLICT.exception(why.why())
              : UNREACHABLE.exception(why.why());
      case Outcome.NoRecorder<OnAirReport.Handed>() -> throw OldRecorder.noRecorder();
    };
  }

  /** Without our own token, which is nothing to LibreTime and would land in its logs. */
  private static String query(Request request) {
    return request.query().names().stream()
        .filter(it -> !it.equals("token"))
        .flatMap(
            it -> request.query().all(it).stream().map(value -> coded(it) + "=" + coded(value)))
        .collect(Collectors.joining("&"));
  }

  private static String coded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  // --- commands

  private static Answer said(OldRecorder.Done done, String sentence) {
    return sentence(sentence).with("X-Recorder", header(done.message()));
  }

  /** It is text, and calls itself JSON, as it did. */
  private static Answer sentence(String sentence) {
    return Answer.of(200, "application/json", sentence.getBytes(StandardCharsets.UTF_8));
  }

  /** The recorder first: it waits for nobody, and does not depend on what becomes of the other. */
  private Answer together(String action, String word) throws IOException, ProblemException {
    boolean isStart = action.equals("connect");
    OldRecorder.Done done = isStart ? recorder.start() : recorder.stop();
    return said(done, word + " of Master Source (master_dj) requested.")
        .with("X-Master-Source", header(master(action)));
  }

  private String master(String action) throws IOException {
    return switch (station.master(new MasterWish(action, Optional.empty()))) {
      case Outcome.Done<OnAirReport.Switched>(var it) -> it.master().message();
      case Outcome.Refused<OnAirReport.Switched>(var why) -> why.why();
      case Outcome.NoRecorder<OnAirReport.Switched>() -> "No recorder is running";
    };
  }

  private Answer switched(String action) throws IOException, ProblemException {
    return switch (station.master(new MasterWish(action, Optional.empty()))) {
      case Outcome.Done<OnAirReport.Switched>(var it) ->
          Answer.json(it.master().so() ? 200 : 502, it.master());
      case Outcome.Refused<OnAirReport.Switched>(var why) ->
          throw Problem.CONFLICT.exception(why.why());
      case Outcome.NoRecorder<OnAirReport.Switched>() -> throw OldRecorder.noRecorder();
    };
  }

  /** Of a header's letters; what is none of them is left out. */
  private static String header(String text) {
    return text.replaceAll("[^\\x20-\\x7E]", "?");
  }
}
