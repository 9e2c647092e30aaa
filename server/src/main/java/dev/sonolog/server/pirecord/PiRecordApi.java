package dev.sonolog.server.pirecord;

import dev.sonolog.server.access.ClientSecret;
import dev.sonolog.server.access.Demand;
import dev.sonolog.server.access.Role;
import dev.sonolog.server.events.Listener;
import dev.sonolog.server.http.Answer;
import dev.sonolog.server.http.Field;
import dev.sonolog.server.http.Problem;
import dev.sonolog.server.http.ProblemException;
import dev.sonolog.server.http.Request;
import dev.sonolog.server.http.Route;
import dev.sonolog.server.service.ArchiveService;
import dev.sonolog.server.service.StudioReport;
import dev.sonolog.server.service.StudioReport.Commanded;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Pi_Record's interface, of its third version and its first; a channel is a source. Everything is
 * GET there, what changes something, too: that needs a token or a page of this server. What differs
 * from it on purpose is in {@code docs/pi-record-compatibility.md}. Any platform thread, which asks
 * the recorder.
 */
public final class PiRecordApi implements AutoCloseable {
  private static final Demand READ = Demand.toRead(Role.VIEWER).onLegacyPath();
  private static final Demand CHANGE = Demand.toChange(Role.OPERATOR).onLegacyPath();
  private static final Demand SAY = Demand.toChange(Role.VIEWER).onLegacyPath();

  private static final String EVENT_STREAM = "text/event-stream";
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final int MOST_STREAMS = 200;

  /** So often clients are asked to renew their control. */
  private static final int RENEW_SECONDS = 60;

  private static final List<Field> STREAM =
      List.of(
          new Field("Content-Type", EVENT_STREAM),
          new Field("Cache-Control", "no-store"),
          new Field("X-Accel-Buffering", "no"));

  private final String build;
  private final Clients clients;
  private final PiRecordControl control;
  private final PiRecordEvents events;
  private final ClientLog log = new ClientLog(System::nanoTime);
  private final Map<String, Instant> resets = new ConcurrentHashMap<>();

  /**
   * @param build the program's version
   */
  public PiRecordApi(ArchiveService archive, String build) {
    this.build = build;
    this.clients = new Clients(new ClientSecret(archive.settings().stateDirectory()));
    this.control = new PiRecordControl(archive.studio());
    this.events = new PiRecordEvents(archive.studio(), control);
  }

  /** All of it but {@link #events}; others' fixed addresses are looked for before. */
  public List<Route> routes() {
    return List.of(
        Route.quick("GET", "/api/status/{time}", READ, this::firstEvents),
        first("take", "", this::firstTake),
        first("renew", "/{token}", this::firstRenew),
        first("release", "/{token}", (it, source) -> state(control.release(source, token(it)))),
        first("start", "/{token}", (it, source) -> state(start(it, source).isPresent())),
        first("stop", "/{token}", (it, source) -> state(stop(it, source).isPresent())),
        Route.quick("GET", "/api/{client}/done", CHANGE, changing(this::done)),
        Route.quick("GET", "/api/{client}/log", SAY, changing(it -> said(it, Level.INFO))),
        Route.quick("GET", "/api/{client}/warn", SAY, changing(it -> said(it, Level.WARNING))),
        Route.quick("GET", "/api/{channel}/timer", READ, on("channel", this::timer)),
        Route.quick("GET", "/api/{channel}/volume", READ, on("channel", this::volume)),
        third("{client}/take", this::take),
        third("{client}/token", this::token),
        third("{token}/renew", this::renew),
        third("{token}/release", (it, source) -> state(control.release(source, token(it)))),
        third("{token}/start", this::started),
        third("{token}/stop", this::stopped),
        third("{token}/reset", this::reset));
  }

  /** What is asked of a source. */
  private interface Asked {
    Answer answer(Request request, StudioReport.Source source)
        throws IOException, ProblemException, InterruptedException;
  }

  private Route first(String verb, String rest, Asked asked) {
    return Route.quick(
        "GET", "/api/recording/{id}/" + verb + rest, CHANGE, changing(on("id", asked)));
  }

  private Route third(String rest, Asked asked) {
    return Route.quick("GET", "/api/{channel}/" + rest, CHANGE, changing(on("channel", asked)));
  }

  /** Unknown channels get an empty answer. */
  private Route.Handler on(String variable, Asked asked) {
    return request -> {
      Optional<StudioReport.Source> source = control.source(request.variable(variable));
      return source.isPresent() ? asked.answer(request, source.get()) : Answer.empty(404);
    };
  }

