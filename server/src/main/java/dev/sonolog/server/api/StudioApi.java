package dev.sonolog.server.api;

import dev.sonolog.server.access.Role;
import dev.sonolog.server.http.Answer;
import dev.sonolog.server.http.Problem;
import dev.sonolog.server.http.ProblemException;
import dev.sonolog.server.http.Request;
import dev.sonolog.server.http.Route;
import dev.sonolog.server.service.ArchiveService;
import dev.sonolog.server.service.StudioReport;
import dev.sonolog.server.service.StudioService;
import dev.sonolog.server.service.StudioService.Outcome;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is in control of a source, and takes. Any platform thread, which asks the recorder; every
 * answer is what it says.
 */
final class StudioApi {
  private static final String ADDRESS = ApiV1.ROOT + "/studio";
  private static final String AGENDA = ADDRESS + "/schedule";
  private static final String SOURCE = ADDRESS + "/{source}";
  private static final String TAKE = ADDRESS + "/takes/{id}";
  private static final int USUAL_TAKES = 20;
  private static final int MOST_TAKES = 500;
  private static final int USUAL_DAYS = 7;
  private static final int MOST_DAYS = 366;
  private static final Set<String> BY_OWNER = Set.of("take", "request", "takeOver", "force");
  private static final Set<String> BY_TOKEN = Set.of("renew", "release", "keep");

  private static final String LEASE_EXAMPLE =
      "{\"action\": \"take\", \"owner\": {\"id\": \"3f0c9b1e7a\", \"name\": \"Anna's iPad\"}}";
  private static final String ORDER_EXAMPLE =
      "{\"request\": \"5d1f0a52-7c1b-4a39-9f6e-1d8d0c7b2a11\", \"token\": \"...\"}";
  private static final String TEXT_EXAMPLE = "{\"name\": \"Second set\"}";

  private final StudioService studio;

  StudioApi(ArchiveService archive) {
    this.studio = archive.studio();
  }

  List<Route> routes() {
    return List.of(
        Route.quick("GET", ADDRESS, ApiV1.READ, this::sources),
        Route.quick("GET", AGENDA, ApiV1.READ, this::agenda),
        Route.quick("GET", SOURCE, ApiV1.READ, this::source),
        Route.quick("GET", SOURCE + "/takes", ApiV1.READ, this::takes),
        Route.quick("POST", SOURCE + "/lease", ApiV1.CHANGE, this::control),
        Route.quick("POST", SOURCE + "/start", ApiV1.CHANGE, it -> command(it, "start")),
        Route.quick("POST", SOURCE + "/stop", ApiV1.CHANGE, it -> command(it, "stop")),
        Route.quick("POST", SOURCE + "/cut", ApiV1.CHANGE, it -> command(it, "cut")),
        Route.quick("POST", SOURCE + "/mark", ApiV1.CHANGE, it -> command(it, "mark")),
        Route.quick("PATCH", TAKE, ApiV1.CHANGE, this::change),
        Route.quick("DELETE", TAKE, ApiV1.CHANGE, this::delete));
  }

  /** Who wants to be in control. */
  record OwnerOrder(@Nullable String id, @Nullable String name) {
    @Override
    public String toString() {
      return "an owner";
    }
  }

  /** What is wanted of control. */
  record LeaseOrder(@Nullable String action, @Nullable OwnerOrder owner, @Nullable String token) {
    @Override
    public String toString() {
      return "an order about control";
    }

    StudioService.ControlWish wish() throws ProblemException {
      if (action == null || !(BY_OWNER.contains(action) || BY_TOKEN.contains(action))) {
        throw wrong("action is take, renew, release, keep, request, takeOver or force");
      }
      if (BY_OWNER.contains(action)) {
        return new StudioService.ControlWish(action, Optional.of(known()), Optional.empty());
      }
      if (token == null) {
        throw wrong(action + " needs the token that take gave");
      }
      return new StudioService.ControlWish(action, Optional.empty(), Optional.of(token));
    }

    private StudioService.Owner known() throws ProblemException {
      if (owner == null || owner.id() == null || owner.name() == null) {
        throw wrong(action + " needs an owner with an id and a name");
      }
      return new StudioService.Owner(owner.id(), owner.name());
    }

    private static ProblemException wrong(String what) {
      return Problem.BAD_REQUEST.exception(what + ". Send JSON such as " + LEASE_EXAMPLE);
    }
  }

