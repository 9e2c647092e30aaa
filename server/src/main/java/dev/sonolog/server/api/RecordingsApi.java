package dev.sonolog.server.api;

import dev.sonolog.archive.Pin;
import dev.sonolog.archive.Recording;
import dev.sonolog.archive.RecordingFilter;
import dev.sonolog.archive.Recordings;
import dev.sonolog.archive.SegmentKey;
import dev.sonolog.archive.SegmentState;
import dev.sonolog.formats.Codec;
import dev.sonolog.server.access.Caller;
import dev.sonolog.server.http.Answer;
import dev.sonolog.server.http.Problem;
import dev.sonolog.server.http.ProblemException;
import dev.sonolog.server.http.Request;
import dev.sonolog.server.http.Route;
import dev.sonolog.server.service.ArchiveService;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Lists recordings, tells of one, deletes. Any platform thread. */
final class RecordingsApi {
  private static final int USUAL = 50;
  private static final int MOST = 500;
  private static final int LONGEST_TEXT = 200;

  private final ArchiveService archive;
  private final KnownRecordings known;
  private final Deleting deleting;

  RecordingsApi(ArchiveService archive, KnownRecordings known) {
    this.archive = archive;
    this.known = known;
    this.deleting = new Deleting(archive, known);
  }

  /**
   * Some recordings.
   *
   * @param next the address of those behind them, if there are any
   */
  record Page(List<RecordingView> recordings, Optional<String> next) {}

  List<Route> routes() {
    return List.of(
        Route.quick("GET", ApiV1.ROOT + "/recordings", ApiV1.READ, this::list),
        Route.quick("GET", ApiV1.ROOT + "/recordings/{id}", ApiV1.READ, this::one),
        Route.slow("DELETE", ApiV1.ROOT + "/recordings/{id}", ApiV1.CHANGE, this::delete),
        Route.slow("POST", ApiV1.ROOT + "/recordings/delete", ApiV1.CHANGE, this::deleteSome));
  }

  private Answer list(Request request) throws IOException, ProblemException {
    Query query =
        Query.of(
            request, "source", "from", "to", "codec", "state", "text", "pinned", "with", "limit",
            "cursor");
    int limit = (int) query.whole("limit", 1, MOST).orElse(USUAL);
    Optional<String> cursor = query.text("cursor");
    Optional<Recordings.Place> behind =
        cursor.isPresent() ? Optional.of(Cursor.parse(cursor.get())) : Optional.empty();
    boolean withReviewed = query.word("with", List.of("reviewed"), it -> it).isPresent();
    Map<SegmentKey, Pin> pins = known.pins();
    List<Recording> page =
        new Recordings(known.view()).page(filter(query, pins), behind, limit + 1);
    List<Recording> shown = page.subList(0, Math.min(limit, page.size()));
    Optional<String> next =
        page.size() > limit
            ? Optional.of(request.base().address(next(query, shown.getLast())))
            : Optional.empty();
    return ApiV1.told(
        new Page(
            withReviewed
                ? reviewed(shown, pins, request.caller())
                : shown.stream().map(it -> known.listed(it, pins)).toList(),
            next));
  }

  private List<RecordingView> reviewed(
      List<Recording> recordings, Map<SegmentKey, Pin> pins, Caller caller) throws IOException {
    Instant now = Instant.now();
    Map<SegmentKey, Double> shares = shares(recordings, caller.name(), now);
    return recordings.stream()
        .map(it -> known.listed(it, pins, shares.getOrDefault(it.segment().key(), 0.0)))
        .toList();
  }

  private Map<SegmentKey, Double> shares(List<Recording> recordings, String user, Instant now)
      throws IOException {
    return new ReviewedShares(archive.settings().stateDirectory(), user, now)
        .of(recordings.stream().map(Recording::segment).toList());
  }

  private static RecordingFilter filter(Query query, Map<SegmentKey, Pin> pins)
      throws ProblemException {
    Optional<Codec> codec = query.word("codec", Arrays.asList(Codec.values()), Words::of);
    Optional<SegmentState> state =
        query.word("state", Arrays.asList(SegmentState.values()), Words::of);
    Optional<Boolean> pinned = query.word("pinned", List.of(true, false), String::valueOf);
    return new RecordingFilter(
        query.all("source"),
        query.instant("from"),
        query.instant("to"),
        codec,
        state,
        text(query),
        pinned.filter(it -> it).map(_ -> pins.keySet()),
        pinned.isPresent() && !pinned.get() ? pins.keySet() : Set.of());
  }

  private static Optional<String> text(Query query) throws ProblemException {
    Optional<String> text = query.text("text");
    if (text.isPresent() && text.get().length() > LONGEST_TEXT) {
      throw Problem.BAD_REQUEST.exception(
          "text must be at most " + LONGEST_TEXT + " characters of a file's name");
    }
    return text.filter(it -> !it.isEmpty());
  }

  private static String next(Query query, Recording last) {
    return ApiV1.ROOT + "/recordings?" + query.without("cursor") + "cursor=" + Cursor.behind(last);
  }

  private Answer one(Request request) throws IOException, ProblemException {
    var _ = Query.of(request);
    return ApiV1.told(known.told(known.find(request.variable("id"))));
  }

  private Answer delete(Request request) throws IOException, ProblemException {
    var _ = Query.of(request);
    Recording recording = known.find(request.variable("id"));
    ItemResult result = deleting.delete(List.of(recording), request.caller().name()).getFirst();
    if (!result.done()) {
      throw Problem.CONFLICT.exception(result.reason().orElse("It was not deleted"));
    }
    return ApiV1.told(result);
  }

  private Answer deleteSome(Request request) throws IOException, ProblemException {
    var _ = Query.of(request);
    Ids ids = Ids.read(request);
    return ApiV1.told(
        ItemResult.each(
            ids.all(), known, found -> deleting.delete(found, request.caller().name())));
  }
}
