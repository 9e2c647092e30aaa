package dev.sonolog.server.api;

import dev.sonolog.archive.Recording;
import dev.sonolog.archive.excerpt.ExcerptRefusedException;
import dev.sonolog.formats.SampleRate;
import dev.sonolog.jobs.JobFailedException;
import dev.sonolog.jobs.TargetKind;
import dev.sonolog.server.files.ReadersOf;
import dev.sonolog.server.http.Answer;
import dev.sonolog.server.http.Problem;
import dev.sonolog.server.http.ProblemException;
import dev.sonolog.server.http.Request;
import dev.sonolog.server.http.Route;
import dev.sonolog.server.service.ClipMaker;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Short pieces of a recording, cut to the sample and coded anew. Any platform thread. */
final class ClipApi {
  /** In seconds; what is longer is an export. */
  private static final int LONGEST = 600;

  private final ClipMaker clips;
  private final KnownRecordings known;
  private final ReadersOf readers;

  ClipApi(ClipMaker clips, KnownRecordings known, ReadersOf readers) {
    this.clips = clips;
    this.known = known;
    this.readers = readers;
  }

  List<Route> routes() {
    return List.of(Route.slow("GET", ApiV1.ROOT + "/recordings/{id}/clip", ApiV1.READ, this::clip));
  }

  private Answer clip(Request request) throws IOException, ProblemException, InterruptedException {
    Query query = Query.of(request, "from", "to", "fromSample", "toSample", "as");
    TargetKind kind =
        query
            .word("as", Arrays.asList(TargetKind.values()), TargetKind::word)
            .orElse(TargetKind.WAV);
    Recording recording = known.present(request.variable("id"));
    Piece piece = piece(query, recording, known.samples(recording));
    SampleRate rate = recording.format().rate();
    if (piece.samples() > (long) LONGEST * rate.hertz()) {
      throw Problem.UNPROCESSABLE.exception(
          "A clip is at most %d s long; POST to %s/exports for what is longer"
              .formatted(LONGEST, request.base().address(ApiV1.ROOT)));
    }
    ClipMaker.Clip clip = made(recording, piece, kind);
    return Downloads.of(request, clip.file(), name(recording, piece, kind), readers, clip::close);
  }

  private static Piece piece(Query query, Recording recording, long there) throws ProblemException {
    boolean samples = query.has("fromSample") || query.has("toSample");
    if (samples && (query.has("from") || query.has("to"))) {
      throw Problem.BAD_REQUEST.exception("Say from and to, or fromSample and toSample, not both");
    }
    if (!samples) {
      return Piece.of(query, recording, there);
    }
    long from = query.whole("fromSample", 0, Long.MAX_VALUE / 1_000).orElse(0);
    long to = Math.min(query.whole("toSample", 1, Long.MAX_VALUE / 1_000).orElse(there), there);
    if (to <= from) {
      throw Problem.UNPROCESSABLE.exception(
          "The piece is empty: there are %d samples, and toSample must lie behind fromSample"
              .formatted(there));
    }
    return new Piece(from, to);
  }

  private ClipMaker.Clip made(Recording recording, Piece piece, TargetKind kind)
      throws IOException, ProblemException, InterruptedException {
    try {
      return clips.coded(recording, piece.from(), piece.to(), kind, Optional.empty());
    } catch (ExcerptRefusedException | JobFailedException e) {
      throw Problem.UNPROCESSABLE.exception(String.valueOf(e.getMessage()));
    }
  }

  /** Such as {@code 20260523_220000_12.5-17.5.mp3}. */
  private static String name(Recording recording, Piece piece, TargetKind kind) {
    String own = recording.segment().file().getFileName().toString();
    int rate = recording.format().rate().hertz();
    return String.format(
        Locale.ROOT,
        "%s_%.3f-%.3f.%s",
        own.substring(0, own.lastIndexOf('.')),
        (double) piece.from() / rate,
        (double) piece.to() / rate,
        kind.word());
  }
}
