package dev.sonolog.server.api;

import dev.sonolog.server.http.Answer;
import dev.sonolog.server.http.Problem;
import dev.sonolog.server.http.ProblemException;
import dev.sonolog.server.http.Request;
import dev.sonolog.server.http.Route;
import dev.sonolog.server.service.ArchiveService;
import dev.sonolog.server.service.OnAirService;
import dev.sonolog.server.service.OnAirService.MasterWish;
import dev.sonolog.server.service.OnAirService.RecordingWish;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a LibreTime station says, and its main input. Any platform thread, which asks the recorder;
 * a switch waits for the station.
 */
final class OnAirApi {
  private static final String ADDRESS = ApiV1.ROOT + "/studio/station";
  private static final Set<String> ACTIONS = Set.of("connect", "disconnect", "disconnectEncoder");
  private static final String EXAMPLE = "{\"action\": \"connect\"}";

  private final OnAirService station;

  OnAirApi(ArchiveService archive) {
    this.station = archive.onAir();
  }

  List<Route> routes() {
    return List.of(
        Route.quick("GET", ADDRESS, ApiV1.READ, this::report),
        Route.patient("POST", ADDRESS + "/master", ApiV1.CHANGE, this::master));
  }

  /** A source that goes along with the main input. */
  record RecordingOrder(
      @Nullable String source,
      @Nullable String request,
      @Nullable String token,
      @Nullable String name) {
    @Override
    public String toString() {
      return "an order to a source";
    }

    RecordingWish wish() throws ProblemException {
      if (source == null) {
        throw Problem.BAD_REQUEST.exception("recording needs a source");
      }
      return new RecordingWish(source, new StudioApi.Order(request, token, name, null).wish());
    }
  }

  /** What is wanted of the main input. */
  record MasterOrder(@Nullable String action, @Nullable RecordingOrder recording) {
    MasterWish wish() throws ProblemException {
      if (action == null || !ACTIONS.contains(action)) {
        throw Problem.BAD_REQUEST.exception(
            "action is connect, disconnect or disconnectEncoder. Send JSON such as " + EXAMPLE);
      }
      return new MasterWish(
          action, recording == null ? Optional.empty() : Optional.of(recording.wish()));
    }
  }

  private Answer report(Request request) throws IOException, ProblemException {
    var _ = Query.of(request);
    return ApiV1.told(StudioApi.done(station.report()));
  }

  private Answer master(Request request) throws IOException, ProblemException {
    var _ = Query.of(request);
    MasterWish wish = Body.read(request, MasterOrder.class, EXAMPLE).wish();
    return ApiV1.told(StudioApi.done(station.master(wish)));
  }
}
