package dev.sonolog.server.api;

import dev.sonolog.server.http.Problem;
import dev.sonolog.server.http.ProblemException;
import dev.sonolog.server.http.Request;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which recordings somebody means.
 *
 * @param ids at least one, as they were told
 */
record Ids(@Nullable List<@Nullable String> ids) {
  /** More are not done at once. */
  private static final int MOST = 500;

  static Ids read(Request request) throws IOException, ProblemException {
    return Body.read(request, Ids.class, "{\"ids\": [\"...\"]}");
  }

  /** Each once. */
  List<String> all() throws ProblemException {
    return checked(ids);
  }

  static List<String> checked(@Nullable List<@Nullable String> ids) throws ProblemException {
    if (ids == null || ids.isEmpty() || ids.size() > MOST || ids.contains(null)) {
      throw Problem.BAD_REQUEST.exception("ids must be 1 to " + MOST + " names of recordings");
    }
    return ids.stream().map(String::valueOf).distinct().toList();
  }
}
