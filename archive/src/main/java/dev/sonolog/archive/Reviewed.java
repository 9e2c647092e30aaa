package dev.sonolog.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;

/**
 * Which spans of a source somebody has reviewed, each user for itself, in the database of {@link
 * Review}. Immutable; any platform thread.
 */
public final class Reviewed {
  private final ReviewDatabase database;

  /**
   * @param stateDirectory of the archive
   */
  public Reviewed(Path stateDirectory) {
    database = new ReviewDatabase(stateDirectory);
  }

  /** What a user has reviewed of a source in a span. */
  public SpanSet in(String user, String source, TimeSpan span) throws IOException {
    return database
        .read(
            new SpanSet(List.of()),
            handle ->
                new SpanSet(
                    spans(
                        handle.createQuery(
                            """
                            select from_at, to_at from reviewed
                            where user = :user and source = :source
                              and from_at < :to and to_at > :from
                            """),
                        user,
                        source,
                        span)))
        .within(span);
  }

  /** Says that a user has reviewed a span. What was said before stays. */
  public void add(String user, String source, TimeSpan span) throws IOException {
    replace(user, source, span, true);
  }

  /** Says that a user has not reviewed a span, whatever was said before. */
  public void remove(String user, String source, TimeSpan span) throws IOException {
    replace(user, source, span, false);
  }

  private void replace(String user, String source, TimeSpan span, boolean reviewed)
      throws IOException {
    database.write(
        handle -> {
          SpanSet touched = taken(handle, user, source, span);
          put(handle, user, source, reviewed ? touched.with(span) : touched.without(span));
          return true;
        });
  }

  /** The spans that overlap another one or touch it; they are put back as what they are then. */
  private static SpanSet taken(Handle handle, String user, String source, TimeSpan span) {
    return new SpanSet(
        spans(
            handle.createQuery(
                """
                delete from reviewed
                where user = :user and source = :source and from_at <= :to and to_at >= :from
                returning from_at, to_at
                """),
            user,
            source,
            span));
  }

  private static List<TimeSpan> spans(Query query, String user, String source, TimeSpan span) {
    return query
        .bind("user", user)
        .bind("source", source)
        .bind("from", Nanos.clamped(span.from()))
        .bind("to", Nanos.clamped(span.to()))
        .map((row, _) -> span(row))
        .list();
  }

  private static TimeSpan span(ResultSet row) throws SQLException {
    return new TimeSpan(Nanos.instant(row.getLong("from_at")), Nanos.instant(row.getLong("to_at")));
  }

  private static void put(Handle handle, String user, String source, SpanSet spans) {
    PreparedBatch batch =
        handle.prepareBatch(
            "insert into reviewed (user, source, from_at, to_at) values (:user, :source, :from,"
                + " :to)");
    for (TimeSpan span : spans.spans()) {
      batch
          .bind("user", user)
          .bind("source", source)
          .bind("from", Nanos.of(span.from()))
          .bind("to", Nanos.of(span.to()))
          .add();
    }
    batch.execute();
  }
}