  /** Who only asks what would be answered must not change anything. */
  private static Route.Handler changing(Route.Handler handler) {
    return request ->
        request.method().equals("GET")
            ? handler.answer(request).with("Cache-Control", "no-store")
            : Answer.empty(405).with("Allow", "GET");
  }

  // --- control

  private Answer take(Request request, StudioReport.Source source)
      throws IOException, ProblemException {
    Optional<String> token = taken(request, source, client(request));
    if (token.isPresent()) {
      return granted(token.get());
    }
    Map<String, Object> refused = stated(false);
    refused.put("client", holderNow(source));
    return Answer.json(200, refused);
  }

  private Optional<String> taken(Request request, StudioReport.Source source, String client)
      throws IOException, ProblemException {
    return control.take(source.name(), client, clients.owner(request, client));
  }

  /** It may have changed a moment ago. */
  private String holderNow(StudioReport.Source before) throws IOException, ProblemException {
    return control
        .source(before.name())
        .flatMap(Devices::holder)
        .or(() -> Devices.holder(before))
        .map(Clients::shown)
        .orElse("");
  }

  private Answer token(Request request, StudioReport.Source source)
      throws IOException, ProblemException {
    String client = client(request);
    Optional<String> token = control.token(source, client, clients.owner(request, client));
    return token.isPresent() ? granted(token.get()) : state(false);
  }

  private Answer renew(Request request, StudioReport.Source source)
      throws IOException, ProblemException {
    Optional<String> fresh = control.renew(source.name(), token(request));
    return fresh.isPresent() ? granted(fresh.get()) : state(false);
  }

  private Answer firstTake(Request request, StudioReport.Source source)
      throws IOException, ProblemException {
    return ofTheFirst(taken(request, source, clients.id(request)));
  }

  private Answer firstRenew(Request request, StudioReport.Source source)
      throws IOException, ProblemException {
    return ofTheFirst(control.renew(source.name(), token(request)));
  }

  private static Answer ofTheFirst(Optional<String> token) {
    Map<String, Object> told = stated(token.isPresent());
    told.put("token", token.orElse(""));
    return Answer.json(200, told);
  }

  private Answer done(Request request) throws IOException, ProblemException {
    String client = client(request);
    return state(control.releaseAll(client, clients.owner(request, client)));
  }

  // --- takes

  private Optional<Commanded> start(Request request, StudioReport.Source source)
      throws IOException, ProblemException {
    return control.start(source.name(), token(request));
  }

  private Optional<Commanded> stop(Request request, StudioReport.Source source)
      throws IOException, ProblemException {
    return control.stop(source.name(), token(request));
  }

  private Answer started(Request request, StudioReport.Source source)
      throws IOException, ProblemException {
    Optional<Commanded> begun = start(request, source);
    if (begun.isEmpty()) {
      return state(false);
    }
    Map<String, Object> told = stated(true);
    told.put("name", begun.get().take().flatMap(Devices::file).orElse(""));
    return Answer.json(200, told);
  }

  private Answer stopped(Request request, StudioReport.Source source)
      throws IOException, ProblemException {
    if (!control.counts(source.name(), token(request))) {
      return Answer.json(200, false);
    }
    Optional<Commanded> ended = stop(request, source);
    if (ended.isEmpty()) {
      return state(false);
    }
    Map<String, Object> told = stated(true);
    told.put("kept", ended.get().take().filter(it -> !isDropped(it)).isPresent());
    return Answer.json(200, told);
  }

  private static boolean isDropped(StudioReport.Take take) {
    return switch (take.state()) {
      case "too short", "empty", "failed" -> true;
      default -> false;
    };
  }

  private Answer reset(Request request, StudioReport.Source source)
      throws IOException, ProblemException {
    if (!control.counts(source.name(), token(request))) {
      return notReset("Invalid Token");
    }
    if (Devices.isRecorded(source)) {
      return notReset("Currently Recording");
    }
    if (!control.reset(source.name())) {
      return notReset("Not Metered");
    }
    resets.put(source.name(), Instant.now());
    events.reset(source.name());
    Map<String, Object> told = stated(true);
    told.put("timer", seconds(source));
    return Answer.json(200, told);
  }

  private static Answer notReset(String reason) {
    Map<String, Object> told = stated(false);
    told.put("reason", reason);
    return Answer.json(200, told);
  }

