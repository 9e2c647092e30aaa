package dev.sonolog.archive;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Tells which finished files of the output directories were made, changed, renamed or removed, by
 * whomever. On a thread of its own, for walking a new folder may hang. What happens to one file in
 * quick succession is told once, when it is quiet or {@link #LATEST} has passed.
 *
 * <p>Failure: where the system watches no more folders, or too much happens at once, everything is
 * to be compared; that is told, and logged once.
 */
final class FolderWatch implements AutoCloseable {
  /** So long nothing more must happen before it is told what did. */
  static final Duration QUIET = Duration.ofMillis(500);

  /** So long it is held back at most. */
  static final Duration LATEST = Duration.ofSeconds(5);

  private static final Duration GATHERING = Duration.ofMillis(250);

  private static final System.Logger LOGGER = System.getLogger(FolderWatch.class.getName());

  private final WatchService service;
  private final Consumer<Collection<Path>> touched;
  private final Runnable lost;
  private final Set<Path> folders = new HashSet<>();
  private final Set<Path> pending = new HashSet<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private long firstPending;
  private long lastPending;
  private boolean complained;

  private FolderWatch(WatchService service, Consumer<Collection<Path>> touched, Runnable lost) {
    this.service = service;
    this.touched = touched;
    this.lost = lost;
  }

  /**
   * Begins to watch.
   *
   * @param directories which, with all below them but the archive's own folders
   * @param touched told of files, on the watching thread
   * @param lost told when it is not known what happened: once when everything is watched, too
   */
  static FolderWatch start(
      Collection<Path> directories, Consumer<Collection<Path>> touched, Runnable lost)
      throws IOException {
    FolderWatch watch = new FolderWatch(FileSystems.getDefault().newWatchService(), touched, lost);
    Thread.ofPlatform()
        .daemon()
        .name("folder watch")
        .start(
            () -> {
              directories.forEach(watch::watchBelow);
              lost.run(); // what happened before
              watch.work();
            });
    return watch;
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      service.close();
    } catch (IOException e) {
      LOGGER.log(Level.DEBUG, "Folders were watched: {0}", e.toString());
    }
  }

  private void work() {
    try {
      while (true) {
        WatchKey key = service.poll(QUIET.toMillis(), TimeUnit.MILLISECONDS);
        if (key != null) {
          takeAll(key);
        }
        if (!pending.isEmpty() && (isQuiet() || isOverdue())) {
          touched.accept(Set.copyOf(pending));
          pending.clear();
        }
      }
    } catch (ClosedWatchServiceException _) {
      LOGGER.log(Level.DEBUG, "Folders are not watched any more");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A recorder writes many times a second, which is looked at together. */
  private void takeAll(WatchKey first) throws InterruptedException {
    for (WatchKey key = first; key != null; key = service.poll()) {
      take(key);
    }
    boolean ending = closed.await(GATHERING.toMillis(), TimeUnit.MILLISECONDS);
    LOGGER.log(Level.TRACE, ending ? "No more is gathered" : "Gathered");
  }

  private boolean isQuiet() {
    return System.nanoTime() - lastPending >= QUIET.toNanos();
  }

  private boolean isOverdue() {
    return System.nanoTime() - firstPending > LATEST.toNanos();
  }

  private void take(WatchKey key) {
    Path folder = (Path) key.watchable();
    for (WatchEvent<?> event : key.pollEvents()) {
      if (StandardWatchEventKinds.OVERFLOW.equals(event.kind())) {
        lost.run();
      } else {
        take(folder.resolve((Path) event.context()), event.kind());
      }
    }
    key.reset();
  }

  private void take(Path path, WatchEvent.Kind<?> kind) {
    boolean begun = StandardWatchEventKinds.ENTRY_CREATE.equals(kind);
    if (begun && Files.isDirectory(path)) {
      watchBelow(path);
      lost.run(); // what lay in it already, and what was put in before it was watched
    } else if (SegmentScan.isSegment(path)) {
      add(path);
    } else if (StandardWatchEventKinds.ENTRY_DELETE.equals(kind) && folders.remove(path)) {
      lost.run(); // with all that lay in it, which perhaps lies elsewhere now
    }
  }

  private void add(Path path) {
    if (pending.isEmpty()) {
      firstPending = System.nanoTime();
    }
    lastPending = System.nanoTime();
    pending.add(path);
  }

  private void watchBelow(Path directory) {
    try {
      Files.walkFileTree(directory, new Registration());
    } catch (IOException e) {
      if (!complained) {
        complained = true;
        LOGGER.log(
            Level.WARNING,
            "{0} is not watched ({1}); what others do there is found once a day",
            directory,
            Failures.reason(e));
      }
    }
  }

  private final class Registration extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      if (folder.endsWith(SegmentScan.STATE)) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      folder.register(
          service,
          StandardWatchEventKinds.ENTRY_CREATE,
          StandardWatchEventKinds.ENTRY_DELETE,
          StandardWatchEventKinds.ENTRY_MODIFY);
      folders.add(folder);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE; // gone meanwhile
    }
  }
}
