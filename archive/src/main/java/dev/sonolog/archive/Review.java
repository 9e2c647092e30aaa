package dev.sonolog.archive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.sqlite.SQLiteConfig.SynchronousMode;

/**
 * What people say of recordings: which are pinned; {@link Marks}, {@link Notes} and {@link
 * Reviewed} lie beside it. A database of its own beside the catalogue, because it cannot be rebuilt
 * from files, and because others write it than the recorder: the web side and the command line, one
 * at a time by a lock file. The recorder reads it before it deletes. One that is damaged is never
 * put aside: while it cannot be read, nothing may be deleted.
 *
 * <p>Immutable; any platform thread. Each call opens its own connection.
 */
public final class Review {
  /** The file's name in the archive's state directory. */
  public static final String FILE = "review.db";

  /** Closing any channel of the lock file gives up this process's lock: one at a time. */
  private static final ReentrantLock ONE = new ReentrantLock();

  /** Something that needs the database to stay as it is. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws IOException;
  }

  private final Path file;
  private final Sqlite sqlite;
  private final Path lockFile;

  /**
   * @param stateDirectory where it lies; made when it is first written
   */
  public Review(Path stateDirectory) {
    file = stateDirectory.resolve(FILE);
    sqlite = new Sqlite(file, SynchronousMode.FULL);
    lockFile = stateDirectory.resolve("review.lock");
  }

  /** The files that must not look old to those who delete old files. */
  List<Path> files() {
    return CatalogueDatabase.files(file);
  }

  /**
   * All pins.
   *
   * @throws IOException if they cannot be read; then nothing may be deleted
   */
  public Map<SegmentKey, Pin> pins() throws IOException {
    if (!Files.exists(file)) {
      return Map.of();
    }
    try (Handle handle = sqlite.reading()) {
      return handle
          .createQuery("select run, number, since, pinned_by, note from pins order by since")
          .map(
              (row, _) ->
                  new Pin(
                      new SegmentKey(row.getString("run"), row.getInt("number")),
                      Nanos.instant(row.getLong("since")),
                      row.getString("pinned_by"),
                      row.getString("note")))
          .collect(Collectors.toMap(Pin::key, pin -> pin, (a, _) -> a, LinkedHashMap::new));
    } catch (JdbiException e) {
      throw unreadable(e);
    }
  }

  /**
   * Pins recordings that are there, at least in the trash. Those that are pinned already stay as
   * they are.
   *
   * @return those that are pinned now
   */
  public List<StoredSegment> pin(
      Collection<StoredSegment> segments, String by, String note, AuditLog audit)
      throws IOException {
    return exclusively(
        () -> {
          List<StoredSegment> there = segments.stream().filter(Review::isThere).toList();
          audit.append(Trash.lines(there, AuditEntry.Action.PIN, by, note, file));
          store(there.stream().map(s -> new Pin(s.key(), Instant.now(), by, note)).toList());
          return there;
        });
  }

  /** The catalogue may lag behind a seal or a restore. */
  private static boolean isThere(StoredSegment segment) {
    return Files.exists(segment.place()) || Files.exists(segment.file());
  }

  /** Takes pins away. */
  public void unpin(Collection<StoredSegment> segments, String by, AuditLog audit)
      throws IOException {
    exclusively(
        () -> {
          Set<SegmentKey> pinned = pins().keySet();
          List<StoredSegment> known =
              segments.stream().filter(segment -> pinned.contains(segment.key())).toList();
          audit.append(Trash.lines(known, AuditEntry.Action.UNPIN, by, "", file));
          delete(known.stream().map(StoredSegment::key).toList());
          return known;
        });
  }

  /**
   * Does something while nobody pins or unpins: between the look at the pins and a deletion no pin
   * can come.
   */
  <T> T whileUnchanged(Work<T> work) throws IOException {
    return locked(work, true);
  }

  <T> T exclusively(Work<T> work) throws IOException {
    return locked(work, false);
  }

  private <T> T locked(Work<T> work, boolean shared) throws IOException {
    Files.createDirectories(lockFile.resolveSibling(""));
    ONE.lock();
    try (FileChannel channel =
            FileChannel.open(
                lockFile,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        FileLock lock = channel.lock(0, Long.MAX_VALUE, shared)) {
      assert lock.isValid();
      return work.run();
    } finally {
      ONE.unlock();
    }
  }

  private void store(List<Pin> pins) throws IOException {
    write(
        """
        insert into pins (run, number, since, pinned_by, note)
        values (:run, :number, :since, :by, :note)
        on conflict (run, number) do nothing
        """,
        batch -> {
          for (Pin pin : pins) {
            bind(batch, pin.key())
                .bind("since", Nanos.of(pin.since()))
                .bind("by", pin.by())
                .bind("note", pin.note())
                .add();
          }
        });
  }

  private void delete(List<SegmentKey> keys) throws IOException {
    write(
        "delete from pins where run = :run and number = :number",
        batch -> keys.forEach(key -> bind(batch, key).add()));
  }

  private static PreparedBatch bind(PreparedBatch batch, SegmentKey key) {
    return batch.bind("run", key.run()).bind("number", key.number());
  }

  private interface Filling {
    void fill(PreparedBatch batch);
  }

  private void write(String sql, Filling filling) throws IOException {
    sqlite.made(Schema.REVIEW);
    try (Handle handle = sqlite.migrated(Schema.REVIEW)) {
      handle.useTransaction(
          transaction -> {
            PreparedBatch batch = transaction.prepareBatch(sql);
            filling.fill(batch);
            batch.execute();
          });
    } catch (JdbiException | FlywayException e) {
      throw new IOException(file + " cannot be written: " + e.getMessage(), e);
    }
  }

  private IOException unreadable(JdbiException e) {
    return new IOException(
        file + " cannot be read, so nobody knows what is pinned: " + e.getMessage(), e);
  }
}
