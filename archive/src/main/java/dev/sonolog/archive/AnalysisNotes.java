package dev.sonolog.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.sqlite.SQLiteConfig.SynchronousMode;

/**
 * With what each recording was analysed last, for clients that show it. In the database of {@link
 * Review}; nothing depends on it. Immutable; any platform thread.
 */
public final class AnalysisNotes {
  private final Path file;
  private final Sqlite sqlite;
  private final Review review;

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
    file = stateDirectory.resolve(Review.FILE);
    sqlite = new Sqlite(file, SynchronousMode.NORMAL);
    review = new Review(stateDirectory);
  }

  /** What tells the bytes of a recording from others; nothing while it is being recorded. */
  public static Optional<String> content(StoredSegment segment) {
    return segment
        .content()
        .map(it -> it.bytes() + " " + it.modified().map(Object::toString).orElse(""));
  }

  /** All that was noted. */
  public Map<SegmentKey, Note> all() throws IOException {
    if (!Files.exists(file)) {
      return Map.of();
    }
    try (Handle handle = sqlite.migrated(Schema.REVIEW)) {
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
    } catch (JdbiException | FlywayException e) {
      throw new IOException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Notes some. */
  public void put(Map<SegmentKey, Note> notes) throws IOException {
    if (!Files.exists(file)) {
      review.exclusively(
          () -> {
            sqlite.made(Schema.REVIEW);
            return true;
          });
    }
    try (Handle handle = sqlite.migrated(Schema.REVIEW)) {
      handle.useTransaction(
          transaction -> {
            PreparedBatch batch =
                transaction.prepareBatch(
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
            batch.execute();
          });
    } catch (JdbiException | FlywayException e) {
      throw new IOException(file + " cannot be written: " + e.getMessage(), e);
    }
  }
}
