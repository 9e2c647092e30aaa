package dev.sonolog.server.api;

import dev.sonolog.server.access.Accounts;
import dev.sonolog.server.access.Demand;
import dev.sonolog.server.access.Role;
import dev.sonolog.server.events.EventHub;
import dev.sonolog.server.files.ReadersOf;
import dev.sonolog.server.http.Answer;
import dev.sonolog.server.http.Route;
import dev.sonolog.server.service.AnalysisDefaults;
import dev.sonolog.server.service.ArchiveService;
import dev.sonolog.server.service.ClipMaker;
import dev.sonolog.server.service.Measured;
import dev.sonolog.server.service.SpectrogramMaker;
import dev.sonolog.server.service.SummaryQueue;
import java.util.List;
import java.util.stream.Stream;

/**
 * The archive for programs and for the pages of this server: JSON, described in {@code
 * openapi.yaml}. Owns the exports and what measures for it. Any platform thread.
 */
public final class ApiV1 implements AutoCloseable {
  static final String ROOT = "/api/v1";
  static final Demand READ = Demand.toRead(Role.VIEWER);
  static final Demand CHANGE = Demand.toChange(Role.OPERATOR);

  private final Exports exports;
  private final ExcerptApi excerpts;
  private final SummaryQueue summaries;
  private final List<Route> routes;

  /**
   * @param defaults what counts as loud where nobody says
   * @param readers read the files that are sent
   * @param listeners those who listen to what is being recorded; whose owner closes it
   * @param accounts who may do what
   * @param hub is told what people note
   */
  public ApiV1(
      ArchiveService archive,
      AnalysisDefaults defaults,
      Measured measured,
      ClipMaker clips,
      SpectrogramMaker spectrograms,
      ReadersOf readers,
      LiveListeners listeners,
      Accounts accounts,
      EventHub hub) {
    KnownRecordings known = new KnownRecordings(archive);
    ReviewChanges changes = new ReviewChanges(hub);
    exports = new Exports(archive);
    summaries = new SummaryQueue(archive);
    excerpts = new ExcerptApi(archive, known);
    routes =
        Stream.of(
                new SourcesApi(archive).routes(),
                new RecordingsApi(archive, known).routes(),
                new AudioApi(archive, known, readers).routes(),
                new LiveApi(archive, known, readers, listeners).routes(),
                new PeaksApi(archive, measured, clips, known).routes(),
                new SpectrogramApi(spectrograms, known).routes(),
                new SectionsApi(archive, defaults, measured, known).routes(),
                new TimelineApi(archive, known).routes(),
                excerpts.routes(),
                new ExportsApi(exports, known, readers).routes(),
                new ClipApi(clips, known, readers).routes(),
                new FactsApi(archive, known, summaries).routes(),
                new DaysApi(archive).routes(),
                new MarksApi(archive, known, changes).routes(),
                new NotesApi(archive, known, changes).routes(),
                new ReviewedApi(archive, known, changes).routes(),
                new PinsApi(archive, known, changes).routes(),
                new TrashApi(archive, known).routes(),
                new StorageApi(archive).routes(),
                new JobsApi(archive).routes(),
                new StationApi(archive).routes(),
                new OnAirApi(archive).routes(),
                new StudioApi(archive).routes(),
                new TakeAudioApi(archive, excerpts, readers).routes(),
                new UsersApi(accounts).routes(),
                new TokensApi(accounts).routes(),
                new Description().routes())
            .flatMap(List::stream)
            .toList();
  }

  /** All of it. */
  public List<Route> routes() {
    return routes;
  }

  /** What is asked for, as it is now. */
  static Answer told(Object value) {
    return Answer.json(200, value).with("Cache-Control", "no-store");
  }

  @Override
  public void close() {
    summaries.close();
    excerpts.close();
    exports.close();
  }
}
