package dev.sonolog.app;

import dev.sonolog.app.ControlMessage.Reply;
import dev.sonolog.archive.Archive;
import dev.sonolog.archive.ArchiveLockedException;
import dev.sonolog.archive.ArchiveSettings;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Holds an archive while no recorder does: its catalogue follows what people do to the files, and
 * something can be deleted. Who wants to write asks for it by {@link WebHandover}, and has it a
 * moment later. Any platform thread.
 */
final class ArchiveTenure implements AutoCloseable {
  private static final Logger LOG = System.getLogger(ArchiveTenure.class.getName());

  /** The first clients are answered before a hundred thousand files are looked at. */
  private static final Duration FIRST = Duration.ofMillis(500);

  private static final Duration INTERVAL = Duration.ofSeconds(2);
  private static final Duration CLOSING = Duration.ofSeconds(20);

  /** So long who asked for the archive has to take it. */
  private static final Duration LEFT = Duration.ofSeconds(5);

  private static final Duration STORING = Duration.ofSeconds(5);

  private final ArchiveSettings settings;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("archive tenure").factory());
  private @Nullable Archive archive;
  private @Nullable ControlServer control;
  private long leftAt = System.nanoTime() - LEFT.toNanos();
  private boolean isClosed;
  private String trouble = "";

  /** Something that is done to the archive. */
  interface Work<T> {
    T on(Archive archive) throws IOException;
  }

  ArchiveTenure(ArchiveSettings settings) {
    this.settings = settings;
  }

  /** Takes the archive if it is free, now and later on. */
  void start() {
    take();
    var _ =
        thread.scheduleWithFixedDelay(
            this::take, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  private synchronized void take() {
    boolean leaves = System.nanoTime() - leftAt < LEFT.toNanos();
    if (archive != null || isClosed || leaves || !isThere()) {
      return;
    }
    try {
      Archive taken = Archive.open(settings, Version.userAgent() + " web");
      archive = taken;
      listen();
      var _ = thread.schedule(() -> begin(taken), FIRST.toMillis(), TimeUnit.MILLISECONDS);
      trouble = "";
      LOG.log(Level.INFO, "No recorder holds the archive; it is kept in order from here");
    } catch (ArchiveLockedException e) {
      LOG.log(Level.DEBUG, e.getMessage());
    } catch (IOException e) {
      tell(e.toString());
    }
  }

  private boolean isThere() {
    boolean there = settings.directories().stream().allMatch(Files::isDirectory);
    if (!there) {
      tell("no folder " + settings.directories());
    }
    return there;
  }

  private void tell(String what) {
    if (!trouble.equals(what)) {
      LOG.log(Level.WARNING, "The archive is only read: {0}", what);
    }
    trouble = what;
  }

  private void listen() {
    try {
      control =
          ControlServer.start(
              ControlAddress.ofWeb(settings.stateDirectory()), (request, _, _) -> leave(request));
    } catch (IOException e) {
      LOG.log(Level.WARNING, "A recorder cannot ask for the archive: {0}", e.toString());
    }
  }

  private Reply leave(ControlMessage.Request request) {
    if (!request.command().equals(WebHandover.COMMAND)) {
      return Reply.failed("No recorder is running; this only serves the archive");
    }
    giveUp();
    return Reply.of("It is free");
  }

  /** Finishes what a crash left, and looks at what others did. */
  private void begin(Archive taken) {
    if (!holds(taken)) {
      return;
    }
    try {
      var recovered = taken.recover(_ -> {});
      LOG.log(Level.DEBUG, "Recovered {0} files", recovered.files().size());
      taken.watch();
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.WARNING, "What a crash left is not repaired: {0}", e.toString());
    }
  }

  private synchronized boolean holds(Archive taken) {
    return archive == taken;
  }

  private synchronized void giveUp() {
    leftAt = System.nanoTime();
    Archive held = archive;
    archive = null;
    if (held != null) {
      boolean closed = held.close(CLOSING);
      LOG.log(Level.INFO, "The archive is left to another program: {0}", closed);
    }
    ControlServer listening = control;
    control = null;
    if (listening != null) {
      listening.closeQuietly();
    }
  }

  /**
   * Does something to the archive, if it is held here; what comes of it is in the catalogue then.
   */
  synchronized <T> Optional<T> whileHeld(Work<T> work) throws IOException {
    Archive held = archive;
    if (held == null) {
      return Optional.empty();
    }
    T result = work.on(held);
    boolean stored = held.catalogue().flush(STORING);
    LOG.log(Level.DEBUG, "The catalogue has it: {0}", stored);
    return Optional.of(result);
  }

  @Override
  public void close() {
    synchronized (this) {
      isClosed = true;
    }
    thread.shutdownNow();
    giveUp();
  }
}
