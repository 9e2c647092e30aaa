package dev.sonolog.server.service;

import dev.sonolog.analysis.LevelStore;
import dev.sonolog.analysis.Levels;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.jobs.LevelData;
import dev.sonolog.jobs.WorkerProcess;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Level data for whoever asks: what is kept, else what the recorder measures, else what is measured
 * here, one recording at a time. Any platform thread.
 */
public final class Measured implements AutoCloseable {
  private final ArchiveService archive;
  private final LevelStore store;
  private final WorkerProcess worker;
  private final Levels levels;
  private final Semaphore one = new Semaphore(1, true);

  public Measured(ArchiveService archive) {
    this.archive = archive;
    this.store = new LevelStore(archive.settings().stateDirectory());
    this.worker = archive.worker();
    this.levels = new Levels(store, worker, store::findGrowing);
  }

  /**
   * What sections are found in.
   *
   * @throws dev.sonolog.analysis.UnmeasurableException if the file cannot be measured
   */
  public Levels.Windows windows(StoredSegment segment) throws IOException, InterruptedException {
    prepare(segment);
    return alone(() -> levels.windows(segment, _ -> {}));
  }

  /** Peaks, too; see {@link #windows}. */
  public LevelData data(StoredSegment segment) throws IOException, InterruptedException {
    prepare(segment);
    return alone(() -> levels.data(segment, _ -> {}));
  }

  private void prepare(StoredSegment segment) {
    if (segment.content().isEmpty() || store.find(segment).isEmpty()) {
      var _ = archive.measure(segment);
    }
  }

  private interface Work<T> {
    T run() throws IOException, InterruptedException;
  }

  private <T> T alone(Work<T> work) throws IOException, InterruptedException {
    one.acquire();
    try {
      return work.run();
    } finally {
      one.release();
    }
  }

  /** Why a recording could not be measured, if it could not. */
  public Optional<String> failure(StoredSegment segment) {
    return store.failure(segment).map(LevelStore.Failure::reason);
  }

  @Override
  public void close() {
    worker.cancel();
    worker.close();
  }
}
