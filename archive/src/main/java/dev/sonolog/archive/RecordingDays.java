package dev.sonolog.archive;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SequencedCollection;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.json.JsonMapper;

/**
 * How many recordings there are of each day. Reads the catalogue, which counts by itself; see
 * {@link CatalogueView} for threads and failures. Immutable.
 */
public final class RecordingDays {
  private static final Duration DAY = Duration.ofDays(1);

  private final CatalogueView view;

  public RecordingDays(CatalogueView view) {
    this.view = view;
  }

  /**
   * The recordings of a source that began on a local day.
   *
   * @param count of those that are there, finished or not
   * @param length of those that are finished, in all
   * @param bytes of those that are finished
   */
  public record Day(LocalDate date, String source, long count, Duration length, long bytes) {
    private static final Comparator<Day> ORDER =
        Comparator.comparing(Day::date).thenComparing(Day::source);

    private Day plus(Day other) {
      return new Day(
          date, source, count + other.count, length.plus(other.length), bytes + other.bytes);
    }
  }

  /**
   * The days on which recordings of some sources began, in order, then by source.
   *
   * @param span in which they began
   * @param zone whose days these are
   */
  public SequencedCollection<Day> of(Collection<String> sources, TimeSpan span, ZoneId zone)
      throws IOException {
    String names = JsonMapper.shared().writeValueAsString(sources);
    TreeMap<Day, Day> days = new TreeMap<>(Day.ORDER);
    view.read(
        handle -> {
          for (Stretch stretch : stretches(span, zone)) {
            days(handle, names, stretch).forEach(day -> days.merge(day, day, Day::plus));
          }
          return true;
        });
    return days.sequencedValues();
  }

  /** A stretch of time in which no clock was changed: all its days are 24 hours long. */
  private record Stretch(TimeSpan span, ZoneOffset offset) {
    LocalDate date() {
      return LocalDate.ofInstant(span.from(), offset);
    }

    Instant midnight() {
      return date().atStartOfDay().toInstant(offset);
    }
  }

  private static List<Stretch> stretches(TimeSpan span, ZoneId zone) {
    List<Stretch> stretches = new ArrayList<>();
    Instant from = span.from();
    while (from.isBefore(span.to())) {
      ZoneOffsetTransition change = zone.getRules().nextTransition(from);
      Instant to =
          change == null || change.getInstant().isAfter(span.to())
              ? span.to()
              : change.getInstant();
      stretches.add(new Stretch(new TimeSpan(from, to), zone.getRules().getOffset(from)));
      from = to;
    }
    return stretches;
  }

  private static List<Day> days(Handle handle, String names, Stretch stretch) {
    return handle
        .createQuery(
            """
            select (start_at - :midnight) / :day as day, source, count(*) as count,
              sum(coalesce(end_at - start_at, 0)) as nanos, sum(coalesce(bytes, 0)) as bytes
            from segments
            where source in (select value from json_each(:sources))
              and start_at >= :from and start_at < :to and state in ('recording', 'sealed')
            group by 2, 1
            """)
        .bind("midnight", Nanos.of(stretch.midnight()))
        .bind("day", DAY.toNanos())
        .bind("sources", names)
        .bind("from", Nanos.of(stretch.span().from()))
        .bind("to", Nanos.of(stretch.span().to()))
        .map((row, _) -> day(row, stretch))
        .list();
  }

  private static Day day(ResultSet row, Stretch stretch) throws SQLException {
    return new Day(
        stretch.date().plusDays(row.getLong("day")),
        row.getString("source"),
        row.getLong("count"),
        Duration.ofNanos(row.getLong("nanos")),
        row.getLong("bytes"));
  }
}
