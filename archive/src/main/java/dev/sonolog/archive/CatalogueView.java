package dev.sonolog.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.Query;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the catalogue says, read through connections that cannot write, in this process or another
 * one, while the recorder goes on. Immutable; any number of threads, but platform threads: each
 * call blocks in native code. Every method throws {@link IOException} when the catalogue is not
 * there or cannot be read.
 *
 * <p>A span of time is half open: it begins with {@code from} and ends before {@code to}.
 */
public final class CatalogueView {
  private static final String SEGMENTS_BY_KEY =
      CatalogueRows.SEGMENT
          + "where (run, number) in (select value ->> 0, value ->> 1 from json_each(:keys))";

  private static final String SEGMENTS_BY_FILE =
      CatalogueRows.SEGMENT + "where file in (select value from json_each(:files))";

  @FunctionalInterface
  interface Reading<T> {
    T in(Handle handle);
  }

  /** Several readings of one catalogue. */
  @FunctionalInterface
  public interface Readings<T> {
    /** What they give together. */
    T of(CatalogueView view) throws IOException;
  }

  private final ReadingConnections connections;
  private final Path file;
  private final CatalogueRows rows;

  CatalogueView(Path file) {
    this(new CatalogueDatabase(file), file);
  }

  CatalogueView(ReadingConnections connections, Path file) {
    this(connections, file, new CatalogueRows(new CataloguePaths(file)));
  }

  private CatalogueView(ReadingConnections connections, Path file, CatalogueRows rows) {
    this.connections = connections;
    this.file = file;
    this.rows = rows;
  }

  /**
   * Reads several things through one connection: to open one costs more than most readings.
   *
   * @param readings use the view that they are given, on the caller's thread, and do not keep it
   */
  public <T> T together(Readings<T> readings) throws IOException {
    Handle handle = connections.borrow();
    boolean sound = false;
    try {
      T read = readings.of(new CatalogueView(new ReadingConnections.One(handle), file, rows));
      sound = true;
      return read;
    } finally {
      connections.giveBack(handle, sound);
    }
  }

  /** All sources that were ever recorded, by name. */
  public List<SourceSummary> sources() throws IOException {
    return read(
        handle ->
            handle
                .createQuery(
                    """
                    select name, coalesce(segments, 0) as segments, coalesce(bytes, 0) as bytes,
                      coalesce(nanos, 0) as nanos, first, last
                    from sources left join (
                      select source,
                        count(*) filter (where state = 'sealed') as segments,
                        sum(bytes) filter (where state = 'sealed') as bytes,
                        sum(end_at - start_at) filter (where state = 'sealed') as nanos,
                        min(start_at) filter (where state in ('recording', 'sealed')) as first,
                        max(coalesce(end_at, start_at))
                          filter (where state in ('recording', 'sealed')) as last
                      from segments group by source
                    ) on source = name
                    order by name
                    """)
                .map((row, _) -> summary(handle, row))
                .list());
  }

  /** The names of all sources that were ever recorded, in order. */
  public List<String> sourceNames() throws IOException {
    return read(
        handle ->
            handle
                .createQuery("select name from sources order by name")
                .mapTo(String.class)
                .list());
  }

  /** The newest segments of a source, newest first, whatever became of them. */
  public List<StoredSegment> latest(String source, int most) throws IOException {
    return before(source, Instant.MAX, most);
  }

  /** The newest segments of a source that began before an instant, newest first: the next page. */
  public List<StoredSegment> before(String source, Instant instant, int most) throws IOException {
    return read(
        handle ->
            segments(
                handle
                    .createQuery(
                        CatalogueRows.SEGMENT
                            + """
                            where source = :source and start_at < :before
                            order by start_at desc, number desc limit :most
                            """)
                    .bind("source", source)
                    .bind("before", Nanos.clamped(instant))
                    .bind("most", most)));
  }

  /**
   * The newest segments of all sources that began before an instant and are there, newest first: a
   * page.
   */
  public List<StoredSegment> recordings(Instant before, int most) throws IOException {
    return read(
        handle ->
            segments(
                handle
                    .createQuery(
                        CatalogueRows.SEGMENT
                            + """
                            where start_at < :before and state in ('recording', 'sealed')
                            order by start_at desc, run, number desc limit :most
                            """)
                    .bind("before", Nanos.clamped(before))
                    .bind("most", most)));
  }

  /**
   * The segments of a source that lie in a span, at least in part, in order of time; one that is
   * being recorded has no end yet and lies in each span that does not end before it began.
   */
  public List<StoredSegment> segments(String source, Instant from, Instant to) throws IOException {
    return read(
        handle ->
            segments(
                span(
                    handle.createQuery(
                        CatalogueRows.SEGMENT
                            + """
                            where source = :source and start_at < :to
                              and (end_at > :from or end_at is null)
                            order by start_at, number
                            """),
                    source,
                    from,
                    to)));
  }

