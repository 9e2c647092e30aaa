package dev.sonolog.archive;

import dev.sonolog.archive.CatalogueTables.UnknownRunException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * The index of the archive: which source, run, segment, title, damage and gap lies where on the
 * timeline. It can be rebuilt from the files, so it never matters to recording: telling it a fact
 * never waits and never fails. One platform thread writes the facts, many in one transaction.
 *
 * <p>When the database fails (disk full, storage gone) the facts wait in a bounded queue and are
 * tried again; when the queue is full, further ones are dropped and counted. A fact that was
 * dropped, or that the tables refused, demands a reconciliation with the files, which the owner of
 * the archive runs once the database works again. A database that turns out to be damaged is put
 * aside and a new one begun, with the same demand.
 *
 * <p>Owned by {@link Archive}; any thread may tell.
 */
public final class Catalogue {
  /** The file's name in the archive's state directory. */
  public static final String FILE = "catalogue.db";

  /** The facts that may wait: minutes of a thousand sources without a database. */
  static final int QUEUE = 50_000;

  private static final int BATCH = 1_000;
  private static final Duration RETRY = Duration.ofSeconds(2);
  private static final System.Logger LOGGER = System.getLogger(Catalogue.class.getName());

  private final CatalogueDatabase database;
  private final CataloguePaths paths;
  private final CatalogueQueue queue;
  private final Runnable whenReconciliationIsDue;
  private final Thread thread;
  private final AtomicBoolean demanded = new AtomicBoolean();
  private final AtomicBoolean reopening = new AtomicBoolean();
  private final AtomicBoolean trimming = new AtomicBoolean();
  private final AtomicLong refused = new AtomicLong();
  private final List<Consumer<CatalogueEntry>> listeners = new CopyOnWriteArrayList<>();

  /** Writer thread only. */
  private @Nullable Handle handle;

  private volatile boolean failing;

  private Catalogue(
      Path file, @Nullable Handle handle, int capacity, Runnable whenReconciliationIsDue) {
    this.database = new CatalogueDatabase(file);
    this.paths = new CataloguePaths(file);
    this.handle = handle;
    this.queue = new CatalogueQueue(capacity);
    this.whenReconciliationIsDue = whenReconciliationIsDue;
    thread = Thread.ofPlatform().daemon().name("catalogue").unstarted(this::work);
  }

  /**
   * Opens the catalogue for writing; makes it when it is not there. Blocks: platform threads only.
   *
   * @param file its path, absolute
   * @param whenReconciliationIsDue told, on the catalogue's thread, when facts were lost and the
   *     database works
   */
  static Catalogue open(Path file, Runnable whenReconciliationIsDue) throws IOException {
    return open(file, QUEUE, whenReconciliationIsDue);
  }

  static Catalogue open(Path file, int capacity, Runnable whenReconciliationIsDue)
      throws IOException {
    Handle handle = new CatalogueDatabase(file).openForWriting();
    Catalogue catalogue = new Catalogue(file, handle, capacity, whenReconciliationIsDue);
    catalogue.thread.start();
    return catalogue;
  }

  /**
   * Opens the catalogue for writing, or as soon as that is possible: recording need not wait for a
   * disk that is full. Blocks: platform threads only.
   *
   * @throws IOException if another process is writing it
   */
  static Catalogue openOrRetry(Path file, Runnable whenReconciliationIsDue) throws IOException {
    try {
      return open(file, whenReconciliationIsDue);
    } catch (IOException e) {
      if (CatalogueDatabase.isBusy(e)) {
        throw e;
      }
      Catalogue catalogue = new Catalogue(file, null, QUEUE, whenReconciliationIsDue);
      catalogue.fails(e);
      catalogue.reopen();
      catalogue.thread.start();
      return catalogue;
    }
  }

