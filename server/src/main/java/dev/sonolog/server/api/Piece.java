package dev.sonolog.server.api;

import dev.sonolog.archive.CatalogueView;
import dev.sonolog.archive.Recording;
import dev.sonolog.archive.StoredRun;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.archive.excerpt.ExcerptPlan;
import dev.sonolog.archive.excerpt.Slice;
import dev.sonolog.archive.excerpt.Stretch;
import dev.sonolog.formats.SampleRate;
import dev.sonolog.server.http.Problem;
import dev.sonolog.server.http.ProblemException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * Some samples of a recording, at least one.
 *
 * @param from the first
 * @param to the one behind the last
 */
record Piece(long from, long to) {
  private static final double LONGEST = 1e9;

  /**
   * The piece of {@code from} and {@code to}, in seconds behind its start; all where they are not
   * said.
   *
   * @param there how many samples there are
   */
  static Piece of(Query query, Recording recording, long there) throws ProblemException {
    int rate = recording.format().rate().hertz();
    double from = query.number("from", 0, LONGEST).orElse(0);
    double to = query.number("to", 0, LONGEST).orElse(LONGEST);
    if (to <= from) {
      throw Problem.BAD_REQUEST.exception("The piece is empty: to must lie behind from");
    }
    long first = Math.round(from * rate);
    long last = Math.min(Math.round(to * rate), there);
    if (last <= first) {
      throw Problem.UNPROCESSABLE.exception(
          "It is only %s seconds long".formatted((double) there / rate));
    }
    return new Piece(first, last);
  }

  long samples() {
    return to - from;
  }

  /** It alone, evenly on the clock. */
  ExcerptPlan plan(Recording recording, CatalogueView view) throws IOException {
    StoredSegment segment = recording.segment();
    SampleRate rate = recording.format().rate();
    Instant start = segment.start().plus(rate.duration(from));
    Instant end = segment.start().plus(rate.duration(to));
    StoredRun run =
        view.run(segment.run())
            .orElseThrow(() -> new IOException("The catalogue has lost run " + segment.run()));
    Slice slice = new Slice(segment, start, end, from, to);
    return new ExcerptPlan(segment.source(), start, end, List.of(new Stretch(run, List.of(slice))));
  }
}
