package dev.sonolog.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A catalogue of a version that knew no trash. */
final class CatalogueMigrationTest {
  @TempDir Path folder;

  @Test
  void whatAnOlderVersionRememberedStays() throws Exception {
    Path file = folder.resolve(Catalogue.FILE);
    String url = "jdbc:sqlite:" + file;
    Flyway.configure()
        .dataSource(url, "", "")
        .locations("classpath:dev/sonolog/archive/migration")
        .target("2")
        .load()
        .migrate();
    try (Handle handle = Jdbi.create(url).open()) {
      handle.execute("insert into sources (name) values ('radio')");
      handle.execute(
          "insert into runs (id, source, codec, rate, channels, address, start_at)"
              + " values ('run', 'radio', 'MPEG_LAYER_3', 48000, 2, '', 0)");
      for (String state : List.of("sealed", "removed outside", "recording")) {
        handle.execute(
            "insert into segments (run, number, source, file, first_sample, start_at, end_at,"
                + " samples, bytes, head_length, head_sha256, body_sha256, state, pre_roll)"
                + " values ('run', (select count(*) from segments), 'radio', ?, 0, 1000, 2000, 5,"
                + " 6, 7, 'a', 'b', ?, 8)",
            state + ".mp3",
            state);
      }
    }

    Catalogue catalogue = Catalogue.open(file, () -> {});
    List<StoredSegment> segments = catalogue.view().segments("radio", Instant.MIN, Instant.MAX);
    catalogue.close(Scene.DEADLINE);

    assertThat(segments)
        .extracting(StoredSegment::state)
        .containsExactly(SegmentState.SEALED, SegmentState.REMOVED_OUTSIDE, SegmentState.RECORDING);
    assertThat(segments.getFirst().content())
        .contains(
            new StoredSegment.Content(
                Nanos.instant(2000),
                5,
                8,
                6,
                Optional.of(new SealedSegment.Digest(7, "a", "b")),
                Optional.empty(),
                false));
    assertThat(segments).allMatch(segment -> segment.removal().isEmpty());
  }
}
