package dev.sonolog.server.api;

import dev.sonolog.server.files.ReadersOf;
import dev.sonolog.server.http.Answer;
import dev.sonolog.server.http.Problem;
import dev.sonolog.server.http.ProblemException;
import dev.sonolog.server.http.Request;
import dev.sonolog.server.http.Route;
import java.io.IOException;
import java.util.List;

/** Files that are made of spans, and fetched when they are ready. Any platform thread. */
final class ExportsApi {
  private static final String ADDRESS = ApiV1.ROOT + "/exports";

  private final Exports exports;
  private final KnownRecordings known;
  private final ReadersOf readers;

  ExportsApi(Exports exports, KnownRecordings known, ReadersOf readers) {
    this.exports = exports;
    this.known = known;
    this.readers = readers;
  }

  List<Route> routes() {
    return List.of(
        Route.quick("POST", ADDRESS, ApiV1.CHANGE, this::ask),
        Route.quick("GET", ADDRESS, ApiV1.READ, this::list),
        Route.quick("GET", ADDRESS + "/{id}", ApiV1.READ, this::one),
        Route.quick("DELETE", ADDRESS + "/{id}", ApiV1.CHANGE, this::delete),
        Route.quick("GET", ADDRESS + "/{id}/file", ApiV1.READ, this::file));
  }

  /** All exports, the newest first. */
  record All(List<ExportJob.View> exports) {}

  /** What was taken away. */
  record Deleted(String id, boolean done) {}

  private Answer ask(Request request) throws IOException, ProblemException {
    var _ = Query.of(request);
    ExportOrder order = Body.read(request, ExportOrder.Said.class, ExportOrder.EXAMPLE).checked();
    var _ = known.source(order.source());
    ExportJob job = exports.ask(order);
    return Answer.json(202, job.view())
        .with("Location", request.base().address(ADDRESS + "/" + job.id()))
        .with("Cache-Control", "no-store");
  }

  private Answer list(Request request) throws ProblemException {
    var _ = Query.of(request);
    return ApiV1.told(new All(exports.all().stream().map(ExportJob::view).toList()));
  }

  private Answer one(Request request) throws ProblemException {
    var _ = Query.of(request);
    return ApiV1.told(job(request).view());
  }

  private ExportJob job(Request request) throws ProblemException {
    return exports
        .find(request.variable("id"))
        .orElseThrow(
            () ->
                Problem.NOT_FOUND.exception(
                    "There is no such export: it was deleted, is older than a day, or the server"
                        + " was started anew; ask for it again"));
  }

  private Answer delete(Request request) throws ProblemException {
    var _ = Query.of(request);
    ExportJob job = job(request);
    exports.delete(job);
    return ApiV1.told(new Deleted(job.id(), true));
  }

  private Answer file(Request request) throws IOException, ProblemException {
    var _ = Query.of(request);
    ExportJob job = job(request);
    ExportJob.Result result =
        job.result()
            .orElseThrow(
                () ->
                    Problem.CONFLICT.exception(
                        "It is " + job.state().word() + "; fetch it when it is done"));
    return Downloads.of(request, result.file(), result.name(), readers, Answer.Held.NOTHING);
  }
}