  private Answer timer(Request request, StudioReport.Source source) {
    return Answer.json(200, Map.of("time", seconds(source))).with("Cache-Control", "no-store");
  }

  /** How long it is recorded; else how long its meter runs. */
  private long seconds(StudioReport.Source source) {
    Instant now = Instant.now();
    Optional<Instant> since =
        Devices.running(source)
            .map(it -> Instant.parse(it.from().orElse(it.requestedAt())))
            .or(() -> metered(source));
    return Math.max(0, Duration.between(since.orElse(now), now).toSeconds());
  }

  private Optional<Instant> metered(StudioReport.Source source) {
    Optional<Instant> reset = Optional.ofNullable(resets.get(source.name()));
    Optional<Instant> since = source.since().map(Instant::parse);
    return reset.filter(it -> since.filter(it::isBefore).isEmpty()).or(() -> since);
  }

  // --- events

  /** {@code /api/status} for those who want events; for others it is ISR's. */
  public Optional<Answer> events(Request request) throws IOException, ProblemException {
    return wantsEvents(request) ? Optional.of(told(request, false)) : Optional.empty();
  }

  private Answer firstEvents(Request request) throws IOException, ProblemException {
    boolean isTime = request.raw("time").chars().allMatch(it -> it >= '0' && it <= '9');
    return isTime && wantsEvents(request) ? told(request, true) : Answer.empty(404);
  }

  private static boolean wantsEvents(Request request) {
    return request
        .header()
        .get("Accept")
        .filter(it -> it.strip().equalsIgnoreCase(EVENT_STREAM))
        .isPresent();
  }

  private Answer told(Request request, boolean isOfTheFirst) throws IOException, ProblemException {
    requireRoom();
    String client = clients.id(request);
    PiRecordEvents.Guest guest =
        events.join(
            client, isOfTheFirst, isOfTheFirst ? Map.of() : Map.of("newid", welcome(client)));
    return stream(request, guest.listener(), () -> events.leave(guest));
  }

  private Map<String, Object> welcome(String client) {
    Map<String, Object> welcome = new LinkedHashMap<>();
    welcome.put("client", client);
    welcome.put("renew", RENEW_SECONDS);
    welcome.put("log", true);
    welcome.put("warn", true);
    welcome.put("version", build);
    welcome.put("year", Year.now(ZoneOffset.UTC).getValue());
    return welcome;
  }

  private Answer volume(Request request, StudioReport.Source source) throws ProblemException {
    if (!wantsEvents(request)) {
      return Answer.empty(404);
    }
    requireRoom();
    PiRecordEvents.Ear ear = events.listen(source);
    return stream(request, ear.listener(), () -> events.leave(ear));
  }

  private void requireRoom() throws ProblemException {
    if (events.listening() >= MOST_STREAMS) {
      throw Problem.UNAVAILABLE.exception("Too many clients listen already; close some");
    }
  }

  private static Answer stream(Request request, Listener listener, Answer.Held held) {
    if (request.method().equals("HEAD")) {
      return new Answer(200, STREAM, OptionalLong.empty(), _ -> {}, held);
    }
    return new Answer(
        200, STREAM, OptionalLong.empty(), out -> listener.send(out, HEARTBEAT), held);
  }

  // --- what clients say

  /** The whole query is the text, as Pi_Record has it. */
  private Answer said(Request request, Level level) throws ProblemException {
    StringBuilder text = new StringBuilder();
    for (String name : request.query().names()) {
      String value = request.query().get(name).orElse("");
      if (!name.equals("token")) {
        text.append(text.isEmpty() ? "" : "&")
            .append(name)
            .append(value.isEmpty() ? "" : "=" + value);
      }
    }
    var _ = log.write(level, client(request), text.toString());
    return Answer.empty(200);
  }

  // --- helpers

  private static String client(Request request) throws ProblemException {
    String client = request.variable("client");
    if (!Clients.isId(client)) {
      throw Problem.BAD_REQUEST.exception("A client's id has at most 40 letters and digits");
    }
    return client;
  }

  private static String token(Request request) throws ProblemException {
    return request.variable("token");
  }

  private static Answer granted(String token) {
    Map<String, Object> granted = stated(true);
    granted.put("token", token);
    return Answer.json(200, granted);
  }

  private static Answer state(boolean isDone) {
    return Answer.json(200, stated(isDone));
  }

  private static Map<String, Object> stated(boolean isDone) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("state", isDone);
    return told;
  }

  /** All who listen are told that it is over. */
  @Override
  public void close() {
    events.close();
  }
}
