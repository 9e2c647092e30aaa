package dev.sonolog.server.api;

import dev.sonolog.archive.excerpt.ExcerptRefusedException;
import dev.sonolog.jobs.WorkerProcess;
import dev.sonolog.server.http.Problem;
import dev.sonolog.server.http.ProblemException;
import dev.sonolog.server.service.ArchiveService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The exports that people asked for: made one after the other on a thread of their own, kept for a
 * day, and gone when the server stops. Who asks for the same again gets the same. Any platform
 * thread.
 */
final class Exports implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Exports.class.getName());
  private static final String FOLDER = "exports";
  private static final int MOST = 20;
  private static final int CLOSING_SECONDS = 10;

  private final ArchiveService archive;
  private final WorkerProcess worker;
  private final Path folder;
  private final Map<String, ExportJob> jobs = new LinkedHashMap<>();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("web-exports").factory());

  Exports(ArchiveService archive) {
    this.archive = archive;
    this.worker = archive.worker();
    this.folder = archive.settings().stateDirectory().resolve(FOLDER);
    thread.execute(this::tidyUp);
  }

  /**
   * Has something made, if it is not made or being made already.
   *
   * @throws ProblemException if too many wait
   */
  synchronized ExportJob ask(ExportOrder order) throws ProblemException {
    forgetOld();
    Optional<ExportJob> same =
        jobs.values().stream()
            .filter(it -> it.order().equals(order) && it.state() != ExportJob.State.FAILED)
            .findFirst();
    if (same.isPresent()) {
      return same.get();
    }
    makeRoom();
    String id = UUID.randomUUID().toString();
    ExportJob job = new ExportJob(id, order, folder.resolve(id));
    jobs.put(id, job);
    thread.execute(() -> run(job));
    return job;
  }

  private void makeRoom() throws ProblemException {
    while (jobs.size() >= MOST) {
      ExportJob oldest =
          jobs.values().stream()
              .filter(ExportJob::isOver)
              .findFirst()
              .orElseThrow(
                  () ->
                      Problem.UNAVAILABLE.exception(
                          MOST + " exports wait already; delete one, or wait for one"));
      forget(oldest);
    }
  }

  private void forgetOld() {
    Instant now = Instant.now();
    jobs.values().stream().filter(it -> it.isOld(now)).toList().forEach(this::forget);
  }

  private void forget(ExportJob job) {
    jobs.remove(job.id());
    remove(job.folder());
  }

  /** All, the newest first. */
  synchronized List<ExportJob> all() {
    forgetOld();
    return new ArrayList<>(jobs.values()).reversed();
  }

  synchronized Optional<ExportJob> find(String id) {
    forgetOld();
    return Optional.ofNullable(jobs.get(id));
  }

  /** Ends it if it runs, and takes away what it made. */
  synchronized void delete(ExportJob job) {
    job.cancel();
    if (job.state() == ExportJob.State.RUNNING) {
      worker.cancel();
    }
    jobs.remove(job.id());
    if (job.isOver()) {
      remove(job.folder());
    }
  }

  // --- on the thread of the exports

  private void run(ExportJob job) {
    if (job.begin()) {
      make(job);
    }
    if (job.isCancelled()) {
      remove(job.folder());
    }
  }

  private void make(ExportJob job) {
    try {
      job.succeed(new ExportMaking(job, archive, worker).make());
    } catch (ExcerptRefusedException | IOException | CancellationException e) {
      LOG.log(Level.DEBUG, "The export {0} failed: {1}", job.id(), e.toString());
      job.fail(String.valueOf(e.getMessage()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      job.fail("The server is stopping");
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "An export met a defect in this program", e);
      job.fail("A defect in this program; its log says more");
    }
    if (job.state() == ExportJob.State.FAILED) {
      remove(job.folder());
    }
  }

  /** What a process left that was killed. */
  private void tidyUp() {
    FileTime old = FileTime.from(Instant.now().minus(ExportJob.KEPT));
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> left = Files.list(folder)) {
      for (Path each : left.toList()) {
        if (Files.getLastModifiedTime(each).compareTo(old) < 0) {
          remove(each);
        }
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "Old exports stay behind: {0}", e.toString());
    }
  }

  private static void remove(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.log(Level.WARNING, "An export stays behind: {0}", e.toString());
    }
  }

  @Override
  public void close() {
    List<ExportJob> left;
    synchronized (this) {
      left = List.copyOf(jobs.values());
      left.forEach(ExportJob::cancel);
      jobs.clear();
    }
    worker.cancel();
    thread.shutdown();
    if (isEnded()) {
      left.forEach(it -> remove(it.folder()));
    }
    worker.close();
  }

  private boolean isEnded() {
    try {
      return thread.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
