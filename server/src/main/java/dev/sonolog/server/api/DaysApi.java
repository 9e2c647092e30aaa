package dev.sonolog.server.api;

import dev.sonolog.archive.RecordingDays;
import dev.sonolog.archive.TimeSpan;
import dev.sonolog.server.http.Answer;
import dev.sonolog.server.http.ProblemException;
import dev.sonolog.server.http.Request;
import dev.sonolog.server.http.Route;
import dev.sonolog.server.service.ArchiveService;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How many recordings there are of each day, for calendars and lists. Any platform thread. */
final class DaysApi {
  private static final Duration USUAL = Duration.ofDays(31);
  private static final Duration MOST = Duration.ofDays(400);

  private final ArchiveService archive;

  DaysApi(ArchiveService archive) {
    this.archive = archive;
  }

  List<Route> routes() {
    return List.of(Route.quick("GET", ApiV1.ROOT + "/days", ApiV1.READ, this::list));
  }

  /**
   * The recordings of a source that began on a day of its zone.
   *
   * @param count of those that are there
   * @param seconds of those that are finished
   * @param bytes of those that are finished
   */
  record DayView(
      LocalDate date, String source, String zone, long count, double seconds, long bytes) {
    private static final Comparator<DayView> NEWEST_FIRST =
        Comparator.comparing(DayView::date).reversed().thenComparing(DayView::source);

    static DayView of(RecordingDays.Day day, ZoneId zone) {
      return new DayView(
          day.date(),
          day.source(),
          zone.getId(),
          day.count(),
          day.length().toNanos() / 1e9,
          day.bytes());
    }
  }

  /** All days of a span on which a recording began, the newest first. */
  record Days(Instant from, Instant to, List<DayView> days) {}

  private Answer list(Request request) throws IOException, ProblemException {
    Query query = Query.of(request, "source", "from", "to");
    Instant to = query.instant("to").orElse(Instant.now());
    Span span = Span.of(query.instant("from").orElse(to.minus(USUAL)), to, MOST);
    List<String> asked = query.all("source");
    Map<ZoneId, List<String>> sources =
        archive.view().sourceNames().stream()
            .filter(it -> asked.isEmpty() || asked.contains(it))
            .collect(Collectors.groupingBy(archive::zone));
    RecordingDays counted = new RecordingDays(archive.view());
    List<DayView> days = new ArrayList<>();
    for (Map.Entry<ZoneId, List<String>> each : sources.entrySet()) {
      counted
          .of(each.getValue(), new TimeSpan(span.from(), span.to()), each.getKey())
          .forEach(day -> days.add(DayView.of(day, each.getKey())));
    }
    days.sort(DayView.NEWEST_FIRST);
    return ApiV1.told(new Days(span.from(), span.to(), days));
  }
}
