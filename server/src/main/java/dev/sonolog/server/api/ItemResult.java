package dev.sonolog.server.api;

import dev.sonolog.archive.Recording;
import dev.sonolog.server.http.ProblemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of one recording of several.
 *
 * @param done whether it was done
 * @param reason why not
 */
record ItemResult(String id, boolean done, Optional<String> reason) {
  static ItemResult done(Recording recording) {
    return new ItemResult(RecordingId.of(recording.segment().key()), true, Optional.empty());
  }

  static ItemResult refused(Recording recording, String why) {
    return new ItemResult(RecordingId.of(recording.segment().key()), false, Optional.of(why));
  }

  /** Of all, in the order in which they were asked for. */
  record Results(List<ItemResult> results) {}

  /** Does something with recordings. */
  interface Work {
    /** What became of each. */
    List<ItemResult> with(List<Recording> found) throws IOException, ProblemException;
  }

  /** Does something with those that there are. */
  static Results each(List<String> ids, KnownRecordings known, Work work)
      throws IOException, ProblemException {
    Map<String, ItemResult> results = new HashMap<>();
    List<Recording> found = new ArrayList<>();
    for (String id : ids) {
      try {
        found.add(known.find(id));
      } catch (ProblemException e) {
        results.put(id, new ItemResult(id, false, e.problem().detail()));
      }
    }
    if (!found.isEmpty()) {
      work.with(found).forEach(it -> results.put(it.id(), it));
    }
    return new Results(
        ids.stream().flatMap(id -> Optional.ofNullable(results.get(id)).stream()).toList());
  }
}
