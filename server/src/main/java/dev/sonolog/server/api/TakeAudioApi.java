package dev.sonolog.server.api;

import dev.sonolog.archive.SegmentState;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.archive.excerpt.ExcerptPlan;
import dev.sonolog.archive.excerpt.Excerpts;
import dev.sonolog.archive.excerpt.GapPolicy;
import dev.sonolog.archive.excerpt.Slice;
import dev.sonolog.server.files.ReadersOf;
import dev.sonolog.server.http.Answer;
import dev.sonolog.server.http.Problem;
import dev.sonolog.server.http.ProblemException;
import dev.sonolog.server.http.Request;
import dev.sonolog.server.http.Route;
import dev.sonolog.server.service.ArchiveService;
import dev.sonolog.server.service.StudioReport;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A take as one file, to the sample: what lies in one recording that is all of it goes out as that
 * is stored, and in ranges; all else is made while it is sent. Any platform thread.
 */
final class TakeAudioApi {
  private final ArchiveService archive;
  private final ExcerptApi excerpts;
  private final ReadersOf readers;

  /**
   * @param readers read the files that are sent
   */
  TakeAudioApi(ArchiveService archive, ExcerptApi excerpts, ReadersOf readers) {
    this.archive = archive;
    this.excerpts = excerpts;
    this.readers = readers;
  }

  List<Route> routes() {
    return List.of(
        Route.slow("GET", ApiV1.ROOT + "/studio/takes/{id}/audio", ApiV1.READ, this::audio));
  }

  private Answer audio(Request request) throws IOException, ProblemException {
    Query query = Query.of(request, "gaps");
    GapPolicy gaps =
        query
            .word("gaps", Arrays.asList(GapPolicy.values()), GapPolicy::word)
            .orElse(GapPolicy.SILENCE);
    StudioReport.Take take = StudioApi.done(archive.studio().take(request.variable("id")));
    ExcerptApi.Made made = made(take, gaps);
    Optional<StoredSegment> whole = whole(made.plan());
    return whole.isPresent()
        ? Downloads.of(
            request, KnownRecordings.place(whole.get()), made.name(), readers, Answer.Held.NOTHING)
        : excerpts.streamed(made);
  }

  private ExcerptApi.Made made(StudioReport.Take take, GapPolicy gaps)
      throws IOException, ProblemException {
    if (take.to().isEmpty()) {
      throw Problem.CONFLICT.exception("The take goes on; end it first");
    }
    if (take.from().isEmpty()) {
      throw Problem.NOT_FOUND.exception("No audio came while the take lasted");
    }
    Excerpts all = archive.excerpts();
    Instant from = Instant.parse(take.from().get());
    Instant to = Instant.parse(take.to().get());
    if (!from.isBefore(to)) {
      throw Problem.NOT_FOUND.exception("The take is empty");
    }
    ExcerptPlan plan = all.plan(take.source(), from, to);
    if (plan.stretches().isEmpty()) {
      throw NothingThere.of(plan, archive.zone(take.source()));
    }
    String title = take.name().isBlank() ? take.source() : take.name();
    return new ExcerptApi.Made(all, plan, gaps, archive.zone(take.source()), title);
  }

  /** The recording that is the take and nothing else. */
  private static Optional<StoredSegment> whole(ExcerptPlan plan) {
    List<Slice> slices = plan.stretches().stream().flatMap(it -> it.slices().stream()).toList();
    boolean isOne = slices.size() == 1 && plan.missing().isEmpty();
    return Optional.of(slices.getFirst())
        .filter(it -> isOne && it.first() == 0)
        .filter(it -> it.segment().state() == SegmentState.SEALED)
        .filter(it -> it.last() == it.segment().content().orElseThrow().samples())
        .map(Slice::segment);
  }
}