  /** What is to be done with a source. */
  record Order(
      @Nullable String request,
      @Nullable String token,
      @Nullable String name,
      @Nullable String label) {
    @Override
    public String toString() {
      return "an order";
    }

    StudioService.CommandWish wish() throws ProblemException {
      if (request == null || token == null) {
        throw Problem.BAD_REQUEST.exception(
            "Each command has a request's id of its own, and the token of whoever is in control."
                + " Send JSON such as "
                + ORDER_EXAMPLE);
      }
      return new StudioService.CommandWish(
          request, token, Optional.ofNullable(name), Optional.ofNullable(label));
    }
  }

  /** What a take is to be called. */
  record TextOrder(@Nullable String name, @Nullable String note) {}

  private Answer sources(Request request) throws IOException, ProblemException {
    var _ = Query.of(request);
    return ApiV1.told(done(studio.sources()));
  }

  private Answer source(Request request) throws IOException, ProblemException {
    var _ = Query.of(request);
    return ApiV1.told(done(studio.source(request.variable("source"))));
  }

  private Answer takes(Request request) throws IOException, ProblemException {
    Query query = Query.of(request, "limit");
    int most = (int) query.whole("limit", 1, MOST_TAKES).orElse(USUAL_TAKES);
    return ApiV1.told(done(studio.takes(request.variable("source"), most)));
  }

  private Answer agenda(Request request) throws IOException, ProblemException {
    Query query = Query.of(request, "days");
    int days = (int) query.whole("days", 1, MOST_DAYS).orElse(USUAL_DAYS);
    return ApiV1.told(done(studio.agenda(days)));
  }

  private Answer control(Request request) throws IOException, ProblemException {
    var _ = Query.of(request);
    StudioService.ControlWish wish = Body.read(request, LeaseOrder.class, LEASE_EXAMPLE).wish();
    if (wish.action().equals("force") && !request.caller().role().covers(Role.ADMIN)) {
      throw Problem.NOT_ALLOWED.exception(
          "To take control by force needs the role admin; ask for it instead: request, and"
              + " takeOver after 15 s");
    }
    return ApiV1.told(done(studio.control(request.variable("source"), wish)));
  }

  private Answer command(Request request, String verb) throws IOException, ProblemException {
    var _ = Query.of(request);
    StudioService.CommandWish wish = Body.read(request, Order.class, ORDER_EXAMPLE).wish();
    return ApiV1.told(done(studio.command(request.variable("source"), verb, wish)));
  }

  private Answer change(Request request) throws IOException, ProblemException {
    var _ = Query.of(request);
    TextOrder order = Body.read(request, TextOrder.class, TEXT_EXAMPLE);
    if (order.name() == null && order.note() == null) {
      throw Problem.BAD_REQUEST.exception("Say what is to be changed: " + TEXT_EXAMPLE);
    }
    StudioService.TextWish wish =
        new StudioService.TextWish(
            Optional.ofNullable(order.name()), Optional.ofNullable(order.note()));
    return ApiV1.told(done(studio.change(request.variable("id"), wish)));
  }

  private Answer delete(Request request) throws IOException, ProblemException {
    var _ = Query.of(request);
    var _ = done(studio.delete(request.variable("id"), request.caller().name()));
    return Answer.empty(204);
  }

  /** What was done; else why not, as a problem. */
  static <T> T done(Outcome<T> outcome) throws ProblemException {
    return switch (outcome) {
      case Outcome.Done<T>(T value) -> value;
      case Outcome.Refused<T>(StudioReport.Refusal refusal) -> throw refused(refusal);
      case Outcome.NoRecorder<T>() ->
          throw Problem.UNAVAILABLE.exception("No recorder is running; start it");
    };
  }

  private static ProblemException refused(StudioReport.Refusal refusal) {
    return switch (refusal.kind()) {
      case "unknown" -> Problem.NOT_FOUND.exception(refusal.why());
      case "invalid" -> Problem.BAD_REQUEST.exception(refusal.why());
      default -> {
        Map<String, Object> more = new LinkedHashMap<>();
        refusal.holder().ifPresent(it -> more.put("holder", it));
        refusal.version().ifPresent(it -> more.put("version", it));
        yield new ProblemException(Problem.CONFLICT.with(refusal.why()).with(more));
      }
    };
  }
}
