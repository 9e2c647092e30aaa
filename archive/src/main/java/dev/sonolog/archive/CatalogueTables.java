package dev.sonolog.archive;

import dev.sonolog.archive.CatalogueEntry.DamageSeen;
import dev.sonolog.archive.CatalogueEntry.GapClosed;
import dev.sonolog.archive.CatalogueEntry.GapFound;
import dev.sonolog.archive.CatalogueEntry.GapOpened;
import dev.sonolog.archive.CatalogueEntry.OtherFound;
import dev.sonolog.archive.CatalogueEntry.RunEnded;
import dev.sonolog.archive.CatalogueEntry.RunResumed;
import dev.sonolog.archive.CatalogueEntry.RunShifted;
import dev.sonolog.archive.CatalogueEntry.RunStarted;
import dev.sonolog.archive.CatalogueEntry.SegmentDeleted;
import dev.sonolog.archive.CatalogueEntry.SegmentEmpty;
import dev.sonolog.archive.CatalogueEntry.SegmentFound;
import dev.sonolog.archive.CatalogueEntry.SegmentOpened;
import dev.sonolog.archive.CatalogueEntry.SegmentRemoved;
import dev.sonolog.archive.CatalogueEntry.SegmentSealed;
import dev.sonolog.archive.CatalogueEntry.SegmentTrashed;
import dev.sonolog.archive.CatalogueEntry.TitleFound;
import dev.sonolog.archive.CatalogueEntry.TitleSeen;
import dev.sonolog.formats.SampleRate;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/**
 * What each fact changes in the catalogue's tables. Each change is written so that the same fact
 * told again changes nothing. Runs on the catalogue's writer thread within its transaction.
 */
