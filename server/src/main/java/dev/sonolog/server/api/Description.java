package dev.sonolog.server.api;

import dev.sonolog.server.access.Demand;
import dev.sonolog.server.http.Answer;
import dev.sonolog.server.http.ProblemException;
import dev.sonolog.server.http.Request;
import dev.sonolog.server.http.Route;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** The description of the interface, as it stands in the class path. Any platform thread. */
final class Description {
  private static final String NAME = "openapi.yaml";

  List<Route> routes() {
    return List.of(
        Route.quick("GET", ApiV1.ROOT + "/" + NAME, Demand.ofNobody(), Description::text));
  }

  private static Answer text(Request request) throws IOException, ProblemException {
    var _ = Query.of(request);
    try (InputStream in =
        Optional.ofNullable(Description.class.getResourceAsStream(NAME)).orElseThrow()) {
      return Answer.of(200, "application/yaml", in.readAllBytes())
          .with("Cache-Control", "no-cache");
    }
  }
}
