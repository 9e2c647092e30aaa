package dev.sonolog.server.api;

import dev.sonolog.archive.CatalogueView;
import dev.sonolog.archive.Recording;
import dev.sonolog.archive.Recordings;
import dev.sonolog.archive.SegmentState;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.archive.keeping.KeepingReport;
import dev.sonolog.server.http.Answer;
import dev.sonolog.server.http.Problem;
import dev.sonolog.server.http.ProblemException;
import dev.sonolog.server.http.Request;
import dev.sonolog.server.http.Route;
import dev.sonolog.server.service.ArchiveService;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was deleted and can still be restored. Any platform thread. */
final class TrashApi {
  private static final String ADDRESS = ApiV1.ROOT + "/trash";

  private final ArchiveService archive;
  private final KnownRecordings known;

  TrashApi(ArchiveService archive, KnownRecordings known) {
    this.archive = archive;
    this.known = known;
  }

  List<Route> routes() {
    return List.of(
        Route.quick("GET", ADDRESS, ApiV1.READ, this::list),
        Route.slow("POST", ADDRESS + "/restore", ApiV1.CHANGE, this::restore),
        Route.slow("DELETE", ADDRESS, ApiV1.CHANGE, this::empty));
  }

  /**
   * A recording in the trash.
   *
   * @param cause why it was deleted
   */
  record Trashed(RecordingView recording, String cause, Instant deleted) {}

  /** All that is in the trash. */
  record Content(long bytes, List<Trashed> recordings) {}

  /** Which are to be restored: those, or all. */
  record Order(@Nullable List<@Nullable String> ids, @Nullable Boolean all) {}

  /** A file that stayed as it was. */
  record Refused(String file, String reason) {}

  /** What became of all. */
  record Report(long done, long bytes, List<Refused> refused) {
    static Report of(KeepingReport report) {
      return new Report(
          report.done(),
          report.bytes(),
          report.refused().stream().map(it -> new Refused(fileName(it.file()), it.why())).toList());
    }

    private static String fileName(String path) {
      return path.substring(path.lastIndexOf('/') + 1);
    }
  }

  private Answer list(Request request) throws IOException, ProblemException {
    var _ = Query.of(request);
    CatalogueView view = known.view();
    var pins = known.pins();
    List<Trashed> trashed = new ArrayList<>();
    for (Recording recording : trashed(view)) {
      StoredSegment.Removal removal = recording.segment().removal().orElseThrow();
      trashed.add(new Trashed(known.listed(recording, pins), removal.cause().word(), removal.at()));
    }
    long bytes = trashed.stream().mapToLong(it -> it.recording().bytes()).sum();
    return ApiV1.told(new Content(bytes, trashed));
  }

  private static List<Recording> trashed(CatalogueView view) throws IOException {
    Recordings recordings = new Recordings(view);
    List<Recording> found = new ArrayList<>();
    for (StoredSegment segment : view.inState(SegmentState.TRASHED)) {
      recordings
          .find(segment.key())
          .filter(it -> it.segment().removal().isPresent())
          .ifPresent(found::add);
    }
    return found;
  }

  private Answer restore(Request request) throws IOException, ProblemException {
    var _ = Query.of(request);
    Order order = Body.read(request, Order.class, "{\"ids\": [\"...\"]} or {\"all\": true}");
    boolean all = Boolean.TRUE.equals(order.all());
    if (all == (order.ids() != null)) {
      throw Problem.BAD_REQUEST.exception("Send {\"ids\": [\"...\"]} or {\"all\": true}");
    }
    String by = request.caller().name();
    if (all) {
      List<Recording> trashed = trashed(known.view());
      return ApiV1.told(
          new ItemResult.Results(trashed.isEmpty() ? List.of() : restored(trashed, by)));
    }
    return ApiV1.told(
        ItemResult.each(Ids.checked(order.ids()), known, found -> restored(found, by)));
  }

  private List<ItemResult> restored(List<Recording> recordings, String by) throws IOException {
    List<ItemResult> results = new ArrayList<>();
    List<Recording> there = new ArrayList<>();
    for (Recording recording : recordings) {
      if (recording.segment().state() == SegmentState.TRASHED) {
        there.add(recording);
      } else {
        results.add(ItemResult.refused(recording, "It is not in the trash"));
      }
    }
    if (!there.isEmpty()) {
      results.addAll(Deleting.Kept.results(there, order -> archive.restore(order, by)));
    }
    return results;
  }

  private Answer empty(Request request) throws IOException, ProblemException {
    var _ = Query.of(request);
    return ApiV1.told(Report.of(archive.emptyTrash(request.caller().name())));
  }
}
