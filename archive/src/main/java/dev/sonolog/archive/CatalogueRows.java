package dev.sonolog.archive;

import dev.sonolog.archive.SealedSegment.Digest;
import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.Codec;
import dev.sonolog.formats.SampleRate;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** The rows of the catalogue's tables as what they say. Immutable. */
record CatalogueRows(CataloguePaths paths) {
  /** The columns of {@link #segment}. */
  static final String SEGMENT =
      """
      select run, number, source, file, first_sample, start_at, end_at, samples, pre_roll, bytes,
        head_length, head_sha256, body_sha256, state, start_from, modified_at, estimated, trash,
        cause, left_at
        from segments
      """;

  /** The columns of {@link #run}. */
  static final String RUN =
      """
      select id, source, codec, rate, channels, station, address, start_at, end_at, drift_ppm,
        cause from runs
      """;

  StoredSegment segment(ResultSet row) throws SQLException {
    return new StoredSegment(
        row.getString("run"),
        row.getInt("number"),
        row.getString("source"),
        paths.path(row.getString("file")),
        row.getLong("first_sample"),
        Nanos.instant(row.getLong("start_at")),
        StartOrigin.of(row.getString("start_from")),
        SegmentState.of(row.getString("state")),
        content(row),
        removal(row));
  }

  private Optional<StoredSegment.Removal> removal(ResultSet row) throws SQLException {
    Optional<Instant> at = instant(row, "left_at");
    if (at.isEmpty()) {
      return Optional.empty();
    }
    Optional<Path> trash = Optional.ofNullable(row.getString("trash")).map(paths::path);
    return Optional.of(new StoredSegment.Removal(cause(row), at.get(), trash));
  }

  private static Optional<StoredSegment.Content> content(ResultSet row) throws SQLException {
    long bytes = row.getLong("bytes");
    return row.wasNull()
        ? Optional.empty()
        : Optional.of(
            new StoredSegment.Content(
                Nanos.instant(row.getLong("end_at")),
                row.getLong("samples"),
                row.getInt("pre_roll"),
                bytes,
                digest(row),
                instant(row, "modified_at"),
                row.getBoolean("estimated")));
  }

  private static Optional<Digest> digest(ResultSet row) throws SQLException {
    String head = row.getString("head_sha256");
    return head == null
        ? Optional.empty()
        : Optional.of(new Digest(row.getInt("head_length"), head, row.getString("body_sha256")));
  }

  static TimelineCheck.Stretch stretch(ResultSet row) throws SQLException {
    return new TimelineCheck.Stretch(
        Nanos.instant(row.getLong("start_at")),
        Nanos.instant(row.getLong("reached")),
        row.getString("run"),
        row.getBoolean("unfinished"),
        StartOrigin.of(row.getString("start_from")).isOurs());
  }

  static StoredRun run(ResultSet row) throws SQLException {
    return new StoredRun(
        row.getString("id"),
        row.getString("source"),
        new AudioFormat(
            Codec.valueOf(row.getString("codec")),
            new SampleRate(row.getInt("rate")),
            row.getInt("channels")),
        Optional.ofNullable(row.getString("station")),
        row.getString("address"),
        Nanos.instant(row.getLong("start_at")),
        ending(row));
  }

  private static Optional<StoredRun.Ending> ending(ResultSet row) throws SQLException {
    Optional<Instant> end = instant(row, "end_at");
    if (end.isEmpty()) {
      return Optional.empty();
    }
    double drift = row.getDouble("drift_ppm");
    Optional<Double> measured = row.wasNull() ? Optional.empty() : Optional.of(drift);
    return Optional.of(new StoredRun.Ending(end.get(), measured, cause(row)));
  }

  static Gap gap(ResultSet row) throws SQLException {
    return new Gap(
        row.getString("source"),
        Nanos.instant(row.getLong("missing_from")),
        instant(row, "missing_to"),
        cause(row),
        row.getInt("tries"),
        row.getString("detail"));
  }

  private static GapCause cause(ResultSet row) throws SQLException {
    return GapCause.of(row.getString("cause")).orElse(GapCause.UNKNOWN);
  }

  static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    long nanos = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Nanos.instant(nanos));
  }
}