  /** The segments of a run, in order. */
  public List<StoredSegment> segmentsOf(String run) throws IOException {
    return read(
        handle ->
            segments(
                handle
                    .createQuery(CatalogueRows.SEGMENT + "where run = :run order by number")
                    .bind("run", run)));
  }

  /** The segments of all sources that are in a state, in order of time. */
  public List<StoredSegment> inState(SegmentState state) throws IOException {
    return read(
        handle ->
            segments(
                handle
                    .createQuery(CatalogueRows.SEGMENT + "where state = :state order by start_at")
                    .bind("state", state.word())));
  }

  /** A segment by its identity. */
  public Optional<StoredSegment> segment(SegmentKey key) throws IOException {
    return segment(key.run(), key.number());
  }

  /**
   * The sealed segments of a source, the oldest first.
   *
   * @param most how many at most
   */
  List<StoredSegment> oldest(String source, int most) throws IOException {
    return read(
        handle ->
            segments(
                handle
                    .createQuery(
                        CatalogueRows.SEGMENT
                            + """
                            where source = :source and state = 'sealed' and bytes is not null
                            order by start_at, number limit :most
                            """)
                    .bind("source", source)
                    .bind("most", most)));
  }

  /** The bytes of the sealed segments of a source. */
  long sealedBytes(String source) throws IOException {
    return read(
        handle ->
            handle
                .createQuery(
                    """
                    select coalesce(sum(bytes), 0) from segments
                    where source = :source and state = 'sealed'
                    """)
                .bind("source", source)
                .mapTo(Long.class)
                .one());
  }

  /**
   * How many bytes a day of a source has, by the finished segments that began at an instant or
   * later, whatever became of them. What is being written is not finished, so the last day ends
   * where the last finished segment does, unless that is long ago.
   *
   * @return 0 where nothing was recorded since
   */
  double bytesPerDay(String source, Instant since, Instant now) throws IOException {
    return read(
        handle ->
            handle
                .createQuery(
                    """
                    select coalesce(sum(bytes), 0) as bytes, min(start_at) as first,
                      max(end_at) as last
                    from segments
                    where source = :source and start_at >= :since and bytes is not null
                    """)
                .bind("source", source)
                .bind("since", Nanos.clamped(since))
                .map((row, _) -> bytesPerDay(row, now))
                .one());
  }

  private static double bytesPerDay(ResultSet row, Instant now) throws SQLException {
    double bytes = row.getLong("bytes");
    Optional<Instant> first = CatalogueRows.instant(row, "first");
    Instant last = CatalogueRows.instant(row, "last").orElse(now);
    Instant end = last.isBefore(now.minus(Duration.ofDays(1))) ? now : last;
    double nanos = first.map(from -> (double) Duration.between(from, end).toNanos()).orElse(0.0);
    return nanos > 0 ? bytes * Duration.ofDays(1).toNanos() / nanos : 0;
  }

  /** A segment by its place in a run. */
  public Optional<StoredSegment> segment(String run, int number) throws IOException {
    return read(
        handle ->
            handle
                .createQuery(CatalogueRows.SEGMENT + "where run = :run and number = :number")
                .bind("run", run)
                .bind("number", number)
                .map((row, _) -> rows.segment(row))
                .findOne());
  }

  /** Segments by their places in runs: those that there are. */
  Map<SegmentKey, StoredSegment> segments(Collection<SegmentKey> keys) throws IOException {
    return read(
        handle -> {
          Map<SegmentKey, StoredSegment> found = new HashMap<>();
          handle
              .createQuery(SEGMENTS_BY_KEY)
              .bind("keys", json(keys))
              .map((row, _) -> rows.segment(row))
              .forEach(segment -> found.put(segment.key(), segment));
          return found;
        });
  }

  /** One question for all: each costs more to ask than to answer. */
  private static String json(Collection<SegmentKey> keys) {
    return JsonMapper.shared()
        .writeValueAsString(keys.stream().map(key -> List.of(key.run(), key.number())).toList());
  }

  /** Segments that bear one of these final names, or did when they were last seen. */
  List<StoredSegment> at(Collection<Path> files) throws IOException {
    String names =
        JsonMapper.shared().writeValueAsString(files.stream().map(rows.paths()::text).toList());
    return read(handle -> segments(handle.createQuery(SEGMENTS_BY_FILE).bind("files", names)));
  }

