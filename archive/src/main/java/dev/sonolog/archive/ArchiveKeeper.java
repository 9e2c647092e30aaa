package dev.sonolog.archive;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The archive's housekeeping, on one platform thread beside the recording: compares the catalogue
 * with the files when that is due, and with those that somebody touched; repairs every few seconds
 * what was left unfinished; measures files of others whose length is only estimated; and once an
 * hour keeps the archive's own files young. Owned by {@link Archive}. A failure is logged, and the
 * next round tries again; storage that hangs holds this thread only.
 */
final class ArchiveKeeper {
  private static final System.Logger LOGGER = System.getLogger(ArchiveKeeper.class.getName());
  private static final Duration ROUND = Duration.ofHours(1);
  private static final Duration REPAIR = Duration.ofSeconds(10);

  /** Files of others that are measured in one round. */
  private static final int MEASURED = 20;

  private final ArchiveSettings settings;
  private final ArchiveLocks locks;
  private final OutputDirectories directories;
  private final Repairs repairs;
  private final Catalogue catalogue;
  private final Thread thread;
  private final Semaphore due = new Semaphore(0);
  private final Set<Path> touched = ConcurrentHashMap.newKeySet();
  private @Nullable FolderWatch watch;
  private volatile Runnable also = () -> {};
  private volatile boolean closed;

  /** Identity of the catalogue's file as it was last seen. */
  private @Nullable Object key;

  private ArchiveKeeper(ArchiveSettings settings, ArchiveLocks locks) throws IOException {
    this.settings = settings;
    this.locks = locks;
    this.directories = new OutputDirectories(settings);
    this.catalogue = Catalogue.openOrRetry(settings.catalogueFile(), due::release);
    this.repairs = new Repairs(settings, directories, catalogue);
    key = catalogue.works() ? key() : null;
    thread = Thread.ofPlatform().daemon().name("archive keeper").unstarted(this::work);
  }

  static ArchiveKeeper start(ArchiveSettings settings, ArchiveLocks locks) throws IOException {
    ArchiveKeeper keeper = new ArchiveKeeper(settings, locks);
    keeper.thread.start();
    return keeper;
  }

  Catalogue catalogue() {
    return catalogue;
  }

  /** Told what is left unfinished. */
  Repairs repairs() {
    return repairs;
  }

  /** Has something done in each round, which must not throw. */
  void alsoRun(Runnable work) {
    also = work;
  }

  void reconcileSoon() {
    catalogue.demand();
    due.release();
  }

  /** What others do to the files is noticed from now on. */
  void watch() {
    try {
      watch = FolderWatch.start(settings.outermost(), this::lookSoon, this::reconcileSoon);
    } catch (IOException e) {
      LOGGER.log(Level.WARNING, "No folder can be watched: {0}", Failures.reason(e));
    }
  }

  private void lookSoon(Collection<Path> files) {
    touched.addAll(files);
    due.release();
  }

  /** Any platform thread. */
  synchronized void touch() throws IOException {
    locks.touch();
    for (Path file : ownFiles()) {
      if (Files.exists(file)) {
        FileAge.renew(file);
      }
    }
    reopenIfGone();
  }

  /** Pins and the audit log are written by others, but nobody else keeps them young. */
  private List<Path> ownFiles() {
    List<Path> files = new ArrayList<>(catalogue.files());
    files.addAll(new Review(settings.stateDirectory()).files());
    files.add(new AuditLog(settings.stateDirectory()).file());
    return files;
  }

  boolean close(Duration deadline) {
    closed = true;
    FolderWatch watching = watch;
    if (watching != null) {
      watching.close();
    }
    due.release();
    return catalogue.close(deadline);
  }

  private void work() {
    long renewed = System.nanoTime();
    long round = System.nanoTime();
    while (!closed) {
      awaitDue(REPAIR.toNanos() - (System.nanoTime() - round));
      due.drainPermits();
      if (!closed && System.nanoTime() - renewed >= ROUND.toNanos()) {
        touchOrLog();
        renewed = System.nanoTime();
      }
      if (!closed && System.nanoTime() - round >= REPAIR.toNanos()) {
        round();
        round = System.nanoTime();
      }
      compare();
    }
  }

  /** What comes every few seconds, however much else happens. */
  private void round() {
    repairOrLog();
    alsoOrLog();
    if (!closed && catalogue.works()) {
      measureOthers();
    }
  }

  private void compare() {
    if (!closed && catalogue.works() && catalogue.takeDemand()) {
      reconcile();
    }
    if (!closed && catalogue.works() && !touched.isEmpty()) {
      look();
    }
  }

  private void awaitDue(long atMostNanos) {
    try {
      boolean asked = due.tryAcquire(Math.max(0, atMostNanos), TimeUnit.NANOSECONDS);
      LOGGER.log(Level.TRACE, asked ? "Asked" : "Time for a round");
    } catch (InterruptedException _) {
      closed = true; // nobody interrupts it but who ends it
    }
  }

  private void touchOrLog() {
    try {
      touch();
    } catch (IOException e) {
      LOGGER.log(Level.ERROR, "The archive cannot be kept young: {0}", Failures.reason(e));
    }
  }

  private void repairOrLog() {
    try {
      repairs.run();
    } catch (RuntimeException e) {
      LOGGER.log(Level.ERROR, "Unfinished files are not repaired", e);
    }
  }

  private void alsoOrLog() {
    try {
      also.run();
    } catch (RuntimeException e) {
      LOGGER.log(Level.ERROR, "Retention failed", e);
    }
  }

  private void reconcile() {
    try {
      ReconciledArchive result = reconciliation().run(_ -> {});
      LOGGER.log(Level.INFO, "Catalogue compared with {0}", result);
    } catch (InterruptedIOException e) {
      LOGGER.log(Level.DEBUG, e.getMessage());
    } catch (IOException | RuntimeException e) {
      LOGGER.log(Level.ERROR, "Catalogue not compared with the files: {0}", Failures.reason(e));
    }
  }

  private void look() {
    List<Path> files = List.copyOf(touched);
    files.forEach(touched::remove);
    try {
      ReconciledArchive result = reconciliation().look(files);
      if (result.changedAnything()) {
        LOGGER.log(Level.INFO, "Somebody touched files: {0}", result);
      }
    } catch (InterruptedIOException e) {
      LOGGER.log(Level.DEBUG, e.getMessage());
    } catch (IOException | RuntimeException e) {
      LOGGER.log(Level.ERROR, "Touched files are not compared: {0}", Failures.reason(e));
    }
  }

  private void measureOthers() {
    try {
      Reconciliation reconciliation = reconciliation();
      for (StoredSegment segment : catalogue.view().estimated(MEASURED)) {
        if (closed) {
          return;
        }
        reconciliation.measure(segment);
      }
    } catch (IOException | RuntimeException e) {
      LOGGER.log(Level.ERROR, "Files of others are not measured: {0}", Failures.reason(e));
    }
  }

  /** A comparison of the catalogue with files, for one time. Any platform thread. */
  Reconciliation reconciliation() {
    return new Reconciliation(settings, directories, catalogue, () -> closed);
  }

  private void reopenIfGone() throws IOException {
    Object now = Files.exists(settings.catalogueFile()) ? key() : null;
    if (now == null || (key != null && !now.equals(key))) {
      LOGGER.log(Level.ERROR, "{0} was taken away; it is made anew", settings.catalogueFile());
      catalogue.reopen();
    }
    key = now;
  }

  private @Nullable Object key() throws IOException {
    return Files.readAttributes(settings.catalogueFile(), BasicFileAttributes.class).fileKey();
  }
}
