package dev.sonolog.server.isr;

import dev.sonolog.archive.Recording;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.archive.keeping.KeepingOrder;
import dev.sonolog.archive.keeping.KeepingReport;
import dev.sonolog.measure.SectionSettings;
import dev.sonolog.server.access.Demand;
import dev.sonolog.server.access.Role;
import dev.sonolog.server.files.ContentDisposition;
import dev.sonolog.server.files.FileRequest;
import dev.sonolog.server.files.MediaTypes;
import dev.sonolog.server.files.Presentation;
import dev.sonolog.server.files.RangeHeader;
import dev.sonolog.server.files.ReadersOf;
import dev.sonolog.server.files.StoredFile;
import dev.sonolog.server.http.Answer;
import dev.sonolog.server.http.FileAnswers;
import dev.sonolog.server.http.PercentCoding;
import dev.sonolog.server.http.Problem;
import dev.sonolog.server.http.ProblemException;
import dev.sonolog.server.http.Request;
import dev.sonolog.server.http.Route;
import dev.sonolog.server.service.AnalysisDefaults;
import dev.sonolog.server.service.ArchiveService;
import dev.sonolog.server.service.ClipMaker;
import dev.sonolog.server.service.Measured;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * ISR's interface. What differs from it on purpose is in {@code docs/isr-compatibility.md}. Any
 * platform thread.
 */
public final class IsrApi {
  private static final Demand READ = Demand.toRead(Role.VIEWER).onLegacyPath();
  private static final Demand CHANGE = Demand.toChange(Role.OPERATOR).onLegacyPath();

  private final ArchiveService archive;
  private final AnalysisDefaults defaults;
  private final ReadersOf readers;
  private final Events events;
  private final IsrFiles files;
  private final IsrAnalyses analyses;
  private final IsrFileList list;
  private final IsrCuts cuts;

  /** Pi_Record's events, which have the address of ISR's status. */
  @FunctionalInterface
  public interface Events {
    /** Them, where the request wants events. */
    Optional<Answer> answer(Request request) throws IOException, ProblemException;
  }

  /**
   * @param readers read the files that are sent
   * @param events for those who want them of {@code /api/status}
   */
  public IsrApi(
      ArchiveService archive,
      AnalysisDefaults defaults,
      Measured measured,
      ClipMaker clips,
      ReadersOf readers,
      Events events) {
    this.archive = archive;
    this.defaults = defaults;
    this.readers = readers;
    this.events = events;
    this.files = new IsrFiles(archive);
    this.analyses = new IsrAnalyses(archive, measured);
    this.list = new IsrFileList(archive, files, analyses::last, analyses::changes);
    this.cuts = new IsrCuts(clips, readers);
  }

  /** All of it. */
  public List<Route> routes() {
    return List.of(
        Route.quick("GET", "/api/files", READ, this::files),
        Route.slow("GET", "/api/analyze", READ, this::analyze),
        Route.quick("GET", "/api/status", READ, this::status),
        Route.quick("GET", "/api/storage", READ, _ -> Answer.json(200, storage())),
        Route.quick("GET", "/api/config", READ, _ -> Answer.json(200, config())),
        Route.slow("GET", "/api/cut", READ, this::cut),
        Route.slow("GET", "/api/clip", READ, this::clip),
        Route.quick("GET", "/download/{name...}", READ, this::download),
        Route.quick("GET", "/stream/{name...}", READ, this::stream),
        Route.quick("DELETE", "/api/files/{name...}", CHANGE, this::delete));
  }

  /** Makes ready what takes long of an archive of many recordings. */
  public void prepare() throws IOException {
    list.prepare();
  }

  private Answer files(Request request) throws IOException {
    return list.answer().with("Cache-Control", "no-store");
  }

  private Answer status(Request request) throws IOException, ProblemException {
    Optional<Answer> told = events.answer(request);
    return told.isPresent() ? told.get() : Answer.json(200, Map.of("active", list.activeNames()));
  }

  private Map<String, @Nullable Object> storage() {
    Map<String, @Nullable Object> storage = new LinkedHashMap<>();
    try {
      FileStore store = Files.getFileStore(there(archive.roots().getFirst()));
      storage.put("disk_free", store.getUsableSpace());
      storage.put("disk_total", store.getTotalSpace());
    } catch (IOException _) {
      storage.put("disk_free", null);
      storage.put("disk_total", null);
    }
    return storage;
  }

  /** The folder, or the one in which it will be made. */
  private static Path there(Path folder) {
    Path there = folder;
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    return there;
  }

  private Map<String, Object> config() {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("margin", defaults.margin());
    config.put("min_gap", defaults.minGap());
    config.put("min_duration", defaults.minDuration());
    return config;
  }

  // --- analysis

  private Answer analyze(Request request)
      throws IOException, ProblemException, InterruptedException {
    SectionSettings settings = settings(request);
    IsrFiles.Found found = inactive(named(request), "analyzed");
    requireExtension(found, "Analysis");
    Map<String, Object> result =
        found.recording().isPresent()
            ? analyses.analyse(found.recording().get(), settings)
            : Map.of("error", "The file is not in the archive: it is too new, or no audio");
    return Answer.json(200, result);
  }