  /**
   * Reads a catalogue that this or another process may be writing.
   *
   * @param file its path
   * @throws IOException if it is not there
   */
  public static CatalogueView openReadOnly(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("There is no catalogue at " + file);
    }
    return new CatalogueView(file.toAbsolutePath().normalize());
  }

  /** What it says, as far as facts told were stored: call {@link #flush} first to be sure. */
  public CatalogueView view() {
    return new CatalogueView(database.file());
  }

  /** Stores a fact, soon. Never waits, never fails. */
  public void tell(CatalogueEntry entry) {
    if (!queue.offer(entry) && !demanded.getAndSet(true)) {
      LOGGER.log(
          Level.ERROR,
          "Catalogue {0} takes nothing: facts are dropped until it does, then read from the files",
          database.file());
    }
  }

  /**
   * Tells somebody of each fact from now on, when it is stored; of those that the tables refused,
   * too.
   *
   * @param listener is called on the catalogue's thread: it neither waits nor throws
   */
  public void listen(Consumer<CatalogueEntry> listener) {
    listeners.add(listener);
  }

  /**
   * Stores a fact and waits while too many wait: for those who rebuild what was lost.
   *
   * @throws IOException if there was no room before the deadline
   */
  void tellPatiently(CatalogueEntry entry, Duration deadline) throws IOException {
    if (!queue.put(entry, deadline)) {
      throw new IOException("Catalogue " + database.file() + " takes nothing any more");
    }
  }

  /**
   * Waits until all that was told before is stored.
   *
   * @return whether it was in time
   */
  public boolean flush(Duration deadline) {
    return queue.awaitSettled(deadline);
  }

  /** How many facts were lost since the start: dropped, or refused by the tables. */
  public long lost() {
    return queue.dropped() + refused.get();
  }

  /** Whether it stored what it was told last, as far as it tried. */
  boolean works() {
    return !failing;
  }

  /** The files may know what the catalogue does not. */
  void demand() {
    demanded.set(true);
  }

  /** Whether facts were lost that only the files can tell; asking takes the demand back. */
  boolean takeDemand() {
    return demanded.getAndSet(false);
  }

  /** Opens the file anew before the next fact is stored, because somebody took it away. */
  void reopen() {
    reopening.set(true);
    demanded.set(true);
    queue.wake();
  }

  /** Gives back the memory that very many facts took. */
  void trim() {
    trimming.set(true);
    queue.wake();
  }

  /** The files that must not look old to those who delete old files. */
  List<Path> files() {
    return CatalogueDatabase.files(database.file());
  }

  /**
   * Stores what was told and closes the database.
   *
   * @return whether all was stored; if not, the thread is left behind
   */
  boolean close(Duration deadline) {
    long end = System.nanoTime() + deadline.toNanos();
    boolean stored = queue.awaitSettled(deadline);
    queue.close();
    try {
      thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return stored && !thread.isAlive();
  }

  private void work() {
    for (List<CatalogueEntry> batch = queue.take(BATCH);
        !queue.isClosed() || !batch.isEmpty();
        batch = queue.take(BATCH)) {
      storeOrRetry(batch);
    }
    closeHandle();
  }

  private void storeOrRetry(List<CatalogueEntry> batch) {
    while (!stored(batch)) {
      if (queue.isClosed()) {
        queue.drop(batch.size());
        return;
      }
      queue.pause(RETRY);
    }
    batch.forEach(entry -> listeners.forEach(listener -> listener.accept(entry)));
    queue.settle(batch.size());
    if (demanded.get()) {
      whenReconciliationIsDue.run();
    }
  }

  private boolean stored(List<CatalogueEntry> batch) {
    try {
      openHandle().useTransaction(h -> store(new CatalogueTables(h, paths), batch));
      if (trimming.getAndSet(false)) {
        openHandle().execute("pragma shrink_memory");
      }
      worksAgain();
      return true;
    } catch (JdbiException | IOException e) {
      fails(e);
      return false;
    }
  }

  private void store(CatalogueTables tables, List<CatalogueEntry> batch) {
    for (CatalogueEntry entry : batch) {
      try {
        tables.store(entry);
      } catch (UnknownRunException | ArithmeticException e) {
        refuse(entry, e);
      } catch (JdbiException e) {
        if (!CatalogueDatabase.isRefusal(e)) {
          throw e;
        }
        refuse(entry, e);
      }
    }
  }

  private void refuse(CatalogueEntry entry, RuntimeException e) {
    refused.incrementAndGet();
    if (!demanded.getAndSet(true)) {
      LOGGER.log(Level.WARNING, "Catalogue refuses {0}: {1}", entry, e.getMessage());
    }
  }

  private Handle openHandle() throws IOException {
    if (reopening.getAndSet(false)) {
      closeHandle();
    }
    Handle open = handle;
    if (open == null) {
      open = database.openForWriting();
      handle = open;
    }
    return open;
  }

  private void worksAgain() {
    if (failing) {
      failing = false;
      LOGGER.log(Level.INFO, "Catalogue {0} works again", database.file());
    }
  }

  private void fails(Exception e) {
    closeHandle();
    if (CatalogueDatabase.isDamaged(e)) {
      demanded.set(true);
    }
    if (!failing) {
      failing = true;
      LOGGER.log(Level.ERROR, "Catalogue {0} fails: {1}", database.file(), e.getMessage());
    }
  }

  private void closeHandle() {
    Handle open = handle;
    handle = null;
    if (open != null) {
      try {
        open.close();
      } catch (JdbiException e) {
        LOGGER.log(Level.DEBUG, "Catalogue {0} closed badly: {1}", database.file(), e.getMessage());
      }
    }
  }
}
