package dev.sonolog.server.operation;

import dev.sonolog.server.access.Demand;
import dev.sonolog.server.access.Role;
import dev.sonolog.server.http.Answer;
import dev.sonolog.server.http.Request;
import dev.sonolog.server.http.Route;
import dev.sonolog.server.service.ArchiveService;
import java.io.IOException;
import java.util.List;

/**
 * Whether the server is well, for whatever watches it: alive as soon as it answers, ready when the
 * catalogue can be read. Any platform thread.
 */
public final class HealthApi {
  private final ArchiveService archive;
  private final Metrics metrics;

  public HealthApi(ArchiveService archive, Metrics metrics) {
    this.archive = archive;
    this.metrics = metrics;
  }

  /** All of it. */
  public List<Route> routes() {
    return List.of(
        Route.quick("GET", "/healthz", Demand.ofNobody(), _ -> told(200, "alive")),
        Route.quick("GET", "/readyz", Demand.ofNobody(), this::ready),
        Route.quick("GET", "/metrics", Demand.toRead(Role.VIEWER), _ -> metrics.answer()));
  }

  private Answer ready(Request request) {
    try {
      int sources = archive.view().sourceNames().size();
      return told(200, "ready, " + sources + (sources == 1 ? " source" : " sources"));
    } catch (IOException _) { // its message has paths, and anybody may ask
      return told(503, "not ready: the catalogue cannot be read");
    }
  }

  private static Answer told(int status, String what) {
    return Answer.text(status, what + "\n").with("Cache-Control", "no-store");
  }
}
