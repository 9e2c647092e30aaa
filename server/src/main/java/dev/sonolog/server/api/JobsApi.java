package dev.sonolog.server.api;

import dev.sonolog.archive.SegmentKey;
import dev.sonolog.server.http.Answer;
import dev.sonolog.server.http.Problem;
import dev.sonolog.server.http.ProblemException;
import dev.sonolog.server.http.Request;
import dev.sonolog.server.http.Route;
import dev.sonolog.server.service.ArchiveService;
import dev.sonolog.server.service.JobReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the recorder measures. Any platform thread, which asks the recorder. */
final class JobsApi {
  private static final String ADDRESS = ApiV1.ROOT + "/jobs";
  private static final String ID = "\\d{1,18}";

  private final ArchiveService archive;

  JobsApi(ArchiveService archive) {
    this.archive = archive;
  }

  List<Route> routes() {
    return List.of(
        Route.quick("GET", ADDRESS, ApiV1.READ, this::list),
        Route.quick("DELETE", ADDRESS + "/{id}", ApiV1.CHANGE, this::cancel));
  }

  /**
   * A recording that is measured, or waits for it.
   *
   * @param recording its id
   * @param file the file's name, without its folder
   * @param kind levels, or summary
   * @param asked whether somebody waits for it; else it is done by itself
   * @param state running or waiting
   * @param percent how much is done, where that is known
   */
  record JobView(
      long id,
      String source,
      String recording,
      String file,
      String kind,
      boolean asked,
      String state,
      Optional<Integer> percent) {
    static JobView of(JobReport.Job job) {
      return new JobView(
          job.id(),
          job.source(),
          RecordingId.of(new SegmentKey(job.run(), job.number())),
          fileName(job.file()),
          job.kind(),
          job.asked(),
          job.running() ? "running" : "waiting",
          job.percent());
    }
  }

  /** A recording that cannot be measured. */
  record FailureView(String source, String file, String reason) {
    static FailureView of(JobReport.Failure failure) {
      return new FailureView(failure.source(), fileName(failure.file()), failure.reason());
    }
  }

  record Jobs(List<JobView> jobs, List<FailureView> failures) {}

  private static String fileName(String file) {
    Path name = Path.of(file).getFileName();
    return name == null ? "" : name.toString();
  }

  private Answer list(Request request) throws IOException, ProblemException {
    var _ = Query.of(request);
    JobReport report = archive.jobs();
    return ApiV1.told(
        new Jobs(
            report.jobs().stream().map(JobView::of).toList(),
            report.failures().stream().map(FailureView::of).toList()));
  }

  private Answer cancel(Request request) throws ProblemException {
    var _ = Query.of(request);
    String id = request.variable("id");
    if (!id.matches(ID) || !archive.cancelJob(Long.parseLong(id))) {
      throw Problem.NOT_FOUND.exception("There is no job " + id + "; it may be done already");
    }
    return Answer.empty(204);
  }
}
