package dev.sonolog.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * With what each recording was analysed last, for clients that show it. In the database of {@link
 * Review}; nothing depends on it. Immutable; any platform thread.
 */
public final class AnalysisNotes {
  private final ReviewDatabase database;

  /**
   * With what a recording was analysed.
   *
   * @param content tells the bytes that were analysed from others
   * @param margin in dB
   * @param minGap in seconds
   * @param minDuration in seconds
   */
  public record Note(String content, double margin, double minGap, double minDuration) {}

  /**
   * @param stateDirectory of the archive
   */
  public AnalysisNotes(Path stateDirectory) {
    database = new ReviewDatabase(stateDirectory);
  }

  /** What tells the bytes of a recording from others; nothing while it is being recorded. */
  public static Optional<String> content(StoredSegment segment) {
    return segment
        .content()
        .map(it -> it.bytes() + " " + it.modified().map(Object::toString).orElse(""));
  }

  /** All that was noted. */
  public Map<SegmentKey, Note> all() throws IOException {
    return database.read(Map.of(), AnalysisNotes::notes);
  }

  private static Map<SegmentKey, Note> notes(Handle handle) {
    Map<SegmentKey, Note> notes = new HashMap<>();
    handle
        .createQuery("select run, number, content, margin, min_gap, min_duration from analyses")
        .map(
            (row, _) ->
                Map.entry(
                    new SegmentKey(row.getString("run"), row.getInt("number")),
                    new Note(
                        row.getString("content"),
                        row.getDouble("margin"),
                        row.getDouble("min_gap"),
                        row.getDouble("min_duration"))))
        .forEach(it -> notes.put(it.getKey(), it.getValue()));
    return notes;
  }

  /** Notes some. */
  public void put(Map<SegmentKey, Note> notes) throws IOException {
    database.write(
        handle -> {
          PreparedBatch batch =
              handle.prepareBatch(
                  """
                  insert or replace into analyses
                    (run, number, content, margin, min_gap, min_duration)
                  values (:run, :number, :content, :margin, :gap, :duration)
                  """);
          notes.forEach(
              (key, note) ->
                  batch
                      .bind("run", key.run())
                      .bind("number", key.number())
                      .bind("content", note.content())
                      .bind("margin", note.margin())
                      .bind("gap", note.minGap())
                      .bind("duration", note.minDuration())
                      .add());
          return batch.execute().length;
        });
  }
}
