package dev.sonolog.archive;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteException;

/**
 * The catalogue's file: how connections to it are opened, and what its failures mean. One process
 * writes it, any number read it (write-ahead log), each read through a connection of its own. Calls
 * native code and blocks: platform threads only.
 *
 * <p>A commit is not forced to the medium: after a power cut the last ones may be missing, the file
 * is whole, and recovery and reconciliation bring the facts back from the segments.
 */
final class CatalogueDatabase implements ReadingConnections {
  private static final System.Logger LOGGER = System.getLogger(CatalogueDatabase.class.getName());

  /** Primary result codes of SQLite (sqlite3.h). */
  private static final int BUSY = 5;

  private static final int LOCKED = 6;
  private static final int CORRUPT = 11;

  private static final int CONSTRAINT = 19;
  private static final int TOO_BIG = 18;
  private static final int MISMATCH = 20;
  private static final int NOT_A_DATABASE = 26;

  private final Path file;
  private final Sqlite sqlite;

  CatalogueDatabase(Path file) {
    this.file = file;
    this.sqlite = new Sqlite(file, SynchronousMode.NORMAL);
  }

  Path file() {
    return file;
  }

  /**
   * The files that SQLite keeps beside the database while it is open, and the database.
   *
   * @param database its path
   */
  static List<Path> files(Path database) {
    String name = database.getFileName().toString();
    return List.of(
        database, database.resolveSibling(name + "-wal"), database.resolveSibling(name + "-shm"));
  }

  /**
   * The connection that writes; makes or updates the tables first. A file that is damaged, or no
   * database at all, is put aside under another name, and a new one begun.
   */
  Handle openForWriting() throws IOException {
    Files.createDirectories(file.resolveSibling(""));
    try {
      return migrated();
    } catch (JdbiException | FlywayException e) {
      if (!isDamaged(e)) {
        throw new IOException("Catalogue " + file + " cannot be opened: " + e.getMessage(), e);
      }
      putAside();
      return migrated();
    }
  }

  /**
   * A connection that only reads.
   *
   * @throws IOException if there is no catalogue
   */
  Handle openForReading() throws IOException {
    if (!Files.exists(file)) {
      throw new IOException("There is no catalogue at " + file);
    }
    try {
      return sqlite.reading();
    } catch (JdbiException e) {
      throw new IOException("Catalogue " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** {@inheritDoc} A new one each time. */
  @Override
  public Handle borrow() throws IOException {
    return openForReading();
  }

  @Override
  public void giveBack(Handle handle, boolean sound) {
    handle.close();
  }

  /** A connection that writes, without making or updating anything. */
  Handle openAsItIs() {
    return sqlite.writing();
  }

  /** Whether the fact was at fault and not the database: no later try can store it. */
  static boolean isRefusal(Throwable failure) {
    return switch (primaryCode(failure)) {
      case CONSTRAINT, MISMATCH, TOO_BIG -> true;
      default -> false;
    };
  }

  /** Whether the file is beyond use. */
  static boolean isDamaged(Throwable failure) {
    int code = primaryCode(failure);
    return code == CORRUPT || code == NOT_A_DATABASE;
  }

  /** Whether somebody else is writing the file. */
  static boolean isBusy(Throwable failure) {
    int code = primaryCode(failure);
    return code == BUSY || code == LOCKED;
  }

  private static int primaryCode(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof SQLiteException sqlite) {
        return sqlite.getResultCode().code & 0xff;
      }
    }
    return 0;
  }

  private Handle migrated() throws IOException {
    sqlite.made(Schema.CATALOGUE);
    return sqlite.migrated(Schema.CATALOGUE);
  }

  private void putAside() throws IOException {
    Path aside = file.resolveSibling("catalogue-damaged-" + Instant.now().getEpochSecond() + ".db");
    Path kept = FinalName.rename(file, aside);
    for (Path companion : files(file)) {
      Files.deleteIfExists(companion);
    }
    LOGGER.log(Level.ERROR, "{0} is damaged: kept as {1}, a new one is begun", file, kept);
  }
}
