package dev.sonolog.server.service;

import dev.sonolog.analysis.LevelStore;
import dev.sonolog.analysis.Summaries;
import dev.sonolog.analysis.UnmeasurableException;
import dev.sonolog.archive.SegmentKey;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.jobs.WorkerProcess;
import dev.sonolog.measure.SoundSummary;
import dev.sonolog.measure.SummarySettings;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What recordings sound like as a whole, measured for who does not wait for it: one after the
 * other, by the recorder where one runs, else here. Its own platform thread measures; any platform
 * thread may ask.
 */
public final class SummaryQueue implements AutoCloseable {
  private static final int MOST = 1_000;

  private final ArchiveService archive;
  private final SummarySettings settings = SummarySettings.usual();
  private final WorkerProcess worker;
  private final Summaries summaries;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("summaries").factory());

  /** Those that wait, and those that could not be measured at the moment; guarded by itself. */
  private final Map<SegmentKey, Optional<String>> asked = new LinkedHashMap<>();

  public SummaryQueue(ArchiveService archive) {
    this.archive = archive;
    this.worker = archive.worker();
    this.summaries = new Summaries(new LevelStore(archive.settings().stateDirectory()), worker);
  }

  /** What silence is. */
  public SummarySettings settings() {
    return settings;
  }

  /** What was measured of a recording as it is now. */
  public Optional<SoundSummary> known(StoredSegment segment) {
    return summaries.known(segment, settings);
  }

  /** Why a recording was not measured though somebody asked; none while it waits, too. */
  public Optional<String> failure(StoredSegment segment) {
    Optional<String> passing;
    synchronized (asked) {
      passing = asked.getOrDefault(segment.key(), Optional.empty());
    }
    return passing.isPresent()
        ? passing
        : summaries.failure(segment).map(LevelStore.Failure::reason);
  }

  /** Whether a recording waits, or is being measured. */
  public boolean isWaiting(SegmentKey key) {
    synchronized (asked) {
      return asked.containsKey(key) && asked.get(key).isEmpty();
    }
  }

  /**
   * Has a finished recording measured soon. Asking twice does it once.
   *
   * @return whether it will be; else too many wait
   */
  public boolean ask(StoredSegment segment) {
    synchronized (asked) {
      if (asked.containsKey(segment.key()) && asked.get(segment.key()).isEmpty()) {
        return true;
      }
      if (asked.size() >= MOST && !asked.values().removeIf(Optional::isPresent)) {
        return false;
      }
      asked.put(segment.key(), Optional.empty());
      thread.execute(() -> work(segment));
      return true;
    }
  }

  private void work(StoredSegment segment) {
    Optional<String> reason = Optional.of("A defect in this program; its log says more");
    try {
      reason = measured(segment);
    } catch (UnmeasurableException _) {
      reason = Optional.empty(); // it is kept why
    } catch (IOException e) {
      reason = Optional.of(String.valueOf(e.getMessage()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      settle(segment.key(), reason);
    }
  }

  /** Why it was not measured; nothing where it was. */
  private Optional<String> measured(StoredSegment segment)
      throws IOException, InterruptedException {
    if (archive.summarise(segment, settings)) {
      boolean done = known(segment).isPresent() || summaries.failure(segment).isPresent();
      return done ? Optional.empty() : Optional.of("The recorder did not measure it; ask again");
    }
    var _ = summaries.of(segment, settings, _ -> {});
    return Optional.empty();
  }

  private void settle(SegmentKey key, Optional<String> reason) {
    synchronized (asked) {
      if (reason.isPresent()) {
        asked.put(key, reason);
      } else {
        asked.remove(key);
      }
    }
  }

  /** Breaks off what is being measured; what waits is not measured any more. */
  @Override
  public void close() {
    thread.shutdownNow();
    worker.cancel();
    worker.close();
  }
}
