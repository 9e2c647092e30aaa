package dev.sonolog.server.api;

import dev.sonolog.archive.AuditLog;
import dev.sonolog.archive.CatalogueView;
import dev.sonolog.archive.Mark;
import dev.sonolog.archive.Marks;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.archive.TimeSpan;
import dev.sonolog.server.events.ReviewChange;
import dev.sonolog.server.http.Answer;
import dev.sonolog.server.http.Problem;
import dev.sonolog.server.http.ProblemException;
import dev.sonolog.server.http.Request;
import dev.sonolog.server.http.Route;
import dev.sonolog.server.service.ArchiveService;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Instants and spans of a source that people marked. Any platform thread. */
final class MarksApi {
  private static final String OF_SOURCE = ApiV1.ROOT + "/sources/{name}/marks";
  private static final String ONE = ApiV1.ROOT + "/marks/{id}";
  private static final String ID = "\\d{1,18}";
  private static final String EXAMPLE =
      "{\"from\": \"2026-11-20T14:03:22Z\", \"to\": null, \"label\": \"applause\"}";

  private static final int MOST = 5_000;
  private static final int LONGEST_LABEL = 200;
  private static final Duration LONGEST_SPAN = Duration.ofDays(3_660);

  /** So many of the last recordings in front of a mark are looked at; most do not overlap. */
  private static final int NEAR = 4;

  private final ArchiveService archive;
  private final KnownRecordings known;
  private final ReviewChanges changes;
  private final Marks marks;

  MarksApi(ArchiveService archive, KnownRecordings known, ReviewChanges changes) {
    this.archive = archive;
    this.known = known;
    this.changes = changes;
    this.marks = new Marks(archive.settings().stateDirectory());
  }

  List<Route> routes() {
    return List.of(
        Route.quick("GET", OF_SOURCE, ApiV1.READ, this::list),
        Route.quick("POST", OF_SOURCE, ApiV1.CHANGE, this::add),
        Route.quick("PATCH", ONE, ApiV1.CHANGE, this::change),
        Route.quick("DELETE", ONE, ApiV1.CHANGE, this::delete));
  }

  /**
   * A mark.
   *
   * @param to the first instant behind the span; none where it is an instant
   * @param by who wrote it last
   * @param at when that was
   * @param recording that holds {@code from}; none where nothing is there
   * @param offset how many seconds into it
   */
  record MarkView(
      long id,
      String source,
      Instant from,
      Optional<Instant> to,
      String label,
      String by,
      Instant at,
      Optional<String> recording,
      Optional<Double> offset) {
    static MarkView of(Mark mark, CatalogueView view) throws IOException {
      Optional<StoredSegment> holding = holding(mark, view);
      Instant from = mark.content().from();
      return new MarkView(
          mark.id(),
          mark.source(),
          from,
          mark.content().to(),
          mark.content().label(),
          mark.by(),
          mark.at(),
          holding.map(it -> RecordingId.of(it.key())),
          holding.map(it -> Duration.between(it.start(), from).toNanos() / 1e9));
    }

    private static Optional<StoredSegment> holding(Mark mark, CatalogueView view)
        throws IOException {
      Instant from = mark.content().from();
      return view.before(mark.source(), from.plusNanos(1), NEAR).stream()
          .filter(it -> isIn(from, it))
          .findFirst();
    }

    private static boolean isIn(Instant instant, StoredSegment segment) {
      return switch (segment.state()) {
        case RECORDING -> true;
        case SEALED -> instant.isBefore(segment.knownEnd());
        case TRASHED, DELETED, REMOVED_OUTSIDE -> false;
      };
    }
  }

  /**
   * The marks of a span.
   *
   * @param complete whether these are all
   */
  record MarkList(
      String source, Instant from, Instant to, boolean complete, List<MarkView> marks) {}

  /** What is to be marked, or changed. */
  record Order(@Nullable String from, @Nullable JsonNode to, @Nullable String label) {
    Optional<Instant> begin() throws ProblemException {
      return from == null ? Optional.empty() : Optional.of(Instants.parse("from", from));
    }

