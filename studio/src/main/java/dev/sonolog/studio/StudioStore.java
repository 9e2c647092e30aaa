package dev.sonolog.studio;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps leases and takes over a restart. It never makes anybody wait: what the disk does not take
 * stays in memory and is written anew as soon as it does. Of the studio's thread; the files are of
 * the disk's.
 */
final class StudioStore implements AutoCloseable {
  private static final Logger LOG = System.getLogger(StudioStore.class.getName());
  private static final Duration READ_WITHIN = Duration.ofSeconds(5);

  /** A journal is written anew when it has so many lines more than it needs. */
  private static final int MOST_SPARE = 1_000;

  private final StudioDisk disk = new StudioDisk();
  private final LeaseFile leaseFile;
  private final TakeJournal journal;
  private final AtomicReference<Leases.@Nullable Kept> unsaved = new AtomicReference<>();
  private final Kept kept;
  private boolean isReadable = true;
  private final AtomicBoolean isBehind = new AtomicBoolean();
  private int lines;

  /** What an earlier process left. */
  record Kept(TokenSecret secret, Leases.Kept leases, Takes takes) {}

  private record Files(TokenSecret secret, Leases.Kept leases, TakeJournal.Content takes) {}

  /** Reads what is there, within seconds. */
  StudioStore(Path directory) {
    leaseFile = new LeaseFile(directory);
    journal = new TakeJournal(directory);
    kept = read(directory);
  }

  Kept kept() {
    return kept;
  }

  /** What cannot be kept now; for a person. */
  Optional<String> trouble() {
    return disk.trouble();
  }

  private Kept read(Path directory) {
    try {
      Files files =
          disk.read(() -> files(directory)).get(READ_WITHIN.toSeconds(), TimeUnit.SECONDS);
      lines = files.takes().entries().size();
      if (files.takes().damaged() > 0) {
        LOG.log(
            Level.WARNING,
            "{0}: {1} lines were damaged; the others count, and the file is kept as {2}",
            journal.path(),
            files.takes().damaged(),
            TakeJournal.DAMAGED);
        isBehind.set(true);
      }
      return new Kept(files.secret(), files.leases(), Takes.of(files.takes().entries()));
    } catch (ExecutionException e) {
      return withoutFiles(String.valueOf(e.getCause()));
    } catch (TimeoutException _) {
      return withoutFiles("it does not answer");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return withoutFiles("interrupted");
    }
  }

  private Files files(Path directory) throws IOException {
    return new Files(TokenSecret.of(directory), leaseFile.read(), journal.read());
  }

  /** What is there must not be overwritten with what is known now. */
  private Kept withoutFiles(String why) {
    isReadable = false;
    disk.giveUp(
        journal.path()
            + " cannot be read, so takes are remembered until the next start only: "
            + why);
    return new Kept(TokenSecret.ofNoFile(), Leases.Kept.NONE, new Takes());
  }

  /**
   * Appends to the journal.
   *
   * @param all what it should hold altogether
   * @return whether it is stored
   */
  CompletableFuture<Boolean> keep(JournalEntry entry, Takes all) {
    lines++;
    boolean isLong = lines > 2 * all.size() + MOST_SPARE;
    return isReadable && !isBehind.get() && !isLong
        ? watched(disk.write(() -> journal.append(entry)))
        : rewrite(all);
  }

  /** Writes the journal anew where it lacks something. */
  void catchUp(Supplier<Takes> all) {
    if (isBehind.get()) {
      var _ = rewrite(all.get());
    }
  }

  private CompletableFuture<Boolean> rewrite(Takes all) {
    if (!isReadable) {
      return CompletableFuture.completedFuture(false);
    }
    isBehind.set(false);
    List<JournalEntry> entries = all.entries();
    lines = entries.size();
    return watched(disk.write(() -> journal.rewrite(entries)));
  }

  private CompletableFuture<Boolean> watched(CompletableFuture<Boolean> stored) {
    return stored.thenApply(
        it -> {
          isBehind.compareAndSet(false, !it);
          return it;
        });
  }

  /** The newest state counts; older ones that wait are not written. */
  void save(Leases.Kept leases) {
    boolean waits = unsaved.getAndSet(leases) != null;
    if (isReadable && !waits) {
      var _ =
          disk.write(
              () -> {
                Leases.Kept newest = unsaved.getAndSet(null);
                if (newest != null) {
                  leaseFile.write(newest);
                }
              });
    }
  }

  /** Reads something on the disk's thread. */
  <T> CompletableFuture<T> read(StudioDisk.Reading<T> reading) {
    return disk.read(reading);
  }

  @Override
  public void close() {
    disk.close();
  }
}
