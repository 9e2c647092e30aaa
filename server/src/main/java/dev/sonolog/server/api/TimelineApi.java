package dev.sonolog.server.api;

import dev.sonolog.archive.Recording;
import dev.sonolog.archive.Recordings;
import dev.sonolog.archive.SeenTitle;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.archive.Titles;
import dev.sonolog.archive.excerpt.Coverage;
import dev.sonolog.archive.excerpt.Missing;
import dev.sonolog.archive.excerpt.Moment;
import dev.sonolog.archive.excerpt.Stretch;
import dev.sonolog.server.http.Answer;
import dev.sonolog.server.http.Problem;
import dev.sonolog.server.http.ProblemException;
import dev.sonolog.server.http.Request;
import dev.sonolog.server.http.Route;
import dev.sonolog.server.service.ArchiveService;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What there is of a source's timeline, and what is missing of it. Any platform thread. */
final class TimelineApi {
  private static final Duration MOST = Duration.ofDays(3_660);
  private static final int MOST_TITLES = 5_000;
  private static final String SOURCE = ApiV1.ROOT + "/sources/{name}";

  private final ArchiveService archive;
  private final KnownRecordings known;

  TimelineApi(ArchiveService archive, KnownRecordings known) {
    this.archive = archive;
    this.known = known;
  }

  List<Route> routes() {
    return List.of(
        Route.quick("GET", SOURCE + "/coverage", ApiV1.READ, this::coverage),
        Route.quick("GET", SOURCE + "/gaps", ApiV1.READ, this::gaps),
        Route.quick("GET", SOURCE + "/titles", ApiV1.READ, this::titles),
        Route.quick("GET", SOURCE + "/at", ApiV1.READ, this::at));
  }

  /** What was recorded without a hole. */
  record SpanView(Instant from, Instant to) {}

  /**
   * What there is of a local day.
   *
   * @param seconds how long it is, as far as it lies in the span and is over
   * @param recordedSeconds how much of that is there
   * @param percent the same, 0 to 100
   */
  record Day(LocalDate date, double seconds, double recordedSeconds, double percent) {
    static Day of(Coverage.Day day) {
      return new Day(day.date(), seconds(day.length()), seconds(day.recorded()), day.percent());
    }

    private static double seconds(Duration duration) {
      return duration.toNanos() / 1e9;
    }
  }

  /** How much there is of a span. */
  record CoverageView(
      String source,
      Instant from,
      Instant to,
      String zone,
      List<SpanView> spans,
      List<GapView> gaps,
      List<Day> days) {}

  /** What is missing of a span. */
  record Gaps(String source, Instant from, Instant to, List<GapView> gaps) {}

  /**
   * What a source said it plays.
   *
   * @param at from when on
   * @param title empty where it said that nothing is known
   */
  record TitleView(Instant at, String title) {}

  /**
   * The titles of a span, in order of time.
   *
   * @param truncated whether there were more; the newest are told
   */
  record TitlesView(
      String source, Instant from, Instant to, boolean truncated, List<TitleView> titles) {}

  /**
   * What was recorded at an instant.
   *
   * @param recorded whether anything was, and is there
   * @param recording that holds it
   * @param offset how many seconds into it
   * @param title of what was heard
   * @param gap what is missing instead
   * @param before the last recording in front of the gap
   * @param after the first behind it
   */
  record MomentView(
      String source,
      Instant time,
      boolean recorded,
      Optional<RecordingView> recording,
      Optional<Double> offset,
      Optional<String> title,
      Optional<GapView> gap,
      Optional<RecordingView> before,
      Optional<RecordingView> after) {}

  private Answer coverage(Request request) throws IOException, ProblemException {
    Coverage coverage = asked(request);
    return ApiV1.told(
        new CoverageView(
            coverage.source(),
            coverage.from(),
            coverage.to(),
            archive.zone(coverage.source()).getId(),
            coverage.parts().stream()
                .filter(Stretch.class::isInstance)
                .map(it -> new SpanView(it.from(), it.to()))
                .toList(),
            missing(coverage),
            coverage.days().stream().map(Day::of).toList()));
  }

  private Answer gaps(Request request) throws IOException, ProblemException {
    Coverage coverage = asked(request);
    return ApiV1.told(
        new Gaps(coverage.source(), coverage.from(), coverage.to(), missing(coverage)));
  }

  private Coverage asked(Request request) throws IOException, ProblemException {
    Query query = Query.of(request, "from", "to");
    Span span = Span.of(query, Instant.now(), MOST);
    String source = known.source(request.variable("name"));
    return archive.excerpts().coverage(source, span.from(), span.to(), archive.zone(source));
  }

  private static List<GapView> missing(Coverage coverage) {
    return coverage.parts().stream()
        .filter(Missing.class::isInstance)
        .map(it -> GapView.of((Missing) it))
        .toList();
  }

  private Answer titles(Request request) throws IOException, ProblemException {
    Query query = Query.of(request, "from", "to");
    Span span = Span.of(query, Instant.now(), MOST);
    String source = known.source(request.variable("name"));
    List<SeenTitle> found =
        new Titles(archive.view()).of(source, span.from(), span.to(), MOST_TITLES + 1);
    boolean truncated = found.size() > MOST_TITLES;
    return ApiV1.told(
        new TitlesView(
            source,
            span.from(),
            span.to(),
            truncated,
            (truncated ? found.subList(1, found.size()) : found)
                .stream().map(it -> new TitleView(it.at(), it.text())).toList()));
  }

  // --- one instant

  private Answer at(Request request) throws IOException, ProblemException {
    Query query = Query.of(request, "time");
    Instant time =
        query
            .instant("time")
            .orElseThrow(
                () -> Problem.BAD_REQUEST.exception("Say which: time=2026-11-20T14:03:22Z"));
    String source = known.source(request.variable("name"));
    return ApiV1.told(
        switch (archive.excerpts().at(source, time)) {
          case Moment.Recorded(var segment, var at, var offset, var title) ->
              new MomentView(
                  source,
                  at,
                  true,
                  view(Optional.of(segment)),
                  Optional.of(offset.toNanos() / 1e9),
                  title,
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty());
          case Moment.NotRecorded(var gap, var before, var after) ->
              new MomentView(
                  source,
                  time,
                  false,
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.of(GapView.of(gap)),
                  view(before),
                  view(after));
        });
  }

  private Optional<RecordingView> view(Optional<StoredSegment> segment) throws IOException {
    Optional<Recording> recording =
        segment.isPresent()
            ? new Recordings(archive.view()).find(segment.get().key())
            : Optional.empty();
    return recording.isPresent() ? Optional.of(known.told(recording.get())) : Optional.empty();
  }
}