    Optional<Instant> end() throws ProblemException {
      if (to == null || to.isNull()) {
        return Optional.empty();
      }
      if (!to.isString()) {
        throw Problem.BAD_REQUEST.exception("to is an instant or null: " + EXAMPLE);
      }
      return Optional.of(Instants.parse("to", to.asString()));
    }

    String checkedLabel() throws ProblemException {
      return Texts.line("label", label, LONGEST_LABEL);
    }
  }

  private Answer list(Request request) throws IOException, ProblemException {
    Query query = Query.of(request, "from", "to");
    Span span = Span.of(query, Instant.now(), LONGEST_SPAN);
    String source = known.source(request.variable("name"));
    List<Mark> found = marks.in(source, new TimeSpan(span.from(), span.to()), MOST + 1);
    List<MarkView> shown = views(found.subList(0, Math.min(MOST, found.size())));
    return ApiV1.told(new MarkList(source, span.from(), span.to(), found.size() <= MOST, shown));
  }

  private List<MarkView> views(List<Mark> all) throws IOException {
    return archive
        .view()
        .together(
            view -> {
              List<MarkView> views = new ArrayList<>();
              for (Mark mark : all) {
                views.add(MarkView.of(mark, view));
              }
              return views;
            });
  }

  private Answer add(Request request) throws IOException, ProblemException {
    var _ = Query.of(request);
    String source = known.source(request.variable("name"));
    Order order = Body.read(request, Order.class, EXAMPLE);
    Instant from =
        order
            .begin()
            .orElseThrow(
                () -> Problem.BAD_REQUEST.exception("Say where: from, such as " + EXAMPLE));
    Mark.Content content = content(from, order.end(), order.checkedLabel());
    Mark mark = marks.add(source, content, request.caller().name());
    tell(mark);
    return Answer.json(201, MarkView.of(mark, archive.view())).with("Cache-Control", "no-store");
  }

  private static Mark.Content content(Instant from, Optional<Instant> to, String label)
      throws ProblemException {
    try {
      return new Mark.Content(from, to, label);
    } catch (IllegalArgumentException e) {
      throw Problem.BAD_REQUEST.exception(String.valueOf(e.getMessage()));
    }
  }

  private Answer change(Request request) throws IOException, ProblemException {
    var _ = Query.of(request);
    long id = id(request);
    Order order = Body.read(request, Order.class, EXAMPLE);
    if (order.from() == null && order.to() == null && order.label() == null) {
      throw Problem.BAD_REQUEST.exception("Say what is to be changed: " + EXAMPLE);
    }
    Optional<Instant> from = order.begin();
    Optional<Instant> to = order.end();
    String label = order.checkedLabel();
    Marks.Change change =
        changed(
            id,
            was ->
                new Mark.Content(
                    from.orElse(was.from()),
                    order.to() == null ? was.to() : to,
                    order.label() == null ? was.label() : label),
            request.caller().name());
    tell(change.before());
    tell(change.after());
    return ApiV1.told(MarkView.of(change.after(), archive.view()));
  }

  private Marks.Change changed(long id, UnaryOperator<Mark.Content> change, String by)
      throws IOException, ProblemException {
    try {
      return marks.change(id, change, by).orElseThrow(() -> unknown(Long.toString(id)));
    } catch (IllegalArgumentException e) { // it would end before it begins
      throw Problem.BAD_REQUEST.exception(String.valueOf(e.getMessage()));
    }
  }

  private Answer delete(Request request) throws IOException, ProblemException {
    var _ = Query.of(request);
    long id = id(request);
    Path state = archive.settings().stateDirectory();
    Mark mark =
        marks
            .delete(id, request.caller().name(), new AuditLog(state))
            .orElseThrow(() -> unknown(Long.toString(id)));
    tell(mark);
    return Answer.empty(204);
  }

  private static long id(Request request) throws ProblemException {
    String id = request.variable("id");
    if (!id.matches(ID)) {
      throw unknown(id);
    }
    return Long.parseLong(id);
  }

  private static ProblemException unknown(String id) {
    return Problem.NOT_FOUND.exception("There is no mark " + id + "; somebody may have deleted it");
  }

  private void tell(Mark mark) {
    Mark.Content content = mark.content();
    changes.told(ReviewChange.Kind.MARKS, mark.source(), content.from(), content.to());
  }
}
