package dev.sonolog.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteConfig.SynchronousMode;

/** Which databases are opened without asking Flyway. */
final class SchemaTest {
  /** Flyway refuses a history with it: where the database opens nevertheless, it was not asked. */
  private static final String OTHER_CHECKSUM =
      "update flyway_schema_history set checksum = checksum + 1 where version = '1'";

  @TempDir Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void placeTheFile() {
    file = folder.resolve(Catalogue.FILE);
  }

  @ParameterizedTest
  @EnumSource
  void aDatabaseWithAllStepsIsCurrent(Schema schema) {
    migrate(schema, "latest");

    try (Handle handle = database()) {
      assertThat(schema.isCurrent(handle)).isTrue();
    }
  }

  @Test
  void flywayIsNotAskedAboutACurrentDatabase() throws Exception {
    migrate(Schema.CATALOGUE, "latest");
    execute(OTHER_CHECKSUM);

    open();

    assertThat(tables()).contains("revision");
  }

  @Test
  void anOlderDatabaseIsBroughtUpToDate() throws Exception {
    migrate(Schema.CATALOGUE, "3");
    assertThat(tables()).doesNotContain("revision");

    open();

    assertThat(tables()).contains("revision");
  }

  @Test
  void flywayIsAskedAboutANewerDatabase() {
    migrate(Schema.CATALOGUE, "latest");
    execute(
        """
        insert into flyway_schema_history
          (installed_rank, version, description, type, script, checksum, installed_by,
           execution_time, success)
        values (99, '99', 'what is to come', 'SQL', 'V99__to_come.sql', 1, '', 0, 1)
        """);
    execute(OTHER_CHECKSUM);

    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Catalogue " + file + " cannot be opened")
        .hasMessageContaining("checksum");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update flyway_schema_history set success = 0 where version = '5'",
        "update flyway_schema_history set success = 0 where version = '2'",
        "delete from flyway_schema_history where version = '2'",
        "drop table flyway_schema_history",
        "delete from flyway_schema_history"
      })
  void flywayIsAskedAboutAHistoryThatIsDamaged(String damage) {
    migrate(Schema.CATALOGUE, "latest");
    execute(damage);

    try (Handle handle = database()) {
      assertThat(Schema.CATALOGUE.isCurrent(handle)).isFalse();
    }
    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Catalogue " + file + " cannot be opened");
  }

  @Test
  void aFileThatIsNoDatabaseIsPutAsideAsBefore() throws Exception {
    Files.writeString(file, "no database, but long enough to be taken for one".repeat(100));

    open();

    assertThat(tables()).contains("revision");
    assertThat(folder).isDirectoryContaining("glob:**/catalogue-damaged-*.db");
  }

  @Test
  void pinsAreKeptThroughOpeningsWithAndWithoutFlyway() throws Exception {
    file = folder.resolve(Review.FILE);
    AnalysisNotes notes = new AnalysisNotes(folder);
    SegmentKey first = new SegmentKey("run", 1);
    SegmentKey second = new SegmentKey("run", 2);
    AnalysisNotes.Note note = new AnalysisNotes.Note("5 now", 6, 1, 2);

    notes.put(Map.of(first, note)); // Flyway makes the tables
    execute(OTHER_CHECKSUM);
    notes.put(Map.of(second, note)); // and is not asked again

    assertThat(notes.all()).containsOnly(Map.entry(first, note), Map.entry(second, note));
  }

  private void open() throws IOException {
    new CatalogueDatabase(file).openForWriting().close();
  }

  private void migrate(Schema schema, String target) {
    Flyway.configure()
        .dataSource("jdbc:sqlite:" + file, "", "")
        .locations(schema.location())
        .target(target)
        .load()
        .migrate();
  }

  private Handle database() {
    return Jdbi.create("jdbc:sqlite:" + file).open();
  }

  private void execute(String sql) {
    try (Handle handle = database()) {
      handle.execute(sql);
    }
  }

  private Iterable<String> tables() {
    try (Handle handle = new Sqlite(file, SynchronousMode.NORMAL).reading()) {
      return handle
          .createQuery("select name from sqlite_master where type = 'table'")
          .mapTo(String.class)
          .list();
    }
  }
}
