package dev.sonolog.server.api;

import dev.sonolog.archive.Recording;
import dev.sonolog.archive.Recordings;
import dev.sonolog.archive.live.LiveAudio;
import dev.sonolog.archive.live.LiveForm;
import dev.sonolog.server.files.ReaderThreads;
import dev.sonolog.server.files.ReadersOf;
import dev.sonolog.server.http.Answer;
import dev.sonolog.server.http.Field;
import dev.sonolog.server.http.Problem;
import dev.sonolog.server.http.ProblemException;
import dev.sonolog.server.http.Request;
import dev.sonolog.server.http.Route;
import dev.sonolog.server.service.ArchiveService;
import dev.sonolog.server.service.StatusReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * {@code GET /api/v1/sources/{name}/live}: what is being recorded, in an answer without an end. It
 * is read from the files, as a recorder in another process may write them. Any platform thread.
 */
final class LiveApi {
  private static final double MOST_BACK = 30;
  private static final double USUAL_BACK = 1;
  private static final Field SOON = new Field("Retry-After", "10");

  private final ArchiveService archive;
  private final KnownRecordings known;
  private final ReadersOf readers;
  private final LiveListeners listeners;

  LiveApi(
      ArchiveService archive, KnownRecordings known, ReadersOf readers, LiveListeners listeners) {
    this.archive = archive;
    this.known = known;
    this.readers = readers;
    this.listeners = listeners;
  }

  List<Route> routes() {
    return List.of(
        Route.quick("GET", ApiV1.ROOT + "/sources/{name}/live", ApiV1.READ, this::listen));
  }

  private Answer listen(Request request) throws IOException, ProblemException {
    Query query = Query.of(request, "back", "form");
    double back = query.number("back", 0, MOST_BACK).orElse(USUAL_BACK);
    LiveForm form =
        query.word("form", Arrays.asList(LiveForm.values()), Words::of).orElse(LiveForm.FILE);
    Recording recording = recording(request.variable("name"));
    String type =
        form.mediaType(recording.format())
            .orElseThrow(
                () ->
                    Problem.CONFLICT.exception(
                        "There are no fragments of " + recording.format() + "; leave form away"));
    List<Field> fields =
        List.of(
            new Field("Content-Type", type),
            new Field("Cache-Control", "no-store"),
            new Field("Accept-Ranges", "none"),
            new Field("X-Accel-Buffering", "no"));
    if (request.method().equals("HEAD")) {
      return new Answer(200, fields, OptionalLong.empty(), _ -> {}, Answer.Held.NOTHING);
    }
    LiveListeners.Place place =
        listeners
            .take()
            .orElseThrow(
                () ->
                    Problem.UNAVAILABLE
                        .with(List.of(SOON))
                        .exception("So many listen already: " + LiveListeners.MOST));
    try {
      return heard(recording, form, Duration.ofNanos((long) (back * 1e9)), fields, place);
    } catch (IOException | RuntimeException e) {
      place.close();
      throw e;
    }
  }

  private Answer heard(
      Recording recording,
      LiveForm form,
      Duration back,
      List<Field> fields,
      LiveListeners.Place place)
      throws IOException {
    Path folder = recording.segment().file().resolveSibling("");
    ReaderThreads threads = readers.of(folder);
    LiveAudio audio =
        threads.open(
            () -> LiveAudio.begin(archive.settings(), archive::view, recording, form, back));
    return new Answer(
        200,
        fields,
        OptionalLong.empty(),
        out -> place.send(audio, threads, out),
        () -> {
          place.close();
          threads.closeLater(audio);
        });
  }

  // --- what is being recorded

  private Recording recording(String name) throws IOException, ProblemException {
    Optional<StatusReport.Source> source =
        archive.status().stream()
            .flatMap(report -> report.sources().stream())
            .filter(it -> it.name().equals(name))
            .findFirst();
    if (source.isEmpty()) {
      var _ = known.source(name);
      throw notNow(name, "no recorder has it");
    }
    if (!source.get().state().equals(SourceView.RECORDING)) {
      String detail = source.get().detail().map(it -> " (" + it + ")").orElse("");
      throw notNow(name, "it is " + source.get().state() + detail);
    }
    return newest(archive, name).orElseThrow(() -> notNow(name, "its file only just begins"));
  }

  private static ProblemException notNow(String name, String why) {
    return Problem.CONFLICT.exception("Nothing of %s is to be heard now: %s".formatted(name, why));
  }

  private static Optional<Recording> newest(ArchiveService archive, String source)
      throws IOException {
    Optional<Recordings> recordings = archive.recordings();
    return recordings.isEmpty()
        ? Optional.empty()
        : recordings.get().active().stream()
            .filter(it -> it.segment().source().equals(source))
            .reduce((_, later) -> later);
  }
}
