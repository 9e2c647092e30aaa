package dev.sonolog.server.events;

import dev.sonolog.server.access.Demand;
import dev.sonolog.server.access.Role;
import dev.sonolog.server.http.Answer;
import dev.sonolog.server.http.Field;
import dev.sonolog.server.http.Problem;
import dev.sonolog.server.http.ProblemException;
import dev.sonolog.server.http.Request;
import dev.sonolog.server.http.Route;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** {@code GET /api/v1/events}: one stream of events for each page. Any platform thread. */
public final class EventApi {
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  /** More would leave no connection for anything else. */
  private static final int MOST_LISTENERS = 2_000;

  private static final List<Field> FIELDS =
      List.of(
          new Field("Content-Type", "text/event-stream"),
          new Field("Cache-Control", "no-store"),
          new Field("X-Accel-Buffering", "no"));

  private final EventHub hub;

  public EventApi(EventHub hub) {
    this.hub = hub;
  }

  /** All of it. */
  public List<Route> routes() {
    return List.of(Route.quick("GET", "/api/v1/events", Demand.toRead(Role.VIEWER), this::listen));
  }

  private Answer listen(Request request) throws ProblemException {
    Set<String> topics = topics(request);
    if (hub.listening() >= MOST_LISTENERS) {
      throw Problem.UNAVAILABLE.exception("Too many pages listen already; close some");
    }
    if (request.method().equals("HEAD")) {
      return new Answer(200, FIELDS, OptionalLong.empty(), _ -> {}, Answer.Held.NOTHING);
    }
    Listener listener = hub.join(topics, request.caller().name());
    return new Answer(
        200,
        FIELDS,
        OptionalLong.empty(),
        out -> listener.send(out, HEARTBEAT),
        () -> hub.leave(listener));
  }

  private static Set<String> topics(Request request) throws ProblemException {
    Set<String> topics = new TreeSet<>();
    for (String topic : request.query().get("topics").orElse("").split(",", -1)) {
      if (!topic.isBlank()) {
        topics.add(topic.strip());
      }
    }
    if (!EventHub.TOPICS.containsAll(topics)) {
      throw Problem.BAD_REQUEST.exception(
          "topics are some of " + String.join(", ", new TreeSet<>(EventHub.TOPICS)));
    }
    return topics;
  }
}
