package dev.sonolog.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * What people wrote about recordings, in the database of {@link Review}: a text for each. It is
 * found by the recording's run and number; where the catalogue does not know these any more,
 * because it was made anew after a file had been renamed, by source and start. Immutable; any
 * platform thread.
 */
public final class Notes {
  private static final String ROWS =
      "select run, number, text, version, written_by, written_at from notes ";

  private final ReviewDatabase database;
  private final CatalogueView view;

  /**
   * @param stateDirectory of the archive
   * @param view of its catalogue
   */
  public Notes(Path stateDirectory, CatalogueView view) {
    this.database = new ReviewDatabase(stateDirectory);
    this.view = view;
  }

  /** What is written about a recording; nothing where nobody ever wrote anything. */
  public Optional<Note> find(StoredSegment segment) throws IOException {
    return row(segment).map(Row::note);
  }

  private record Row(SegmentKey key, Note note) {}

  private Optional<Row> row(StoredSegment segment) throws IOException {
    Optional<Row> own = database.read(Optional.empty(), handle -> row(handle, segment.key()));
    return own.isPresent() ? own : orphan(segment);
  }

  private static Optional<Row> row(Handle handle, SegmentKey key) {
    return handle
        .createQuery(ROWS + "where run = :run and number = :number")
        .bind("run", key.run())
        .bind("number", key.number())
        .map((row, _) -> row(row))
        .findOne();
  }

  /** A note on a recording that began then, and is known by another name now. */
  private Optional<Row> orphan(StoredSegment segment) throws IOException {
    List<Row> others =
        database.read(
            List.of(),
            handle ->
                handle
                    .createQuery(ROWS + "where source = :source and start_at = :start order by run")
                    .bind("source", segment.source())
                    .bind("start", Nanos.clamped(segment.start()))
                    .map((row, _) -> row(row))
                    .list());
    for (Row other : others) {
      if (view.segment(other.key()).isEmpty()) {
        return Optional.of(other);
      }
    }
    return Optional.empty();
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        new SegmentKey(row.getString("run"), row.getInt("number")),
        new Note(
            row.getString("text"),
            row.getLong("version"),
            row.getString("written_by"),
            Nanos.instant(row.getLong("written_at"))));
  }

  /**
   * What became of a note.
   *
   * @param written whether it is what was to be written
   * @param note as it is now; none where nothing was ever written
   */
  public record Outcome(boolean written, Optional<Note> note) {}

  /**
   * Writes about a recording, unless somebody else did since. The audit log says what was taken
   * away.
   *
   * @param text an empty one takes the note away
   * @param version of the note that it takes the place of; 0 for none
   * @param by who wants it
   */
  public Outcome write(StoredSegment segment, String text, long version, String by, AuditLog audit)
      throws IOException {
    SegmentKey key = row(segment).map(Row::key).orElse(segment.key());
    Note note = new Note(text, version + 1, by, Instant.now());
    return database.write(
        handle -> {
          Optional<Note> before = held(handle, key).map(Row::note);
          if (before.map(Note::version).orElse(0L) != version) {
            return new Outcome(false, before);
          }
          if (before.map(Note::text).orElse("").equals(text)) {
            return new Outcome(true, before);
          }
          if (text.isEmpty()) {
            audit.append(ReviewEntry.unnote(segment, before.orElseThrow(), by));
          }
          put(handle, key, segment, note);
          return new Outcome(true, Optional.of(note));
        });
  }

  /** A note that nobody changes meanwhile, also where there is none: who writes holds all. */
  private static Optional<Row> held(Handle handle, SegmentKey key) {
    handle
        .createUpdate("update notes set number = number where run = :run and number = :number")
        .bind("run", key.run())
        .bind("number", key.number())
        .execute();
    return row(handle, key);
  }

  private static void put(Handle handle, SegmentKey key, StoredSegment segment, Note note) {
    handle
        .createUpdate(
            """
            insert or replace into notes
              (run, number, source, start_at, text, version, written_by, written_at)
            values (:run, :number, :source, :start, :text, :version, :by, :at)
            """)
        .bind("run", key.run())
        .bind("number", key.number())
        .bind("source", segment.source())
        .bind("start", Nanos.clamped(segment.start()))
        .bind("text", note.text())
        .bind("version", note.version())
        .bind("by", note.by())
        .bind("at", Nanos.of(note.at()))
        .execute();
  }
}
