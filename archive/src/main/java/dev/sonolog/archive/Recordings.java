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
  private static final String ROWS =
      """
      select s.run, s.number, s.source, s.file, s.first_sample, s.start_at, s.end_at, s.samples,
        s.pre_roll, s.bytes, s.head_length, s.head_sha256, s.body_sha256, s.state, s.start_from,
        s.modified_at, s.estimated, s.trash, s.cause, s.left_at, r.codec, r.rate, r.channels
        from segments s join runs r on r.id = s.run
      """;

  private final CatalogueView view;

  public Recordings(CatalogueView view) {
    this.view = view;
  }

  /**
   * Which recordings are wanted.
   *
   * @param source of this source alone
   * @param from those that end behind it
   * @param to those that begin before it
   * @param codec coded so
   * @param state those that are there, finished or not, where it is empty
   */
  public record Filter(
      Optional<String> source,
      Optional<Instant> from,
      Optional<Instant> to,
      Optional<Codec> codec,
      Optional<SegmentState> state) {
    /** All that are there. */
    public static final Filter ALL =
        new Filter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
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
  public List<Recording> page(Filter filter, Optional<Place> behind, int most) throws IOException {
    return view.read(
        handle -> {
          StringBuilder sql = new StringBuilder(ROWS).append("where ").append(state(filter));
          filter.source().ifPresent(_ -> sql.append(" and s.source = :source"));
          filter.from().ifPresent(_ -> sql.append(" and (s.end_at > :from or s.end_at is null)"));
          filter.to().ifPresent(_ -> sql.append(" and s.start_at < :to"));
          filter.codec().ifPresent(_ -> sql.append(" and r.codec = :codec"));
          behind.ifPresent(
              _ ->
                  sql.append(
                      " and s.start_at <= :at and (s.start_at < :at or s.run > :run"
                          + " or (s.run = :run and s.number < :number))"));
          sql.append(" order by s.start_at desc, s.run, s.number desc limit :most");
          Query query = handle.createQuery(sql.toString()).bind("most", most);
          bind(query, filter, behind);
          return query.map((row, _) -> recording(row)).list();
        });
  }

  private static String state(Filter filter) {
    return filter.state().isPresent() ? "s.state = :state" : "s.state in ('recording', 'sealed')";
  }

  private static void bind(Query query, Filter filter, Optional<Place> behind) {
    filter.state().ifPresent(it -> query.bind("state", it.word()));
    filter.source().ifPresent(it -> query.bind("source", it));
    filter.from().ifPresent(it -> query.bind("from", Nanos.clamped(it)));
    filter.to().ifPresent(it -> query.bind("to", Nanos.clamped(it)));
    filter.codec().ifPresent(it -> query.bind("codec", it.name()));
    behind.ifPresent(
        it ->
            query
                .bind("at", Nanos.clamped(it.start()))
                .bind("run", it.key().run())
                .bind("number", it.key().number()));
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
