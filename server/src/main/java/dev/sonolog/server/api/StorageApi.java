package dev.sonolog.server.api;

import dev.sonolog.archive.Forecast;
import dev.sonolog.archive.Retention;
import dev.sonolog.archive.RetentionPlan;
import dev.sonolog.archive.SegmentState;
import dev.sonolog.server.http.Answer;
import dev.sonolog.server.http.ProblemException;
import dev.sonolog.server.http.Request;
import dev.sonolog.server.http.Route;
import dev.sonolog.server.service.ArchiveService;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The room there is, and what retention would delete. Any platform thread. */
final class StorageApi {
  private final ArchiveService archive;

  StorageApi(ArchiveService archive) {
    this.archive = archive;
  }

  List<Route> routes() {
    return List.of(
        Route.slow("GET", ApiV1.ROOT + "/storage", ApiV1.READ, this::storage),
        Route.slow("GET", ApiV1.ROOT + "/retention", ApiV1.READ, this::retention));
  }

  /**
   * A volume, in bytes.
   *
   * @param directory an output directory on it
   * @param bytesPerDay what is recorded in a day
   * @param full when nothing more fits, if all goes on as in the last seven days
   * @param steady how much the recordings come to in the end, where retention limits them
   */
  record Volume(
      String directory,
      long free,
      long total,
      long bytesPerDay,
      Optional<Instant> full,
      Optional<Long> steady) {
    static Volume of(Forecast forecast) {
      return new Volume(
          forecast.directory(),
          forecast.space().free(),
          forecast.space().total(),
          Math.round(forecast.bytesPerDay()),
          forecast.full(),
          forecast.steady());
    }
  }

  record Storage(List<Volume> volumes) {}

  /**
   * A recording that would go.
   *
   * @param forGood whether its file is deleted, and not put into the trash
   */
  record Item(
      String id,
      String source,
      Instant start,
      String file,
      long bytes,
      String reason,
      boolean forGood) {
    static Item of(RetentionPlan.Step step) {
      return new Item(
          RecordingId.of(step.segment().key()),
          step.segment().source(),
          step.segment().start(),
          step.segment().file().getFileName().toString(),
          step.segment().bytes(),
          step.reason().word(),
          step.forGood());
    }
  }

  /**
   * What would be deleted now.
   *
   * @param bytes the size of the recordings
   * @param recordings that would leave the archive
   * @param erased what is in the trash, and would be deleted for good
   * @param full volumes that would lack room nevertheless
   */
  record Plan(long bytes, List<Item> recordings, List<Item> erased, List<String> full) {}

  private Answer storage(Request request) throws IOException, ProblemException {
    var _ = Query.of(request);
    List<Forecast> forecasts = Forecast.of(archive.settings(), archive.retention(), Instant.now());
    return ApiV1.told(new Storage(forecasts.stream().map(Volume::of).toList()));
  }

  private Answer retention(Request request) throws IOException, ProblemException {
    var _ = Query.of(request);
    RetentionPlan plan = Retention.plan(archive.settings(), archive.retention(), Instant.now());
    List<Item> recordings = plan.recordings().stream().map(Item::of).toList();
    List<Item> erased =
        plan.steps().stream()
            .filter(it -> it.segment().state() == SegmentState.TRASHED)
            .map(Item::of)
            .toList();
    long bytes = recordings.stream().mapToLong(Item::bytes).sum();
    return ApiV1.told(new Plan(bytes, recordings, erased, plan.full().stream().sorted().toList()));
  }
}
