package dev.sonolog.app;

import dev.sonolog.app.DeliveryBook.Entry;
import dev.sonolog.archive.excerpt.ExcerptRefusedException;
import dev.sonolog.libretime.DeliveryNote;
import dev.sonolog.libretime.ShowDelivery;
import dev.sonolog.studio.Take;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Brings the shows that were recorded into LibreTime's library: each is written as one file beside
 * the recorder's state, delivered step by step, and that file deleted. How far each is, is on disk
 * before the next step, so a delivery goes on after a crash and none comes twice. One after the
 * other, on a thread of its own.
 */
final class ShowDeliveries implements AutoCloseable {
  private static final Logger LOG = System.getLogger(ShowDeliveries.class.getName());

  /** So long after its end all of a show is stored, also of what is recorded on and on. */
  private static final Duration STORED = Duration.ofSeconds(30);

  private final Supplier<List<Recorded>> recorded;
  private final ShowDelivery delivery;
  private final TakeFile files;
  private final InstantSource clock;
  private final Path directory;
  private final long pauseMillis;
  private final Map<String, Long> due = new HashMap<>(); // by booking, monotonic
  private final Set<String> hopeless = new HashSet<>(); // told already, by booking
  private final CountDownLatch closing = new CountDownLatch(1);

  /**
   * A show that was recorded.
   *
   * @param id of its booking; is delivered once
   * @param to when it was over
   * @param instance by which LibreTime knows it, if that is still known
   * @param take that it is, if there is one
   */
  record Recorded(
      String id,
      String name,
      Instant to,
      Supplier<Optional<Long>> instance,
      Supplier<Optional<Take>> take) {}

  /** Writes a take as one file. */
  interface TakeFile {
    /**
     * Writes it into a folder that is there.
     *
     * @param name of the file, without its ending
     * @throws ExcerptRefusedException if it cannot be had as one file
     */
    Path write(Take take, Path folder, String name) throws IOException, ExcerptRefusedException;
  }

  /**
   * @param recorded the shows whose recording is over
   * @param directory where files wait, and how far they are
   * @param pauseMillis between two looks
   */
  ShowDeliveries(
      Supplier<List<Recorded>> recorded,
      ShowDelivery delivery,
      TakeFile files,
      InstantSource clock,
      Path directory,
      long pauseMillis) {
    this.recorded = recorded;
    this.delivery = delivery;
    this.files = files;
    this.clock = clock;
    this.directory = directory;
    this.pauseMillis = pauseMillis;
  }

  /** Begins to deliver. */
  void begin() {
    Thread.ofPlatform().daemon().name("show deliveries").start(this::run);
  }

  private void run() {
    try {
      DeliveryBook book = DeliveryBook.open(directory.resolve("deliveries.json"), clock.instant());
      removeStrays(book);
      do {
        workSafely(book);
      } while (!closing.await(pauseMillis, TimeUnit.MILLISECONDS));
    } catch (IOException e) {
      LOG.log(Level.ERROR, "Shows are not delivered to LibreTime: {0}", e.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void workSafely(DeliveryBook book) throws InterruptedException {
    try {
      for (Recorded show : recorded.get()) {
        if (isNew(show, book)) {
          prepareSafely(show, book);
        }
      }
      for (Entry entry : book.entries()) {
        if (!entry.note().stage().isFinal()) {
          deliver(entry, book);
        }
      }
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "Shows are not delivered to LibreTime for a while", e);
    }
  }

  // --- what is to be delivered

  private boolean isNew(Recorded show, DeliveryBook book) {
    return show.to().isAfter(book.since())
        && clock.instant().isAfter(show.to().plus(STORED))
        && !book.has(show.id())
        && !hopeless.contains(show.id());
  }

  private void prepareSafely(Recorded show, DeliveryBook book) {
    try {
      prepare(show, book);
    } catch (ExcerptRefusedException e) {
      giveUp(show, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      LOG.log(
          Level.WARNING,
          "The show {0} is not delivered yet, for its file cannot be written: {1}",
          show.name(),
          e.toString());
    }
  }

  private void prepare(Recorded show, DeliveryBook book)
      throws IOException, ExcerptRefusedException {
    Optional<Take> take = show.take().get();
    Optional<Long> instance = show.instance().get();
    if (take.isEmpty() || instance.isEmpty()) {
      giveUp(show, "its take or the show is not known any more");
    } else if (take.get().state() == Take.State.KEPT) {
      Path folder = Files.createDirectories(uploads());
      Path file = files.write(take.get(), folder, "show-" + instance.get());
      DeliveryNote note = DeliveryNote.of(file, instance.get());
      if (!book.keep(new Entry(show.id(), show.name(), note))) {
        Files.deleteIfExists(file);
      }
    } else if (!take.get().isRunning()) {
      giveUp(show, "nothing of it was kept");
    }
  }

  private void giveUp(Recorded show, String why) {
    hopeless.add(show.id());
    LOG.log(Level.WARNING, "The show {0} is not delivered to LibreTime: {1}", show.name(), why);
  }

  private Path uploads() {
    return directory.resolve("uploads");
  }

  /** What a crash left that nobody knows of. */
  private void removeStrays(DeliveryBook book) throws IOException {
    List<Path> known = book.entries().stream().map(it -> it.note().file()).toList();
    if (Files.isDirectory(uploads())) {
      try (Stream<Path> all = Files.list(uploads())) {
        for (Path stray :
            all.map(Path::toAbsolutePath).filter(it -> !known.contains(it)).toList()) {
          Files.delete(stray);
        }
      }
    }
  }

  // --- one step after the other

  private void deliver(Entry entry, DeliveryBook book) throws InterruptedException {
    Entry now = entry;
    while (closing.getCount() > 0 && isDue(now)) {
      ShowDelivery.Step step = delivery.step(now.note());
      if (closing.getCount() == 0) {
        return; // somebody else may write the book by now; what was uploaded is found by its
        // content
      }
      tell(now, step.note());
      now = now.with(step.note());
      due.put(now.booking(), System.nanoTime() + step.pause().toNanos());
      if (!book.keep(now)) {
        return; // a step that is not on disk is not followed by another
      }
      if (step.note().stage().isFinal()) {
        remove(now);
        return;
      }
    }
  }

  private boolean isDue(Entry entry) {
    Long at = due.get(entry.booking());
    return at == null || System.nanoTime() - at >= 0;
  }

  private static void tell(Entry entry, DeliveryNote now) {
    if (now.stage() != entry.note().stage() && now.stage().isFinal()) {
      boolean isGood = now.stage() == DeliveryNote.Stage.LINKED;
      LOG.log(
          isGood ? Level.INFO : Level.WARNING,
          "The show {0}: {1}{2}",
          entry.name(),
          isGood ? "its recording is in LibreTime" : "not as it should be in LibreTime",
          now.said().map(it -> ": " + it).orElse(""));
    } else if (now.failures() == 1 && entry.note().failures() == 0) {
      LOG.log(
          Level.WARNING,
          "The show {0} is delivered to LibreTime later: {1}",
          entry.name(),
          now.said().orElse(""));
    }
  }

  /** The recording itself stays in the archive. */
  private static void remove(Entry entry) {
    try {
      Files.deleteIfExists(entry.note().file());
    } catch (IOException e) {
      LOG.log(Level.WARNING, "{0} stays behind: {1}", entry.note().file(), e.toString());
    }
  }

  @Override
  public void close() {
    closing.countDown();
  }
}
