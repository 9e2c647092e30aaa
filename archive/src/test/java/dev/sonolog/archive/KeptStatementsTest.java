package dev.sonolog.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementCustomizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeptStatementsTest {
  private static final String INSERT = "insert into sources (name) values (:name)";

  @TempDir Path folder;

  @Test
  void aStatementIsUsedAgainAndKnowsNothingOfTheLastTime() throws Exception {
    try (Handle handle = open()) {
      insert(handle, "a");
      insert(handle, "b");
      assertThat(names(handle)).containsExactly("a", "b");
      assertThatThrownBy(() -> handle.createUpdate(INSERT).execute())
          .as("the value of the last time is gone")
          .isInstanceOf(JdbiException.class);
    }
  }

  @Test
  void theSameTextIsCompiledOnce() throws Exception {
    try (Handle handle = open()) {
      Set<Statement> used = Collections.newSetFromMap(new IdentityHashMap<>());
      for (int i = 0; i < 5; i++) {
        handle
            .createUpdate(INSERT)
            .bind("name", "name " + i)
            .addCustomizer(new Remembering(used))
            .execute();
      }
      assertThat(names(handle)).hasSize(5);
      assertThat(used).hasSize(1);
    }
  }

  @Test
  void aStatementThatFailedWorksAgain() throws Exception {
    try (Handle handle = open()) {
      insert(handle, "a");
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> insert(handle, "a")).isInstanceOf(JdbiException.class);
        insert(handle, "again " + i);
      }
      assertThat(names(handle)).hasSize(4);
    }
  }

  @Test
  void twoOfTheSameTextRunAtOnce() throws Exception {
    try (Handle handle = open()) {
      insert(handle, "a");
      insert(handle, "b");
      List<List<String>> nested =
          handle
              .createQuery("select name from sources order by name")
              .map((_, _) -> names(handle))
              .list();
      assertThat(nested).containsExactly(List.of("a", "b"), List.of("a", "b"));
    }
  }

  @Test
  void aReadStatementThatIsKeptHidesNothingThatIsWrittenLater() throws Exception {
    CatalogueDatabase database = new CatalogueDatabase(folder.resolve(Catalogue.FILE));
    try (Handle writer = database.openForWriting();
        Handle reader = database.openForReading()) {
      insert(writer, "a");
      assertThat(names(reader)).containsExactly("a");
      insert(writer, "b");
      assertThat(names(reader)).containsExactly("a", "b");
    }
  }

  private record Remembering(Set<Statement> used) implements StatementCustomizer {
    @Override
    public void beforeExecution(PreparedStatement statement, StatementContext context) {
      used.add(statement);
    }
  }

  private Handle open() throws Exception {
    return new CatalogueDatabase(folder.resolve(Catalogue.FILE)).openForWriting();
  }

  private static void insert(Handle handle, String name) {
    handle.createUpdate(INSERT).bind("name", name).execute();
  }

  private static List<String> names(Handle handle) {
    return handle.createQuery("select name from sources order by name").mapTo(String.class).list();
  }
}
