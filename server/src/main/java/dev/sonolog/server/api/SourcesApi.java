package dev.sonolog.server.api;

import dev.sonolog.archive.Recording;
import dev.sonolog.archive.Recordings;
import dev.sonolog.archive.SourceSummary;
import dev.sonolog.formats.AudioFormat;
import dev.sonolog.server.http.Answer;
import dev.sonolog.server.http.Problem;
import dev.sonolog.server.http.ProblemException;
import dev.sonolog.server.http.Request;
import dev.sonolog.server.http.Route;
import dev.sonolog.server.service.ArchiveService;
import dev.sonolog.server.service.StatusReport;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The sources: what the recorder says of them, and what the archive holds. Any platform thread. */
final class SourcesApi {
  private final ArchiveService archive;

  SourcesApi(ArchiveService archive) {
    this.archive = archive;
  }

  /**
   * All sources.
   *
   * @param recording whether a recorder runs
   * @param sources those of the recorder in the order of its configuration, then the others by name
   */
  record All(boolean recording, List<SourceView> sources) {}

  List<Route> routes() {
    return List.of(
        Route.quick("GET", ApiV1.ROOT + "/sources", ApiV1.READ, this::all),
        Route.quick("GET", ApiV1.ROOT + "/sources/{name}", ApiV1.READ, this::one));
  }

  private Answer all(Request request) throws IOException, ProblemException {
    var _ = Query.of(request);
    return ApiV1.told(all());
  }

  private Answer one(Request request) throws IOException, ProblemException {
    var _ = Query.of(request);
    String name = request.variable("name");
    List<SourceView> sources = all().sources();
    return ApiV1.told(
        sources.stream()
            .filter(it -> it.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    Problem.NOT_FOUND.exception(
                        "There is no such source; there is: "
                            + String.join(", ", sources.stream().map(SourceView::name).toList()))));
  }

  private All all() throws IOException {
    Optional<StatusReport> status = archive.status();
    Map<String, StatusReport.Source> live = new LinkedHashMap<>();
    status.ifPresent(report -> report.sources().forEach(it -> live.put(it.name(), it)));
    Map<String, SourceSummary> stored = new LinkedHashMap<>();
    archive.view().sources().forEach(it -> stored.put(it.name(), it));
    Map<String, AudioFormat> heard = new LinkedHashMap<>();
    for (Recording each : new Recordings(archive.view()).active()) {
      heard.put(each.segment().source(), each.format());
    }
    Set<String> names = new LinkedHashSet<>(live.keySet());
    names.addAll(stored.keySet());
    return new All(
        status.isPresent(), names.stream().map(name -> view(name, live, stored, heard)).toList());
  }

  private SourceView view(
      String name,
      Map<String, StatusReport.Source> live,
      Map<String, SourceSummary> stored,
      Map<String, AudioFormat> heard) {
    return SourceView.of(
        name,
        archive.zone(name),
        Optional.ofNullable(live.get(name)),
        Optional.ofNullable(stored.get(name)),
        Optional.ofNullable(heard.get(name)));
  }
}