  /** Some segments whose length is only estimated, the newest first. */
  List<StoredSegment> estimated(int most) throws IOException {
    return read(
        handle ->
            segments(
                handle
                    .createQuery(
                        CatalogueRows.SEGMENT
                            + "where estimated <> 0 and state = 'sealed'"
                            + " order by start_at desc limit :most")
                    .bind("most", most)));
  }

  /** The segment that bears a final name, or did when it was last seen; one that is there first. */
  public Optional<StoredSegment> segment(Path file) throws IOException {
    return read(
        handle ->
            handle
                .createQuery(
                    CatalogueRows.SEGMENT
                        + "where file = :file order by state not in ('recording', 'sealed'),"
                        + " start_at desc")
                .bind("file", rows.paths().text(file))
                .map((row, _) -> rows.segment(row))
                .findFirst());
  }

  /** All segments that ever bore a final name, the newest first. */
  public List<StoredSegment> named(Path file) throws IOException {
    return read(
        handle ->
            segments(
                handle
                    .createQuery(
                        CatalogueRows.SEGMENT + "where file = :file order by start_at desc")
                    .bind("file", rows.paths().text(file))));
  }

  /** Whether it says of anything that it was deleted for good. */
  boolean knowsDeleted() throws IOException {
    return read(
        handle ->
            handle
                .createQuery(
                    """
                    select exists (select 1 from segments where state = 'deleted')
                      or exists (select 1 from gaps
                        where cause in ('deleted', 'deleted by retention', 'too short'))
                    """)
                .mapTo(Boolean.class)
                .one());
  }

  /** Tells all segments one after the other, in no order, within one reading of the catalogue. */
  void forEach(Consumer<StoredSegment> told) throws IOException {
    read(
        handle -> {
          handle
              .createQuery(CatalogueRows.SEGMENT)
              .map((row, _) -> rows.segment(row))
              .forEach(told);
          return true;
        });
  }

  /**
   * Tells from when to when each segment of a source lasts, whatever became of it, in the order in
   * which they begin, within one reading of the catalogue.
   */
  void forEachStretch(String source, Consumer<TimelineCheck.Stretch> told) throws IOException {
    read(
        handle -> {
          handle
              .createQuery(
                  """
                  select start_at, iif(bytes is null, start_at, end_at) as reached, run,
                    bytes is null as unfinished, start_from
                  from segments where source = :source order by start_at
                  """)
              .bind("source", source)
              .map((row, _) -> CatalogueRows.stretch(row))
              .forEach(told);
          return true;
        });
  }

  /** A run. */
  public Optional<StoredRun> run(String id) throws IOException {
    return read(
        handle ->
            handle
                .createQuery(CatalogueRows.RUN + "where id = :run")
                .bind("run", id)
                .map((row, _) -> CatalogueRows.run(row))
                .findOne());
  }

  /** The runs of a source that began before the end of a span and did not end before it. */
  public List<StoredRun> runs(String source, Instant from, Instant to) throws IOException {
    return read(
        handle ->
            span(
                    handle.createQuery(
                        CatalogueRows.RUN
                            + """
                            where source = :source and start_at < :to
                              and (end_at > :from or end_at is null)
                            order by start_at
                            """),
                    source,
                    from,
                    to)
                .map((row, _) -> CatalogueRows.run(row))
                .list());
  }

  /**
   * What is missing of a source in a span, in order of time, at full length: gaps that were told,
   * and stretches whose files somebody took away, or were deleted.
   */
  public List<Gap> gaps(String source, Instant from, Instant to) throws IOException {
    return read(
        handle ->
            Gaps.merged(
                span(
                        handle.createQuery(
                            """
                            select source, missing_from, missing_to, cause, tries, detail
                            from gaps
                            where source = :source and missing_from < :to
                              and (missing_to > :from or missing_to is null)
                            union all
                            select source, start_at, end_at,
                              coalesce(cause, 'removed outside'), 0,
                              case state when 'in the trash' then state else '' end
                            from segments
                            where source = :source and state <> 'sealed' and state <> 'recording'
                              and start_at < :to and end_at > :from
                            order by 2
                            """),
                        source,
                        from,
                        to)
                    .map((row, _) -> CatalogueRows.gap(row))
                    .list()));
  }

  /** The runs of a source that have not ended, as far as the catalogue knows, in order of time. */
  List<StoredRun> runsWithoutEnd(String source) throws IOException {
    return read(
        handle ->
            handle
                .createQuery(
                    CatalogueRows.RUN
                        + "where source = :source and end_at is null order by start_at")
                .bind("source", source)
                .map((row, _) -> CatalogueRows.run(row))
                .list());
  }

