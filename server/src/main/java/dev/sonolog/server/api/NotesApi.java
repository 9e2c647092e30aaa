package dev.sonolog.server.api;

import dev.sonolog.archive.AuditLog;
import dev.sonolog.archive.Note;
import dev.sonolog.archive.Notes;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.server.events.ReviewChange;
import dev.sonolog.server.http.Answer;
import dev.sonolog.server.http.Problem;
import dev.sonolog.server.http.ProblemException;
import dev.sonolog.server.http.Request;
import dev.sonolog.server.http.Route;
import dev.sonolog.server.service.ArchiveService;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What people wrote about recordings. Who writes says which text it takes the place of, so that
 * nobody overwrites what nobody has read. Any platform thread.
 */
final class NotesApi {
  private static final String ADDRESS = ApiV1.ROOT + "/recordings/{id}/note";
  private static final int LONGEST = 10_000;
  private static final String EXAMPLE = "{\"text\": \"...\", \"version\": 0}";

  private final ArchiveService archive;
  private final KnownRecordings known;
  private final ReviewChanges changes;

  NotesApi(ArchiveService archive, KnownRecordings known, ReviewChanges changes) {
    this.archive = archive;
    this.known = known;
    this.changes = changes;
  }

  List<Route> routes() {
    return List.of(
        Route.quick("GET", ADDRESS, ApiV1.READ, this::read),
        Route.quick("PUT", ADDRESS, ApiV1.CHANGE, this::write));
  }

  /**
   * A note.
   *
   * @param text empty where there is none
   * @param version of the text; 0 where nobody ever wrote one
   * @param by who wrote it
   * @param at when that was
   */
  record NoteView(
      String recording, String text, long version, Optional<String> by, Optional<Instant> at) {
    static NoteView of(StoredSegment segment, Optional<Note> note) {
      return new NoteView(
          RecordingId.of(segment.key()),
          note.map(Note::text).orElse(""),
          note.map(Note::version).orElse(0L),
          note.map(Note::by),
          note.map(Note::at));
    }
  }

  /** What is to be written, and which version it takes the place of. */
  record Order(@Nullable String text, @Nullable Long version) {}

  /** As problem details (RFC 9457), with what is there now. */
  record Overwriting(String type, String title, int status, String detail, NoteView current) {
    static Overwriting of(NoteView current) {
      Problem problem = Problem.CONFLICT;
      return new Overwriting(
          "urn:sonolog:problem:" + problem.type(),
          problem.title(),
          problem.status(),
          "Somebody else wrote since; join both, and send it with the version of current",
          current);
    }
  }

  private Answer read(Request request) throws IOException, ProblemException {
    var _ = Query.of(request);
    StoredSegment segment = known.find(request.variable("id")).segment();
    return ApiV1.told(NoteView.of(segment, notes().find(segment)));
  }

  private Notes notes() throws IOException {
    return new Notes(archive.settings().stateDirectory(), archive.view());
  }

  private Answer write(Request request) throws IOException, ProblemException {
    var _ = Query.of(request);
    StoredSegment segment = known.find(request.variable("id")).segment();
    Order order = Body.read(request, Order.class, EXAMPLE);
    if (order.text() == null || order.version() == null || order.version() < 0) {
      throw Problem.BAD_REQUEST.exception(
          "Send text and the version that it takes the place of, such as " + EXAMPLE);
    }
    String text = Texts.lines("text", order.text(), LONGEST);
    Path state = archive.settings().stateDirectory();
    Notes.Outcome outcome =
        notes().write(segment, text, order.version(), request.caller().name(), new AuditLog(state));
    NoteView view = NoteView.of(segment, outcome.note());
    if (!outcome.written()) {
      return Answer.json(409, "application/problem+json", Overwriting.of(view))
          .with("Cache-Control", "no-store");
    }
    changes.told(ReviewChange.Kind.NOTES, List.of(segment));
    return ApiV1.told(view);
  }
}
