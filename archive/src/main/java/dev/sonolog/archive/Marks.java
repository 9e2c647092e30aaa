package dev.sonolog.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What people marked, in the database of {@link Review}. A mark belongs to its source and its
 * instants, not to a file. Immutable; any platform thread.
 */
public final class Marks {
  private static final String ROWS =
      "select id, source, from_at, to_at, label, written_by, written_at from marks ";

  private final ReviewDatabase database;

  /**
   * @param stateDirectory of the archive
   */
  public Marks(Path stateDirectory) {
    database = new ReviewDatabase(stateDirectory);
  }

  /**
   * The marks of a source that lie in a span, at least in part, in order of time.
   *
   * @param most how many at most, the first ones
   */
  public List<Mark> in(String source, TimeSpan span, int most) throws IOException {
    return database.read(
        List.of(),
        handle ->
            handle
                .createQuery(
                    ROWS
                        + """
                        where source = :source and from_at < :to and from_at > :earliest
                          and (from_at >= :from or to_at > :from)
                        order by from_at, id limit :most
                        """)
                .bind("source", source)
                .bind("from", Nanos.clamped(span.from()))
                .bind("earliest", Nanos.clamped(span.from().minus(Mark.Content.LONGEST)))
                .bind("to", Nanos.clamped(span.to()))
                .bind("most", most)
                .map((row, _) -> mark(row))
                .list());
  }

  private static Mark mark(ResultSet row) throws SQLException {
    return new Mark(
        row.getLong("id"),
        row.getString("source"),
        new Mark.Content(
            Nanos.instant(row.getLong("from_at")),
            CatalogueRows.instant(row, "to_at"),
            row.getString("label")),
        row.getString("written_by"),
        Nanos.instant(row.getLong("written_at")));
  }

  /**
   * Marks something.
   *
   * @param by who wants it
   */
  public Mark add(String source, Mark.Content content, String by) throws IOException {
    Instant now = Instant.now();
    return database.write(
        handle -> {
          long id =
              handle
                  .createQuery(
                      """
                      insert into marks (source, from_at, to_at, label, written_by, written_at)
                      values (:source, :from, :to, :label, :by, :at)
                      returning id
                      """)
                  .bind("source", source)
                  .bind("from", Nanos.of(content.from()))
                  .bind("to", end(content))
                  .bind("label", content.label())
                  .bind("by", by)
                  .bind("at", Nanos.of(now))
                  .mapTo(Long.class)
                  .one();
          return new Mark(id, source, content, by, now);
        });
  }

  private static @Nullable Long end(Mark.Content content) {
    return content.to().map(Nanos::of).orElse(null);
  }

  /**
   * Changes a mark.
   *
   * @param change what becomes of it; what it throws leaves the mark as it was
   * @param by who wants it
   * @return the mark before, and as it is now; nothing where there is no such mark
   */
  public Optional<Change> change(long id, UnaryOperator<Mark.Content> change, String by)
      throws IOException {
    Instant now = Instant.now();
    return database.write(
        handle -> {
          Optional<Mark> before = held(handle, id);
          if (before.isEmpty()) {
            return Optional.empty();
          }
          Mark.Content content = change.apply(before.get().content());
          handle
              .createUpdate(
                  """
                  update marks set from_at = :from, to_at = :to, label = :label, written_by = :by,
                    written_at = :at
                  where id = :id
                  """)
              .bind("from", Nanos.of(content.from()))
              .bind("to", end(content))
              .bind("label", content.label())
              .bind("by", by)
              .bind("at", Nanos.of(now))
              .bind("id", id)
              .execute();
          Mark after = new Mark(id, before.get().source(), content, by, now);
          return Optional.of(new Change(before.get(), after));
        });
  }

  /** A mark before it was changed, and then. */
  public record Change(Mark before, Mark after) {}

  /** A mark that nobody changes meanwhile: a row that was written to is held by its writer. */
  private static Optional<Mark> held(Handle handle, long id) {
    handle.createUpdate("update marks set id = id where id = :id").bind("id", id).execute();
    return handle
        .createQuery(ROWS + "where id = :id")
        .bind("id", id)
        .map((row, _) -> mark(row))
        .findOne();
  }

  /**
   * Takes a mark away. The audit log says what it was.
   *
   * @param by who wants it
   * @return what it was; nothing where there is no such mark
   */
  public Optional<Mark> delete(long id, String by, AuditLog audit) throws IOException {
    return database.write(
        handle -> {
          Optional<Mark> mark = held(handle, id);
          if (mark.isPresent()) {
            audit.append(ReviewEntry.unmark(mark.get(), by));
            handle.createUpdate("delete from marks where id = :id").bind("id", id).execute();
          }
          return mark;
        });
  }
}
