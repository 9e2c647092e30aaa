package dev.sonolog.server.api;

import dev.sonolog.archive.Reviewed;
import dev.sonolog.archive.SpanSet;
import dev.sonolog.archive.TimeSpan;
import dev.sonolog.server.access.Demand;
import dev.sonolog.server.access.Role;
import dev.sonolog.server.http.Answer;
import dev.sonolog.server.http.Problem;
import dev.sonolog.server.http.ProblemException;
import dev.sonolog.server.http.Request;
import dev.sonolog.server.http.Route;
import dev.sonolog.server.service.ArchiveService;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the caller has reviewed, which nobody else is told. Any platform thread. */
final class ReviewedApi {
  private static final String ADDRESS = ApiV1.ROOT + "/sources/{name}/reviewed";
  private static final Duration LONGEST = Duration.ofDays(3_660);
  private static final String EXAMPLE =
      "{\"from\": \"2026-11-20T14:00:00Z\", \"to\": \"2026-11-20T14:10:00Z\", \"reviewed\": true}";

  private final KnownRecordings known;
  private final ReviewChanges changes;
  private final Reviewed reviewed;

  ReviewedApi(ArchiveService archive, KnownRecordings known, ReviewChanges changes) {
    this.known = known;
    this.changes = changes;
    this.reviewed = new Reviewed(archive.settings().stateDirectory());
  }

  List<Route> routes() {
    return List.of(
        Route.quick("GET", ADDRESS, ApiV1.READ, this::list),
        Route.quick("POST", ADDRESS, Demand.toChange(Role.VIEWER), this::change));
  }

  /**
   * What a user has reviewed of a span.
   *
   * @param seconds of all spans
   * @param spans that neither overlap nor touch, in order
   */
  record ReviewedView(
      String source, Instant from, Instant to, String user, double seconds, List<Span> spans) {}

  /** What was reviewed, or was not. */
  record Order(@Nullable String from, @Nullable String to, @Nullable Boolean reviewed) {}

  private Answer list(Request request) throws IOException, ProblemException {
    Query query = Query.of(request, "from", "to");
    Span span = Span.of(query, Instant.now(), LONGEST);
    String source = known.source(request.variable("name"));
    return told(source, new TimeSpan(span.from(), span.to()), request.caller().name());
  }

  private Answer told(String source, TimeSpan span, String user) throws IOException {
    SpanSet set = reviewed.in(user, source, span);
    return ApiV1.told(
        new ReviewedView(
            source,
            span.from(),
            span.to(),
            user,
            set.length().toNanos() / 1e9,
            set.spans().stream().map(it -> new Span(it.from(), it.to())).toList()));
  }

  private Answer change(Request request) throws IOException, ProblemException {
    var _ = Query.of(request);
    String source = known.source(request.variable("name"));
    Order order = Body.read(request, Order.class, EXAMPLE);
    if (order.from() == null || order.to() == null || order.reviewed() == null) {
      throw Problem.BAD_REQUEST.exception("Send JSON such as " + EXAMPLE);
    }
    Span asked =
        Span.of(Instants.parse("from", order.from()), Instants.parse("to", order.to()), LONGEST);
    TimeSpan span = new TimeSpan(asked.from(), asked.to());
    String user = request.caller().name();
    if (order.reviewed()) {
      reviewed.add(user, source, span);
    } else {
      reviewed.remove(user, source, span);
    }
    changes.reviewed(source, span, user);
    return told(source, span, user);
  }
}
