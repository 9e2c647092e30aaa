package dev.sonolog.server.api;

import dev.sonolog.analysis.LevelStore;
import dev.sonolog.analysis.SpectrogramSpan;
import dev.sonolog.analysis.UnmeasurableException;
import dev.sonolog.archive.Recording;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.jobs.SpectrogramData;
import dev.sonolog.measure.FrequencyScale;
import dev.sonolog.measure.SpectrogramSettings;
import dev.sonolog.server.files.KnownCopy;
import dev.sonolog.server.http.Answer;
import dev.sonolog.server.http.Field;
import dev.sonolog.server.http.Problem;
import dev.sonolog.server.http.ProblemException;
import dev.sonolog.server.http.Request;
import dev.sonolog.server.http.Route;
import dev.sonolog.server.service.SpectrogramMaker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Images of what is heard in a recording, frequency by frequency. Any platform thread. */
final class SpectrogramApi {
  private static final Duration LONGEST = Duration.ofHours(3);
  private static final int LEAST = 16;
  private static final int USUAL_WIDTH = 1_000;
  private static final int USUAL_HEIGHT = 256;

  /** Of what was made by this program in this way: another way of drawing needs another one. */
  private static final String DRAWN = "1";

  private static final String FOR_EVER = "private, max-age=86400";

  /** Files of others may be replaced. */
  private static final String KEPT = "private, no-cache";

  private final SpectrogramMaker maker;
  private final KnownRecordings known;

  SpectrogramApi(SpectrogramMaker maker, KnownRecordings known) {
    this.maker = maker;
    this.known = known;
  }

  List<Route> routes() {
    return List.of(
        Route.slow(
            "GET", ApiV1.ROOT + "/recordings/{id}/spectrogram", ApiV1.READ, this::spectrogram));
  }

  private Answer spectrogram(Request request)
      throws IOException, ProblemException, InterruptedException {
    Query query = Query.of(request, "from", "to", "width", "height", "scale", "palette");
    SpectrogramSettings settings = settings(query);
    Palette palette =
        query.word("palette", Arrays.asList(Palette.values()), Palette::word).orElse(Palette.LIGHT);
    Recording recording = known.present(request.variable("id"));
    SpectrogramSpan span = span(query, recording, known.samples(recording));
    Optional<String> tag = tag(span, settings, palette);
    List<Field> caching = caching(recording.segment(), tag);
    if (tag.isPresent() && KnownCopy.is(request.header().get("If-None-Match"), tag.get())) {
      return new Answer(304, caching, OptionalLong.empty(), _ -> {}, Answer.Held.NOTHING);
    }
    SpectrogramData data = made(span, settings);
    return Answer.of(200, "image/png", PalettePng.of(data.cells(), settings.columns(), palette))
        .with("Spectrogram-Rate", Integer.toString(data.rate().hertz()))
        .with(caching);
  }

  private static SpectrogramSettings settings(Query query) throws ProblemException {
    long width = query.whole("width", LEAST, SpectrogramSettings.MAX_COLUMNS).orElse(USUAL_WIDTH);
    long height = query.whole("height", LEAST, SpectrogramSettings.MAX_ROWS).orElse(USUAL_HEIGHT);
    FrequencyScale scale =
        query
            .word("scale", Arrays.asList(FrequencyScale.values()), FrequencyScale::word)
            .orElse(FrequencyScale.LOGARITHMIC);
    return SpectrogramSettings.usual((int) width, (int) height, scale);
  }

  private static SpectrogramSpan span(Query query, Recording recording, long there)
      throws ProblemException {
    Piece piece = Piece.of(query, recording, there);
    if (piece.samples() > recording.format().rate().samples(LONGEST)) {
      throw Problem.UNPROCESSABLE.exception(
          "A spectrogram shows at most %d hours; ask for several with from and to"
              .formatted(LONGEST.toHours()));
    }
    return new SpectrogramSpan(recording, piece.from(), piece.to(), there);
  }

  private static Optional<String> tag(
      SpectrogramSpan span, SpectrogramSettings settings, Palette palette) {
    return LevelStore.content(span.recording().segment())
        .map(content -> hash(List.of(DRAWN, content, span.from(), span.to(), settings, palette)));
  }

  private static String hash(List<Object> parts) {
    try {
      byte[] text = parts.toString().getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
      return HexFormat.of().formatHex(digest, 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // each Java has it
    }
  }

  private static List<Field> caching(StoredSegment segment, Optional<String> tag) {
    if (tag.isEmpty()) {
      return List.of(new Field("Cache-Control", "no-store"));
    }
    boolean ours = segment.content().flatMap(StoredSegment.Content::digest).isPresent();
    return List.of(
        new Field("ETag", "\"" + tag.get() + "\""),
        new Field("Cache-Control", ours ? FOR_EVER : KEPT));
  }

  private SpectrogramData made(SpectrogramSpan span, SpectrogramSettings settings)
      throws IOException, ProblemException, InterruptedException {
    try {
      Optional<SpectrogramData> made = maker.of(span, settings);
      if (made.isPresent()) {
        return made.get();
      }
    } catch (UnmeasurableException e) {
      throw Problem.UNPROCESSABLE.exception(String.valueOf(e.getMessage()));
    } catch (NoSuchFileException _) {
      throw Problem.NOT_FOUND.exception("Its file is not there any more");
    }
    throw new ProblemException(
        Problem.UNAVAILABLE
            .with("Too many spectrograms are made already; ask again soon")
            .with(List.of(new Field("Retry-After", "1"))));
  }
}
