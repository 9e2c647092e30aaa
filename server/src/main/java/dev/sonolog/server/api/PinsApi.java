package dev.sonolog.server.api;

import dev.sonolog.archive.AuditLog;
import dev.sonolog.archive.Pin;
import dev.sonolog.archive.Recording;
import dev.sonolog.archive.Recordings;
import dev.sonolog.archive.Review;
import dev.sonolog.archive.SegmentKey;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.server.events.ReviewChange;
import dev.sonolog.server.http.Answer;
import dev.sonolog.server.http.Problem;
import dev.sonolog.server.http.ProblemException;
import dev.sonolog.server.http.Request;
import dev.sonolog.server.http.Route;
import dev.sonolog.server.service.ArchiveService;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What nobody may delete. Any platform thread. */
final class PinsApi {
  private static final String ADDRESS = ApiV1.ROOT + "/pins";
  private static final int LONGEST_NOTE = 500;

  private final ArchiveService archive;
  private final KnownRecordings known;
  private final ReviewChanges changes;

  PinsApi(ArchiveService archive, KnownRecordings known, ReviewChanges changes) {
    this.archive = archive;
    this.known = known;
    this.changes = changes;
  }

  List<Route> routes() {
    return List.of(
        Route.quick("GET", ADDRESS, ApiV1.READ, this::list),
        Route.quick("POST", ADDRESS, ApiV1.CHANGE, this::pin),
        Route.quick("DELETE", ADDRESS, ApiV1.CHANGE, this::unpin));
  }

  /**
   * A pin.
   *
   * @param recording that is pinned; none if the catalogue does not know it any more
   */
  record PinView(
      String id, Instant since, String by, String note, Optional<RecordingView> recording) {}

  record Pins(List<PinView> pins) {}

  /** What is to be pinned, and why. */
  record Order(@Nullable List<@Nullable String> ids, @Nullable String note) {}

  private Answer list(Request request) throws IOException, ProblemException {
    var _ = Query.of(request);
    Recordings recordings = new Recordings(known.view());
    var pins = known.pins();
    List<PinView> views = new ArrayList<>();
    for (Pin pin : pins.values()) {
      Optional<RecordingView> recording =
          recordings.find(pin.key()).map(it -> known.listed(it, pins));
      views.add(
          new PinView(RecordingId.of(pin.key()), pin.since(), pin.by(), pin.note(), recording));
    }
    return ApiV1.told(new Pins(views));
  }

  private Answer pin(Request request) throws IOException, ProblemException {
    var _ = Query.of(request);
    Order order = Body.read(request, Order.class, "{\"ids\": [\"...\"], \"note\": \"why\"}");
    String note = Texts.line("note", order.note(), LONGEST_NOTE);
    String by = request.caller().name();
    return ApiV1.told(
        ItemResult.each(Ids.checked(order.ids()), known, found -> pinned(found, by, note)));
  }

  private List<ItemResult> pinned(List<Recording> recordings, String by, String note)
      throws IOException {
    Set<SegmentKey> pinned =
        review().pin(segments(recordings), by, note, audit()).stream()
            .map(StoredSegment::key)
            .collect(Collectors.toSet());
    changes.told(ReviewChange.Kind.PINS, segments(recordings));
    return recordings.stream()
        .map(
            it ->
                pinned.contains(it.segment().key())
                    ? ItemResult.done(it)
                    : ItemResult.refused(it, "It is not there any more"))
        .toList();
  }

  private Answer unpin(Request request) throws IOException, ProblemException {
    Query query = Query.of(request, "ids");
    String said =
        query.text("ids").orElseThrow(() -> Problem.BAD_REQUEST.exception("Say which: ids=ID,ID"));
    List<String> ids = Ids.checked(Arrays.asList(said.split(",", -1)));
    String by = request.caller().name();
    return ApiV1.told(ItemResult.each(ids, known, found -> unpinned(found, by)));
  }

  private List<ItemResult> unpinned(List<Recording> recordings, String by) throws IOException {
    Set<SegmentKey> pinned = known.pins().keySet();
    review().unpin(segments(recordings), by, audit());
    changes.told(ReviewChange.Kind.PINS, segments(recordings));
    return recordings.stream()
        .map(
            it ->
                pinned.contains(it.segment().key())
                    ? ItemResult.done(it)
                    : ItemResult.refused(it, "It was not pinned"))
        .toList();
  }

  private static List<StoredSegment> segments(List<Recording> recordings) {
    return recordings.stream().map(Recording::segment).toList();
  }

  private Review review() {
    return new Review(archive.settings().stateDirectory());
  }

  private AuditLog audit() {
    return new AuditLog(archive.settings().stateDirectory());
  }
}
