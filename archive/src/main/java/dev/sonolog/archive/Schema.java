package dev.sonolog.archive;

import java.util.List;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/**
 * The tables of a database, made by numbered steps. Flyway takes them, and writes down in the
 * database which it took; to ask it costs a quarter of a second, so it is only asked where a look
 * at what it wrote leaves anything to do, or to doubt.
 */
enum Schema {
  CATALOGUE("migration", 5),
  REVIEW("review", 3);

  private final String folder;
  private final int newest;

  /**
   * @param newest the number of the last step in that folder
   */
  Schema(String folder, int newest) {
    this.folder = folder;
    this.newest = newest;
  }

  /** Where its steps are, in Flyway's words. */
  String location() {
    return "classpath:dev/sonolog/archive/" + folder;
  }

  /** Whether a database has taken each step that there is, with success, and no other. */
  boolean isCurrent(Handle handle) {
    List<String> all = IntStream.rangeClosed(1, newest).mapToObj(it -> it + " taken").toList();
    try {
      return all.equals(
          handle
              .createQuery(
                  """
                  select version || case success when 1 then ' taken' else ' failed' end
                  from flyway_schema_history order by installed_rank
                  """)
              .mapTo(String.class)
              .list());
    } catch (JdbiException _) {
      return false; // a new database, or one of which Flyway shall say what is wrong
    }
  }
}
