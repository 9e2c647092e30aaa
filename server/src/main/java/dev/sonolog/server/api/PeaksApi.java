package dev.sonolog.server.api;

import dev.sonolog.analysis.CodedSpan;
import dev.sonolog.analysis.PeakBits;
import dev.sonolog.analysis.SpanWaveform;
import dev.sonolog.analysis.UnmeasurableException;
import dev.sonolog.analysis.Waveform;
import dev.sonolog.analysis.WaveformFormat;
import dev.sonolog.analysis.WaveformRefusedException;
import dev.sonolog.archive.Recording;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.archive.excerpt.ExcerptPlan;
import dev.sonolog.archive.excerpt.ExcerptRefusedException;
import dev.sonolog.archive.excerpt.GapPolicy;
import dev.sonolog.jobs.JobFailedException;
import dev.sonolog.server.http.Answer;
import dev.sonolog.server.http.Problem;
import dev.sonolog.server.http.ProblemException;
import dev.sonolog.server.http.Request;
import dev.sonolog.server.http.Route;
import dev.sonolog.server.service.ArchiveService;
import dev.sonolog.server.service.ClipMaker;
import dev.sonolog.server.service.Measured;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * What waveforms are drawn from. The pixels of a recording begin with its first sample; those of a
 * source stand on the clock, and what was not recorded is flat. Any platform thread.
 */
final class PeaksApi {
  private static final Duration MOST = Duration.ofDays(31);
  private static final int USUAL_PIXELS = 2_000;

  private final ArchiveService archive;
  private final Measured measured;
  private final ClipMaker clips;
  private final KnownRecordings known;

  PeaksApi(ArchiveService archive, Measured measured, ClipMaker clips, KnownRecordings known) {
    this.archive = archive;
    this.measured = measured;
    this.clips = clips;
    this.known = known;
  }

  List<Route> routes() {
    return List.of(
        Route.slow("GET", ApiV1.ROOT + "/recordings/{id}/peaks", ApiV1.READ, this::ofRecording),
        Route.slow("GET", ApiV1.ROOT + "/sources/{name}/peaks", ApiV1.READ, this::ofSource));
  }

  private Answer ofRecording(Request request)
      throws IOException, ProblemException, InterruptedException {
    Query query = Query.of(request, "from", "to", "zoom", "pixels", "bits", "format");
    Shape shape = Shape.of(query);
    Recording recording = known.present(request.variable("id"));
    Piece piece = Piece.of(query, recording, known.samples(recording));
    return drawn(piece.plan(recording, archive.view()), shape);
  }

  private Answer ofSource(Request request)
      throws IOException, ProblemException, InterruptedException {
    Query query = Query.of(request, "from", "to", "zoom", "pixels", "bits", "format");
    Shape shape = Shape.of(query);
    Span span = Span.of(query, Instant.now(), MOST);
    String source = known.source(request.variable("name"));
    return drawn(archive.excerpts().plan(source, span.from(), span.to()), shape);
  }

  /**
   * How it is drawn.
   *
   * @param zoom samples per pixel; if not, {@code pixels} counts
   */
  private record Shape(OptionalLong zoom, int pixels, PeakBits bits, WaveformFormat format) {
    static Shape of(Query query) throws ProblemException {
      if (query.has("zoom") && query.has("pixels")) {
        throw Problem.BAD_REQUEST.exception("Say zoom or pixels, not both");
      }
      return new Shape(
          query.whole("zoom", 1, Integer.MAX_VALUE),
          (int) query.whole("pixels", 1, Waveform.MAX_PIXELS).orElse(USUAL_PIXELS),
          query
              .word("bits", Arrays.asList(PeakBits.values()), it -> "" + it.count())
              .orElse(PeakBits.SIXTEEN),
          query
              .word(
                  "format",
                  Arrays.asList(WaveformFormat.values()),
                  it -> it.name().toLowerCase(Locale.ROOT))
              .orElse(WaveformFormat.DAT));
    }

    /** Nobody has to wait for a decoder who does not ask for more than what is kept. */
    int zoom(ExcerptPlan plan) {
      return zoom.isPresent()
          ? (int) zoom.getAsLong()
          : Math.max(Waveform.KEPT_ZOOM, SpanWaveform.zoom(plan, pixels));
    }
  }

  private Answer drawn(ExcerptPlan plan, Shape shape)
      throws IOException, ProblemException, InterruptedException {
    if (plan.stretches().isEmpty()) {
      throw NothingThere.of(plan, archive.zone(plan.source()));
    }
    try {
      SpanWaveform waveform = new SpanWaveform(plan, shape.zoom(plan));
      if (waveform.isFine()) {
        decode(plan, waveform);
      } else {
        measure(waveform);
      }
      return waveform
          .waveform()
          .map(it -> written(it, shape))
          .orElseThrow(
              () -> Problem.UNPROCESSABLE.exception("Nothing of this span can be measured"));
    } catch (WaveformRefusedException
        | ExcerptRefusedException
        | UnmeasurableException
        | JobFailedException e) {
      throw Problem.UNPROCESSABLE.exception(String.valueOf(e.getMessage()));
    }
  }

  /** A recording that cannot be measured is flat; one alone is told. */
  private void measure(SpanWaveform waveform) throws IOException, InterruptedException {
    List<StoredSegment> segments = waveform.segments();
    for (StoredSegment segment : segments) {
      try {
        waveform.add(segment, measured.data(segment));
      } catch (UnmeasurableException e) {
        if (segments.size() == 1) {
          throw e;
        }
      } catch (NoSuchFileException e) {
        if (segments.size() == 1) {
          throw new IOException("Its file is not there any more", e);
        }
      }
    }
  }

  private void decode(ExcerptPlan plan, SpanWaveform waveform)
      throws IOException, ExcerptRefusedException, InterruptedException {
    clips.coded(
        plan,
        waveform.decoding(),
        GapPolicy.SEPARATE,
        made -> {
          for (CodedSpan.Made each : made) {
            waveform.add(each);
          }
        });
  }

  private static Answer written(Waveform waveform, Shape shape) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      waveform.write(shape.format(), shape.bits(), out);
    } catch (IOException e) {
      throw new IllegalStateException(e); // it is memory
    }
    String type =
        switch (shape.format()) {
          case DAT -> "application/octet-stream";
          case JSON -> "application/json";
        };
    return Answer.of(200, type, out.toByteArray()).with("Cache-Control", "no-store");
  }
}
