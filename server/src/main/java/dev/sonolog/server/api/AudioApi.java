package dev.sonolog.server.api;

import dev.sonolog.archive.Recording;
import dev.sonolog.archive.SegmentKey;
import dev.sonolog.archive.SegmentState;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.archive.excerpt.StoredBeginnings;
import dev.sonolog.archive.excerpt.StoredBeginnings.Beginning;
import dev.sonolog.server.files.ContentDisposition;
import dev.sonolog.server.files.FileRequest;
import dev.sonolog.server.files.MediaTypes;
import dev.sonolog.server.files.Presentation;
import dev.sonolog.server.files.RangeHeader;
import dev.sonolog.server.files.ReadersOf;
import dev.sonolog.server.files.StoredFile;
import dev.sonolog.server.http.Answer;
import dev.sonolog.server.http.FileAnswers;
import dev.sonolog.server.http.Problem;
import dev.sonolog.server.http.ProblemException;
import dev.sonolog.server.http.Request;
import dev.sonolog.server.http.Route;
import dev.sonolog.server.service.ArchiveService;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The files themselves. A player takes the length that it is told first for the truth and never
 * asks again, so one that grows is given in snapshots: its address says how many samples there are,
 * and what is at that address never changes but for the head, which says more when the file is
 * finished. Any platform thread.
 */
final class AudioApi {
  private static final String KEPT = "private, no-cache";
  private static final String FOR_EVER = "private, max-age=31536000, immutable";

  private final KnownRecordings known;
  private final ReadersOf readers;
  private final StoredBeginnings beginnings;
  private final Map<Snapshot, Beginning> lately = new LinkedHashMap<>();

  /** A beginning that somebody asked for. */
  private record Snapshot(SegmentKey key, long samples) {}

  AudioApi(ArchiveService archive, KnownRecordings known, ReadersOf readers) {
    this.known = known;
    this.readers = readers;
    this.beginnings = new StoredBeginnings(archive.settings());
  }

  List<Route> routes() {
    return List.of(
        Route.quick("GET", ApiV1.ROOT + "/recordings/{id}/audio", ApiV1.READ, this::audio));
  }

  private Answer audio(Request request) throws IOException, ProblemException {
    Query query = Query.of(request, "until", "download");
    Recording recording = known.present(request.variable("id"));
    OptionalLong until = query.whole("until", 1, Long.MAX_VALUE / 1_000);
    boolean growing = recording.segment().state() == SegmentState.RECORDING;
    if (until.isEmpty()) {
      return growing ? toSnapshot(request, recording, query) : finished(request, recording, query);
    }
    long there = known.samples(recording);
    if (until.getAsLong() > there) {
      throw Problem.CONFLICT.exception(
          "Only " + there + " samples of it are stored; ask for the address without until");
    }
    boolean whole = !growing && until.getAsLong() == there;
    return whole
        ? finished(request, recording, query)
        : snapshot(request, recording, until.getAsLong(), query);
  }

  /** To the address of what is stored now. */
  private Answer toSnapshot(Request request, Recording recording, Query query)
      throws IOException, ProblemException {
    long samples = known.samples(recording);
    if (samples == 0) {
      throw Problem.CONFLICT.exception("It was only just begun; ask again in a second");
    }
    String address =
        ApiV1.ROOT
            + "/recordings/"
            + RecordingId.of(recording.segment().key())
            + "/audio?until="
            + samples
            + (query.flag("download") ? "&download=1" : "");
    return Answer.empty(307)
        .with("Location", request.base().address(address))
        .with("Cache-Control", "no-store");
  }

  private Answer finished(Request request, Recording recording, Query query)
      throws IOException, ProblemException {
    Path real = KnownRecordings.place(recording.segment());
    return sent(
        request, StoredFile.finished(real, readers.of(real)), presented(recording, query, KEPT));
  }

  private Answer snapshot(Request request, Recording recording, long until, Query query)
      throws IOException, ProblemException {
    StoredSegment segment = recording.segment();
    Beginning beginning = beginning(segment, until);
    Path real = KnownRecordings.place(segment);
    StoredFile file =
        StoredFile.growing(
            real, name(recording), beginning.bytes(), beginning.samples(), readers.of(real));
    return sent(request, file, presented(recording, query, FOR_EVER));
  }

  /** A player asks for many pieces of one snapshot. */
  private Beginning beginning(StoredSegment segment, long samples) throws IOException {
    Snapshot wanted = new Snapshot(segment.key(), samples);
    synchronized (lately) {
      Beginning before = lately.get(wanted);
      if (before != null) {
        return before;
      }
    }
    Beginning found = beginnings.of(segment, samples);
    synchronized (lately) {
      lately.put(wanted, found);
      if (lately.size() > 200) {
        lately.remove(lately.keySet().iterator().next());
      }
    }
    return found;
  }

  private static Presentation presented(Recording recording, Query query, String caching)
      throws ProblemException {
    Presentation presentation = Presentation.of(MediaTypes.of(name(recording)), caching);
    return query.flag("download")
        ? presentation.with(ContentDisposition.attachment(name(recording)))
        : presentation;
  }

  private static String name(Recording recording) {
    return recording.segment().file().getFileName().toString();
  }

  private static Answer sent(Request request, StoredFile file, Presentation presentation) {
    FileRequest wanted = FileAnswers.request(request, RangeHeader.Mode.STANDARD);
    return FileAnswers.of(file, file.answer(wanted, presentation, Clock.systemUTC()));
  }
}
