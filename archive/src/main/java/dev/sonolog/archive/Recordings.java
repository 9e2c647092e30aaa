package dev.sonolog.archive;

import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.SampleRate;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.statement.Query;

/**
 * The recordings of all sources as people list them. Reads the catalogue; see {@link CatalogueView}
 * for threads and failures. Immutable.
 */
public final class Recordings {
  private static final String COLUMNS =
      """
      select s.run, s.number, s.source, s.file, s.first_sample, s.start_at, s.end_at, s.samples,
        s.pre_roll, s.bytes, s.head_length, s.head_sha256, s.body_sha256, s.state, s.start_from,
        s.modified_at, s.estimated, s.trash, s.cause, s.left_at, r.codec, r.rate, r.channels
      """;

  private static final String ROWS = COLUMNS + "from segments s join runs r on r.id = s.run\n";

  /** A cross join looks at segments first, and not at runs. */
  private static final String PAGE =
      COLUMNS + "from segments s indexed by %s cross join runs r on r.id = s.run where %s%s\n";

  private static final String BEHIND =
      """
       and s.start_at <= :at and (s.start_at < :at or s.run > :run
        or (s.run = :run and s.number < :number))
      """;

  private final CatalogueView view;

  public Recordings(CatalogueView view) {
    this.view = view;
  }

  /**
   * A place in the list, behind a recording.
   *
   * @param start when it began
   */
  public record Place(Instant start, SegmentKey key) {}

  /**
   * What there is in all.
   *
   * @param count of the recordings that are there, finished or not
   * @param bytes of those that are finished
   */
  public record Totals(long count, long bytes) {}

  /**
   * A page of the list, the newest first.
   *
   * @param behind what the page before ended with
   * @param most how many at most
   */
  public List<Recording> page(RecordingFilter filter, Optional<Place> behind, int most)
      throws IOException {
    return view.read(
        handle -> {
          String sql =
              PAGE.formatted(filter.index(), filter.condition(), behind.isPresent() ? BEHIND : "")
                  + " order by s.start_at desc, s.run, s.number desc limit :most";
          Query query = handle.createQuery(sql).bind("most", most);
          filter.bind(query);
          behind.ifPresent(
              it ->
                  query
                      .bind("at", Nanos.clamped(it.start()))
                      .bind("run", it.key().run())
                      .bind("number", it.key().number()));
          return query.map((row, _) -> recording(row)).list();
        });
  }

  /** Tells all that are there, one after the other, in no order. */
  public void forEach(Consumer<Recording> told) throws IOException {
    view.read(
        handle -> {
          handle
              .createQuery(ROWS + "where s.state in ('recording', 'sealed')")
              .map((row, _) -> recording(row))
              .forEach(told);
          return true;
        });
  }

  /** Tells those that are being recorded. */
  public List<Recording> active() throws IOException {
    return view.read(
        handle ->
            handle
                .createQuery(ROWS + "where s.state = 'recording' order by s.start_at")
                .map((row, _) -> recording(row))
                .list());
  }

  /** One by its identity, whatever became of it. */
  public Optional<Recording> find(SegmentKey key) throws IOException {
    return view.read(
        handle ->
            handle
                .createQuery(ROWS + "where s.run = :run and s.number = :number")
                .bind("run", key.run())
                .bind("number", key.number())
                .map((row, _) -> recording(row))
                .findOne());
  }

  /** One that is there, finished or not, by its final name. */
  public Optional<Recording> present(Path file) throws IOException {
    Optional<StoredSegment> segment =
        view.segment(file)
            .filter(
                it -> it.state() == SegmentState.SEALED || it.state() == SegmentState.RECORDING);
    return segment.isPresent() ? find(segment.get().key()) : Optional.empty();
  }

  /** Another number whenever something may have changed, but for what grows. */
  public long revision() throws IOException {
    return view.read(
        handle -> handle.createQuery("select number from revision").mapTo(Long.class).one());
  }

  /** What there is in all. */
  public Totals totals() throws IOException {
    return view.read(
        handle ->
            handle
                .createQuery(
                    """
                    select count(*) as count, coalesce(sum(bytes), 0) as bytes
                    from segments where state in ('recording', 'sealed')
                    """)
                .map((row, _) -> new Totals(row.getLong("count"), row.getLong("bytes")))
                .one());
  }

  private Recording recording(ResultSet row) throws SQLException {
    return new Recording(
        view.rows().segment(row),
        new AudioFormat(
            Codec.valueOf(row.getString("codec")),
            new SampleRate(row.getInt("rate")),
            row.getInt("channels")));
  }
}