final class CatalogueTables {
  /** A fact speaks of something that the catalogue has never heard of. */
  static final class UnknownRunException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownRunException(String run) {
      super("run " + run + " is not in the catalogue");
    }
  }

  /** Files remember when a title begins in milliseconds. */
  private static final Duration TITLE_TOLERANCE = Duration.ofMillis(2);

  private record RunKey(String source, SampleRate rate, long start) {}

  private final Handle handle;
  private final CataloguePaths paths;

  CatalogueTables(Handle handle, CataloguePaths paths) {
    this.handle = handle;
    this.paths = paths;
  }

  /**
   * @throws UnknownRunException if the entry's run is not in the catalogue
   * @throws ArithmeticException if an instant cannot be stored
   */
  void store(CatalogueEntry entry) {
    switch (entry) {
      case RunStarted e -> runStarted(e);
      case RunShifted e -> runShifted(e);
      case RunEnded e -> runEnded(e);
      case RunResumed e -> runResumed(e);
      case SegmentOpened e -> segmentOpened(e);
      case SegmentSealed e -> segmentSealed(e.segment());
      case SegmentEmpty e -> segmentEmpty(e);
      case SegmentRemoved e -> segmentRemoved(e);
      case SegmentFound e -> segmentFound(e);
      case SegmentTrashed e -> segmentTrashed(e);
      case SegmentDeleted e -> segmentDeleted(e);
      case TitleSeen e -> titleSeen(e);
      case TitleFound e -> titleFound(e);
      case DamageSeen e -> damageSeen(e);
      case GapOpened e -> gapOpened(e);
      case GapClosed e -> gapClosed(e);
      case GapFound e -> gapFound(e);
      case OtherFound e -> otherFound(e);
    }
  }

  private void runStarted(RunStarted e) {
    source(e.source());
    update(
            """
            insert into runs (id, source, codec, rate, channels, station, address, start_at)
            values (:run, :source, :codec, :rate, :channels, :station, :address, :start)
            on conflict (id) do update set address = excluded.address where runs.address = ''
            """)
        .bind("run", e.run())
        .bind("source", e.source())
        .bind("codec", e.format().codec().name())
        .bind("rate", e.format().rate().hertz())
        .bind("channels", e.format().channels())
        .bind("station", orNull(e.station()))
        .bind("address", e.address())
        .bind("start", Nanos.of(e.start()))
        .execute();
  }

  private void runShifted(RunShifted e) {
    RunKey run = run(e.run());
    long start = Nanos.of(e.start());
    long shift = start - run.start();
    shift("update runs set start_at = start_at + :shift where id = :run", e.run(), shift);
    shift(
        """
        update segments set start_at = start_at + :shift, end_at = end_at + :shift where run = :run
        """,
        e.run(),
        shift);
    shift("update titles set at = at + :shift where run = :run", e.run(), shift);
    shift("update damages set at = at + :shift where run = :run", e.run(), shift);
    moveEndOfGap(run, start);
  }

  private void shift(String sql, String run, long shift) {
    update(sql).bind("run", run).bind("shift", shift).execute();
  }

  private void moveEndOfGap(RunKey run, long start) {
    update(
            """
            delete from gaps
            where source = :source and missing_to = :old and missing_from >= :start
              and cause <> :ambiguous
            """)
        .bind("ambiguous", GapCause.AMBIGUOUS.word())
        .bind("source", run.source())
        .bind("old", run.start())
        .bind("start", start)
        .execute();
    update(
            """
            update gaps set missing_to = max(:start, missing_from + 1)
            where source = :source and missing_to = :old
            """)
        .bind("source", run.source())
        .bind("old", run.start())
        .bind("start", start)
        .execute();
  }

  private void runEnded(RunEnded e) {
    int known =
        update("update runs set end_at = :end, drift_ppm = :drift, cause = :cause where id = :run")
            .bind("run", e.run())
            .bind("end", Nanos.of(e.end()))
            .bind("drift", orNull(e.driftPpm()))
            .bind("cause", e.cause().word())
            .execute();
    if (known == 0) {
      throw new UnknownRunException(e.run());
    }
  }

  private void runResumed(RunResumed e) {
    update("update runs set end_at = null, drift_ppm = null, cause = null where id = :run")
        .bind("run", e.run())
        .execute();
  }

  private void segmentOpened(SegmentOpened e) {
    update(
            """
            insert into segments (run, number, source, file, first_sample, start_at, state)
            values (:run, :number, :source, :file, :first, :start, 'recording')
            on conflict (run, number) do nothing
            """)
        .bind("run", e.run())
        .bind("number", e.number())
        .bind("source", run(e.run()).source())
        .bind("file", paths.text(e.file()))
        .bind("first", e.firstSample())
        .bind("start", Nanos.of(e.start()))
        .execute();
  }

  /**
   * A start that is known stays: the run may have been shifted since the segment was begun. One
   * that nobody saw begin is told of by its tags.
   */
  private void segmentSealed(SealedSegment s) {
    RunKey run = run(s.run());
    update(
            """
            insert into segments (run, number, source, file, first_sample, start_at, end_at,
              samples, pre_roll, bytes, head_length, head_sha256, body_sha256, state, start_from)
            values (:run, :number, :source, :file, :first, :start, :end,
              :samples, :preRoll, :bytes, :headLength, :head, :body, 'sealed', 'tags')
            on conflict (run, number) do update set file = excluded.file,
              first_sample = excluded.first_sample,
              end_at = segments.start_at + excluded.end_at - excluded.start_at, samples = excluded.samples,
              pre_roll = excluded.pre_roll, bytes = excluded.bytes,
              head_length = excluded.head_length, head_sha256 = excluded.head_sha256,
              body_sha256 = excluded.body_sha256, state = 'sealed',
              trash = null, cause = null, left_at = null
            """)
        .bind("run", s.run())
        .bind("number", s.number())
        .bind("source", run.source())
        .bind("file", paths.text(s.file()))
        .bind("first", s.firstSample())
        .bind("start", Nanos.of(s.start()))
        .bind("end", Nanos.of(s.start().plus(run.rate().duration(s.samples()))))
        .bind("samples", s.samples())
        .bind("preRoll", s.missingPreRoll())
        .bind("bytes", s.bytes())
        .bind("headLength", s.digest().headLength())
        .bind("head", s.digest().head())
        .bind("body", s.digest().body())
        .execute();
  }

  /** One that was never finished ends, as far as anybody knows, where the next one of it began. */
  private void segmentEmpty(SegmentEmpty e) {
    update("delete from segments where run = :run and number = :number and bytes is null")
        .bind("run", e.run())
        .bind("number", e.number())
        .execute();
  }

  private void segmentRemoved(SegmentRemoved e) {
    update(
            """
            update segments set state = 'removed outside', end_at = coalesce(end_at,
              (select min(next.start_at) from segments next
                where next.run = segments.run and next.number > segments.number),
              (select runs.end_at from runs where runs.id = segments.run),
              start_at)
            where run = :run and number = :number and state not in ('in the trash', 'deleted')
            """)
        .bind("run", e.run())
        .bind("number", e.number())
        .execute();
  }

  private void segmentTrashed(SegmentTrashed e) {
    left(
        """
        update segments set state = 'in the trash', trash = :trash, cause = :cause, left_at = :at
        where run = :run and number = :number and bytes is not null
        """,
        new SegmentKey(e.run(), e.number()),
        e.cause(),
        e.at(),
        Optional.of(e.trash()));
  }

  private void segmentDeleted(SegmentDeleted e) {
    left(
        """
        update segments set state = 'deleted', trash = :trash, cause = :cause, left_at = :at
        where run = :run and number = :number and bytes is not null
        """,
        new SegmentKey(e.run(), e.number()),
        e.cause(),
        e.at(),
        Optional.empty());
  }

  private void left(String sql, SegmentKey key, GapCause cause, Instant at, Optional<Path> trash) {
    update(sql)
        .bind("run", key.run())
        .bind("number", key.number())
        .bind("trash", orNull(trash.map(paths::text)))
        .bind("cause", cause.word())
        .bind("at", Nanos.of(at))
        .execute();
  }

  private void segmentFound(SegmentFound e) {
    update(
            """
            update segments set state = 'sealed', file = :file,
              trash = null, cause = null, left_at = null
            where run = :run and number = :number and bytes is not null
            """)
        .bind("run", e.run())
        .bind("number", e.number())
        .bind("file", paths.text(e.file()))
        .execute();
  }

  private void titleSeen(TitleSeen e) {
    run(e.run());
    update(
            """
            insert into titles (run, sample, at, text) values (:run, :sample, :at, :text)
            on conflict (run, sample) do update set text = excluded.text
            """)
        .bind("run", e.run())
        .bind("sample", e.sample())
        .bind("at", Nanos.of(e.at()))
        .bind("text", e.text())
        .execute();
  }

  private void titleFound(TitleFound e) {
    update(
            """
            insert into titles (run, sample, at, text)
            select :run, :sample, :at, :text
            where :text <> coalesce(
              (select text from titles where run = :run and sample <= :sample + :tolerance
               order by sample desc limit 1), '')
            on conflict (run, sample) do nothing
            """)
        .bind("run", e.run())
        .bind("sample", e.sample())
        .bind("at", Nanos.of(e.at()))
        .bind("text", e.text())
        .bind("tolerance", run(e.run()).rate().samples(TITLE_TOLERANCE))
        .execute();
  }

  private void damageSeen(DamageSeen e) {
    run(e.run());
    update(
            """
            insert into damages (run, sample, at, bytes, reason)
            values (:run, :sample, :at, :bytes, :reason)
            on conflict (run, sample, bytes, reason) do nothing
            """)
        .bind("run", e.run())
        .bind("sample", e.sample())
        .bind("at", Nanos.of(e.at()))
        .bind("bytes", e.bytes())
        .bind("reason", e.reason())
        .execute();
  }

  private void gapOpened(GapOpened e) {
    source(e.source());
    update(
            """
            insert into gaps (source, missing_from, cause, tries, detail)
            select :source, :from, :cause, 0, :detail
            where not exists (
              select 1 from gaps where source = :source and missing_to is null)
            on conflict (source, missing_from) do nothing
            """)
        .bind("source", e.source())
        .bind("from", Nanos.of(e.from()))
        .bind("cause", e.cause().word())
        .bind("detail", e.detail())
        .execute();
  }

  private void gapClosed(GapClosed e) {
    long to = Nanos.of(e.to());
    update(
            """
            delete from gaps
            where source = :source and missing_to is null and missing_from >= :to
              and cause <> :ambiguous
            """)
        .bind("ambiguous", GapCause.AMBIGUOUS.word())
        .bind("source", e.source())
        .bind("to", to)
        .execute();
    update(
            """
            update gaps set missing_to = max(:to, missing_from + 1), tries = :tries
            where source = :source and missing_to is null
            """)
        .bind("source", e.source())
        .bind("to", to)
        .bind("tries", e.tries())
        .execute();
  }

  private void gapFound(GapFound e) {
    if (!e.to().isAfter(e.from())) {
      return;
    }
    source(e.source());
    update(
            """
            insert into gaps (source, missing_from, missing_to, cause, tries, detail)
            values (:source, :from, :to, :cause, :tries, :detail)
            on conflict (source, missing_from) do update
              set missing_to = excluded.missing_to, tries = excluded.tries
              where gaps.missing_to is null
            """)
        .bind("source", e.source())
        .bind("from", Nanos.of(e.from()))
        .bind("to", Nanos.of(e.to()))
        .bind("cause", e.cause().word())
        .bind("tries", e.tries())
        .bind("detail", e.detail())
        .execute();
  }

  private void otherFound(OtherFound e) {
    if (!isChangeInPlace(e)) {
      otherMoved(e);
    }
  }

  /**
   * Tells of a file that lies where it lay and begins when it began, which moves few entries of the
   * indexes.
   *
   * @return whether it is one
   */
  private boolean isChangeInPlace(OtherFound e) {
    long end = Nanos.of(e.start().plus(e.format().rate().duration(e.samples())));
    int known =
        update(
                """
                update segments set end_at = :end, samples = :samples, bytes = :bytes,
                  modified_at = :modified, estimated = :estimated
                where run = :run and number = 0 and source = :source and file = :file
                  and start_at = :start and start_from = :startFrom and state = 'sealed'
                """)
            .bind("run", e.run())
            .bind("source", e.source())
            .bind("file", paths.text(e.file()))
            .bind("start", Nanos.of(e.start()))
            .bind("startFrom", e.startFrom().word())
            .bind("end", end)
            .bind("samples", e.samples())
            .bind("bytes", e.bytes())
            .bind("modified", Nanos.of(e.modified()))
            .bind("estimated", e.estimated())
            .execute();
    if (known > 0) {
      update(
              """
              update runs set codec = :codec, rate = :rate, channels = :channels, end_at = :end
              where id = :run
              """)
          .bind("run", e.run())
          .bind("codec", e.format().codec().name())
          .bind("rate", e.format().rate().hertz())
          .bind("channels", e.format().channels())
          .bind("end", end)
          .execute();
    }
    return known > 0;
  }

  private void otherMoved(OtherFound e) {
    source(e.source());
    long end = Nanos.of(e.start().plus(e.format().rate().duration(e.samples())));
    update(
            """
            insert into runs (id, source, codec, rate, channels, address, start_at, end_at, cause)
            values (:run, :source, :codec, :rate, :channels, '', :start, :end, :cause)
            on conflict (id) do update set source = excluded.source, codec = excluded.codec,
              rate = excluded.rate, channels = excluded.channels, start_at = excluded.start_at,
              end_at = excluded.end_at
            """)
        .bind("run", e.run())
        .bind("source", e.source())
        .bind("codec", e.format().codec().name())
        .bind("rate", e.format().rate().hertz())
        .bind("channels", e.format().channels())
        .bind("start", Nanos.of(e.start()))
        .bind("end", end)
        .bind("cause", GapCause.UNKNOWN.word())
        .execute();
    update(
            """
            insert into segments (run, number, source, file, first_sample, start_at, end_at,
              samples, bytes, state, start_from, modified_at, estimated)
            values (:run, 0, :source, :file, 0, :start, :end, :samples, :bytes, 'sealed',
              :startFrom, :modified, :estimated)
            on conflict (run, number) do update set source = excluded.source, file = excluded.file,
              start_at = excluded.start_at, end_at = excluded.end_at, samples = excluded.samples,
              bytes = excluded.bytes, state = 'sealed', start_from = excluded.start_from,
              modified_at = excluded.modified_at, estimated = excluded.estimated
            """)
        .bind("run", e.run())
        .bind("source", e.source())
        .bind("file", paths.text(e.file()))
        .bind("start", Nanos.of(e.start()))
        .bind("end", end)
        .bind("samples", e.samples())
        .bind("bytes", e.bytes())
        .bind("startFrom", e.startFrom().word())
        .bind("modified", Nanos.of(e.modified()))
        .bind("estimated", e.estimated())
        .execute();
  }

  private void source(String name) {
    update("insert into sources (name) values (:name) on conflict (name) do nothing")
        .bind("name", name)
        .execute();
  }

  private RunKey run(String id) {
    return handle
        .createQuery("select source, rate, start_at from runs where id = :run")
        .bind("run", id)
        .map(
            (row, _) ->
                new RunKey(
                    row.getString("source"),
                    new SampleRate(row.getInt("rate")),
                    row.getLong("start_at")))
        .findOne()
        .orElseThrow(() -> new UnknownRunException(id));
  }

  private Update update(String sql) {
    return handle.createUpdate(sql);
  }

  private static <T> @Nullable T orNull(Optional<T> value) {
    return value.orElse(null);
  }
}
