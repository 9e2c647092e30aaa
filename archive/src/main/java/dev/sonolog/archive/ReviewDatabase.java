package dev.sonolog.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteConfig.SynchronousMode;

/**
 * The database of {@link Review}, for what nobody's deleting depends on: marks, notes, what was
 * reviewed. Several processes may write it, each for a moment; who waits longer than some seconds
 * fails. Any platform thread.
 */
final class ReviewDatabase {
  /** The newest table: where it is there, all are. */
  private static final String NEWEST = "reviewed";

  private final Path file;
  private final Sqlite sqlite;
  private final Review review;

  /** Reads something. */
  @FunctionalInterface
  interface Reading<T> {
    T in(Handle handle);
  }

  /**
   * Changes something, all of it or nothing. Its first statement writes: a transaction that reads
   * first and writes then fails when another process wrote between.
   */
  @FunctionalInterface
  interface Writing<T> {
    T in(Handle handle) throws IOException;
  }

  ReviewDatabase(Path stateDirectory) {
    file = stateDirectory.resolve(Review.FILE);
    sqlite = new Sqlite(file, SynchronousMode.FULL);
    review = new Review(stateDirectory);
  }

  /**
   * Reads.
   *
   * @param otherwise where nothing was ever noted
   * @throws IOException if it cannot be read
   */
  <T> T read(T otherwise, Reading<T> reading) throws IOException {
    if (!Files.exists(file)) {
      return otherwise;
    }
    try (Handle handle = sqlite.reading()) {
      return hasTables(handle) ? reading.in(handle) : otherwise;
    } catch (JdbiException e) {
      throw new IOException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static boolean hasTables(Handle handle) {
    return handle
        .createQuery("select exists (select 1 from sqlite_master where name = :newest)")
        .bind("newest", NEWEST)
        .mapTo(Boolean.class)
        .one();
  }

  /**
   * Writes, in one transaction that is forced to the medium.
   *
   * @throws IOException if it cannot be written; then it is as it was
   */
  <T> T write(Writing<T> writing) throws IOException {
    try {
      if (!read(false, _ -> true)) {
        review.exclusively(this::makeTables);
      }
      try (Handle handle = sqlite.writing()) {
        return handle.<T, IOException>inTransaction(writing::in);
      }
    } catch (JdbiException | FlywayException e) {
      throw new IOException(file + " cannot be written: " + e.getMessage(), e);
    }
  }

  /** One process at a time: two that make the same table would meet. */
  private boolean makeTables() throws IOException {
    sqlite.made(Schema.REVIEW);
    sqlite.migrated(Schema.REVIEW).close();
    return true;
  }
}
