package dev.sonolog.archive;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteJDBCLoader;

/**
 * How SQLite's files are opened: with a write-ahead log, by one process that writes and any number
 * that read. Calls native code and blocks: platform threads only.
 */
final class Sqlite {
  private static final System.Logger LOGGER = System.getLogger(Sqlite.class.getName());
  private static final int BUSY_MILLIS = 5_000;

  /** Memory of the writer at most: 100,000 segments that are told of in no order. */
  private static final int CACHE_KIB = 64 << 10;

  /** The write-ahead log is folded in when it is so long, in pages of 4 KiB. */
  private static final int LOG_PAGES = 4_000;

  /** Where the driver unpacks the native library. */
  private static final String UNPACK_PROPERTY = "org.sqlite.tmpdir";

  private final Path file;
  private final SynchronousMode synchronous;
  private final SQLiteDataSource source;
  private final Jdbi reading;
  private final Jdbi writing;

  /** The native library; loaded when the first file is opened. */
  private static final class Library {
    private static final boolean LOADED = load();

    static void use(Path file) {
      LOGGER.log(Level.TRACE, "{0}: library loaded beforehand: {1}", file, LOADED);
    }

    /**
     * A process that is killed leaves the driver's copy of the library behind. The system needs no
     * name for what is loaded, so the copy goes at once; but not from a folder that somebody chose.
     */
    private static boolean load() {
      if (System.getProperty(UNPACK_PROPERTY) != null) {
        return false;
      }
      try {
        Path unpacked = Files.createTempDirectory("sonolog-sqlite");
        System.setProperty(UNPACK_PROPERTY, unpacked.toString());
        boolean loaded = SQLiteJDBCLoader.initialize();
        remove(unpacked);
        return loaded;
      } catch (Exception e) { // the driver declares no less; opening a file will say what is wrong
        LOGGER.log(Level.DEBUG, "SQLite's library was not loaded beforehand", e);
        return false;
      } finally {
        System.clearProperty(UNPACK_PROPERTY);
      }
    }

    private static void remove(Path folder) throws IOException {
      try (DirectoryStream<Path> copies = Files.newDirectoryStream(folder)) {
        for (Path copy : copies) {
          Files.deleteIfExists(copy);
        }
      }
      Files.delete(folder);
    }
  }

  /**
   * @param synchronous when what was written is forced to the medium
   */
  Sqlite(Path file, SynchronousMode synchronous) {
    this.file = file;
    this.synchronous = synchronous;
    SQLiteConfig config = configuration();
    config.setReadOnly(true);
    this.reading = jdbi(source(config));
    this.source = source(writing(synchronous));
    this.writing = jdbi(source);
  }

  /**
   * A connection that writes; makes or updates the tables first, all at once.
   *
   * @param schema the tables
   */
  Handle migrated(Schema schema) {
    Handle handle = writing();
    if (schema.isCurrent(handle)) {
      return handle;
    }
    handle.close();
    Flyway.configure(Sqlite.class.getClassLoader())
        .dataSource(source)
        .locations(schema.location())
        .group(true)
        .load()
        .migrate();
    return writing();
  }

  /**
   * Makes the file where there is none. It gets its name when its tables are there: whoever reads
   * sees all of them or none. One process at a time, which is the caller's to see to.
   *
   * @throws IOException if it cannot be made
   */
  void made(Schema schema) throws IOException {
    if (Files.exists(file)) {
      return;
    }
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    for (Path left : CatalogueDatabase.files(fresh)) {
      Files.deleteIfExists(left);
    }
    new Sqlite(fresh, synchronous).migrated(schema).close();
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** A connection that writes, without making or updating anything. */
  Handle writing() {
    Library.use(file);
    return writing.open();
  }

  /** A connection that only reads. */
  Handle reading() {
    Library.use(file);
    return reading.open();
  }

  private static Jdbi jdbi(SQLiteDataSource source) {
    Jdbi jdbi = Jdbi.create(source);
    jdbi.setStatementBuilderFactory(_ -> new KeptStatements());
    return jdbi;
  }

  private static SQLiteConfig writing(SynchronousMode synchronous) {
    SQLiteConfig config = configuration();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(synchronous);
    config.setCacheSize(-CACHE_KIB);
    config.setWalAutocheckpoint(LOG_PAGES);
    config.enforceForeignKeys(true);
    return config;
  }

  private static SQLiteConfig configuration() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    return config;
  }

  private SQLiteDataSource source(SQLiteConfig config) {
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }
}