  /** The gap of a source that lasts still. */
  public Optional<Gap> openGap(String source) throws IOException {
    return read(handle -> openGap(handle, source));
  }

  /** When the newest segment of all sources began. */
  Optional<Instant> newestStart() throws IOException {
    return read(
        handle ->
            handle
                .createQuery("select max(start_at) as newest from segments")
                .map((row, _) -> CatalogueRows.instant(row, "newest"))
                .one());
  }

  /** When the first segment of a source began, whatever became of it. */
  public Optional<Instant> firstStart(String source) throws IOException {
    return read(
        handle ->
            handle
                .createQuery("select min(start_at) as first from segments where source = :source")
                .bind("source", source)
                .map((row, _) -> CatalogueRows.instant(row, "first"))
                .one());
  }

  /** The end of the newest segment of a source, whatever became of it. */
  Optional<Instant> lastEnd(String source) throws IOException {
    return read(
        handle ->
            handle
                .createQuery(
                    "select max(coalesce(end_at, start_at)) as last from segments"
                        + " where source = :source")
                .bind("source", source)
                .map((row, _) -> CatalogueRows.instant(row, "last"))
                .one());
  }

  /** The first segment of a source that began at an instant or later. */
  public Optional<StoredSegment> firstFrom(String source, Instant from) throws IOException {
    return read(
        handle ->
            handle
                .createQuery(
                    CatalogueRows.SEGMENT
                        + "where source = :source and start_at >= :from order by start_at limit 1")
                .bind("source", source)
                .bind("from", Nanos.clamped(from))
                .map((row, _) -> rows.segment(row))
                .findOne());
  }

  /**
   * What was heard in a segment: the title that stood when it began, which may have been named
   * before, and all that came in it, in order.
   */
  public List<SeenTitle> titles(StoredSegment segment) throws IOException {
    long end =
        segment.content().map(c -> segment.firstSample() + c.samples()).orElse(Long.MAX_VALUE);
    return read(
        handle ->
            handle
                .createQuery(
                    """
                    select run, sample, at, text from titles
                    where run = :run and sample < :end and sample >= coalesce(
                      (select max(sample) from titles where run = :run and sample <= :first), :first)
                    order by sample
                    """)
                .bind("run", segment.run())
                .bind("first", segment.firstSample())
                .bind("end", end)
                .map(
                    (row, _) ->
                        new SeenTitle(
                            row.getString("run"),
                            row.getLong("sample"),
                            Nanos.instant(row.getLong("at")),
                            row.getString("text")))
                .list());
  }

  /** The damages of a run, in order. */
  public List<SeenDamage> damages(String run) throws IOException {
    return read(
        handle ->
            handle
                .createQuery(
                    """
                    select run, sample, at, bytes, reason from damages where run = :run
                    order by sample, bytes, reason
                    """)
                .bind("run", run)
                .map(
                    (row, _) ->
                        new SeenDamage(
                            row.getString("run"),
                            row.getLong("sample"),
                            Nanos.instant(row.getLong("at")),
                            row.getLong("bytes"),
                            row.getString("reason")))
                .list());
  }

  /** What its rows say. */
  CatalogueRows rows() {
    return rows;
  }

  <T> T read(Reading<T> reading) throws IOException {
    Handle handle = connections.borrow();
    boolean sound = false;
    try {
      T read = reading.in(handle);
      sound = true;
      return read;
    } catch (JdbiException e) {
      throw new IOException("Catalogue " + file + " cannot be read: " + e.getMessage(), e);
    } finally {
      connections.giveBack(handle, sound);
    }
  }

  private static Query span(Query query, String source, Instant from, Instant to) {
    return query
        .bind("source", source)
        .bind("from", Nanos.clamped(from))
        .bind("to", Nanos.clamped(to));
  }

  private List<StoredSegment> segments(Query query) {
    return query.map((row, _) -> rows.segment(row)).list();
  }

  private static SourceSummary summary(Handle handle, ResultSet row) throws SQLException {
    return new SourceSummary(
        row.getString("name"),
        row.getLong("segments"),
        row.getLong("bytes"),
        Duration.ofNanos(row.getLong("nanos")),
        CatalogueRows.instant(row, "first"),
        CatalogueRows.instant(row, "last"),
        openGap(handle, row.getString("name")));
  }

  private static Optional<Gap> openGap(Handle handle, String source) {
    return handle
        .createQuery(
            """
            select source, missing_from, missing_to, cause, tries, detail from gaps
            where source = :source and missing_to is null
            """)
        .bind("source", source)
        .map((row, _) -> CatalogueRows.gap(row))
        .findOne();
  }
}