  private SectionSettings settings(Request request) throws ProblemException {
    return new SectionSettings(
        IsrNumber.clamped(
            request.query(),
            "margin",
            defaults.margin(),
            AnalysisDefaults.LEAST_MARGIN,
            AnalysisDefaults.MOST_MARGIN),
        IsrNumber.clamped(
            request.query(), "min_gap", defaults.minGap(), 0, AnalysisDefaults.MOST_GAP),
        IsrNumber.clamped(
            request.query(),
            "min_duration",
            defaults.minDuration(),
            0,
            AnalysisDefaults.MOST_DURATION));
  }

  private IsrFiles.Found named(Request request) throws IOException, ProblemException {
    return files.find(
        request
            .query()
            .get("file")
            .filter(it -> !it.isEmpty())
            .orElseThrow(() -> Problem.BAD_REQUEST.exception("Missing file parameter")));
  }

  private IsrFiles.Found inactive(IsrFiles.Found found, String what)
      throws IOException, ProblemException {
    if (found.active()) {
      throw Problem.CONFLICT.exception("A file that is being recorded cannot be " + what);
    }
    return files.known(found);
  }

  private static void requireExtension(IsrFiles.Found found, String what) throws ProblemException {
    String extension = IsrFiles.extension(found.file().getFileName().toString());
    if (!extension.equals("wav") && !extension.equals("flac")) {
      throw Problem.BAD_REQUEST.exception(what + " is for WAV and FLAC files");
    }
  }

  // --- pieces

  private Answer cut(Request request) throws IOException, ProblemException, InterruptedException {
    requireFile(request);
    double start = seconds(request, "start");
    double end = seconds(request, "end");
    if (start < 0 || end <= start) {
      throw Problem.BAD_REQUEST.exception("start must be 0 or more, and end behind it");
    }
    IsrFiles.Found found = inactive(named(request), "cut");
    return cuts.cut(recording(found), start, end);
  }

  private Answer clip(Request request) throws IOException, ProblemException, InterruptedException {
    requireFile(request);
    double start = Math.max(0, seconds(request, "start"));
    double end = seconds(request, "end");
    if (end <= start) {
      throw Problem.BAD_REQUEST.exception("end must lie behind start");
    }
    IsrFiles.Found found = inactive(named(request), "cut");
    requireExtension(found, "A clip");
    return cuts.clip(recording(found), start, end);
  }

  private static void requireFile(Request request) throws ProblemException {
    for (String name : List.of("file", "start", "end")) {
      if (request.query().get(name).filter(it -> !it.isEmpty()).isEmpty()) {
        throw Problem.BAD_REQUEST.exception("Missing " + name + " parameter");
      }
    }
  }

  private static double seconds(Request request, String name) throws ProblemException {
    OptionalDouble value = IsrNumber.read(request.query(), name);
    if (value.isEmpty()) {
      throw Problem.BAD_REQUEST.exception(name + " is no number");
    }
    return value.getAsDouble();
  }

  private static Recording recording(IsrFiles.Found found) throws ProblemException {
    return found
        .recording()
        .filter(it -> it.segment().content().isPresent())
        .orElseThrow(
            () -> problem(500, "The file is not in the archive: it is too new, or no audio"));
  }

  private static ProblemException problem(int status, String what) {
    return new ProblemException(
        new Problem(status, "failed", "That failed", Optional.of(what), List.of()));
  }

  // --- whole files

  private Answer download(Request request) throws IOException, ProblemException {
    IsrFiles.Found found = addressed(request);
    ContentDisposition disposition =
        ContentDisposition.attachment(found.file().getFileName().toString());
    return sent(
        request,
        found,
        Presentation.of("application/octet-stream", caching(found)).with(disposition));
  }

  private Answer stream(Request request) throws IOException, ProblemException {
    IsrFiles.Found found = addressed(request);
    return sent(
        request,
        found,
        Presentation.of(MediaTypes.of(found.file().getFileName().toString()), caching(found)));
  }

  private static String caching(IsrFiles.Found found) {
    return found.active() ? "no-store" : "private, no-cache";
  }

  private IsrFiles.Found addressed(Request request) throws IOException, ProblemException {
    return files.find(
        PercentCoding.decode(request.raw("name"))
            .orElseThrow(() -> Problem.NOT_FOUND.exception("Not found")));
  }

  private Answer sent(Request request, IsrFiles.Found found, Presentation presentation)
      throws IOException {
    FileRequest wanted = FileAnswers.request(request, RangeHeader.Mode.LEGACY);
    Path real = found.place().toRealPath();
    StoredFile file =
        found.active()
            ? StoredFile.growing(
                real, found.file().getFileName().toString(), wanted, readers.of(real))
            : StoredFile.finished(real, readers.of(real));
    return FileAnswers.of(file, file.answer(wanted, presentation, Clock.systemUTC()));
  }

  // --- deleting

  private Answer delete(Request request) throws IOException, ProblemException {
    IsrFiles.Found found = inactive(addressed(request), "deleted");
    String name = files.name(found.file()).orElseThrow();
    KeepingReport report =
        archive.delete(KeepingOrder.of(List.of(found.file())), request.caller().name());
    if (report.done() == 0) {
      throw problem(
          500,
          report.refused().stream()
              .map(KeepingReport.Refused::why)
              .findFirst()
              .orElse("It was not deleted"));
    }
    return Answer.json(200, Map.of("deleted", name));
  }

  /** The samples of a finished recording. */
  static long samples(Recording recording) {
    return recording.segment().content().map(StoredSegment.Content::samples).orElse(0L);
  }
}
