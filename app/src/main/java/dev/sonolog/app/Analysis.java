package dev.sonolog.app;

import dev.sonolog.analysis.Backlog;
import dev.sonolog.analysis.Failures;
import dev.sonolog.analysis.GrowingLevels;
import dev.sonolog.analysis.Lag;
import dev.sonolog.analysis.LevelStore;
import dev.sonolog.analysis.LevelSweep;
import dev.sonolog.analysis.Measurer;
import dev.sonolog.analysis.MeasuringQueue;
import dev.sonolog.archive.ArchiveSettings;
import dev.sonolog.archive.Catalogue;
import dev.sonolog.archive.CatalogueView;
import dev.sonolog.archive.SegmentKey;
import dev.sonolog.recording.SegmentTap;
import dev.sonolog.server.service.JobReport;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What a recorder measures of its archive: samples while they are recorded, and what is finished
 * after that, by a worker. Recording goes on whatever happens here. Any thread.
 */
final class Analysis implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Analysis.class.getName());

  /** A worker keeps a processor busy; of four of them, one is left to it. */
  private static final int PROCESSORS_PER_WORKER = 4;

  private static final Duration BEFORE_SWEEP = Duration.ofMinutes(5);
  private static final Duration BETWEEN_SWEEPS = Duration.ofDays(1);

  private final ArchiveSettings archive;
  private final CatalogueView view;
  private final GrowingLevels growing = new GrowingLevels();
  private final LevelStore store;
  private final Backlog backlog;
  private final ScheduledExecutorService sweeper =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("level sweep").factory());
  private volatile Set<String> analysed = Set.of();
  private volatile Optional<MeasuringQueue> queue = Optional.empty();

  Analysis(ArchiveSettings archive, Catalogue catalogue) {
    this.archive = archive;
    this.view = catalogue.view();
    this.store = new LevelStore(archive.stateDirectory());
    this.backlog = new Backlog(view, store, System::nanoTime);
    catalogue.listen(backlog::noticed);
  }

  /** Which sources are measured without being asked for, from now on. */
  void apply(Set<String> sources) {
    analysed = Set.copyOf(sources);
    backlog.apply(sources);
  }

  /** Listens to what is stored of a source. */
  SegmentTap tap(String source) {
    return new SampleTap(growing, () -> analysed.contains(source));
  }

  /** Begins to measure what is finished. */
  void begin() {
    int workers = Math.max(1, Runtime.getRuntime().availableProcessors() / PROCESSORS_PER_WORKER);
    queue =
        Optional.of(
            MeasuringQueue.start(
                backlog,
                workers,
                () -> Measurer.stored(store, WorkerPlace.worker(archive), growing)));
    var _ =
        sweeper.scheduleWithFixedDelay(
            this::sweep, BEFORE_SWEEP.toSeconds(), BETWEEN_SWEEPS.toSeconds(), TimeUnit.SECONDS);
  }

  private void sweep() {
    try {
      int removed = new LevelSweep(view, archive.stateDirectory(), InstantSource.system()).run();
      LOG.log(Level.DEBUG, "{0} files of recordings that are gone were removed", removed);
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.WARNING, "Old level data were not removed: {0}", e.toString());
    }
  }

  /** What is being measured; nothing before {@link #begin}. */
  Optional<MeasuringQueue> queue() {
    return queue;
  }

  /** How far behind a source is; nothing when it is not measured by itself. */
  Optional<Lag> lag(String source) {
    return backlog.lag(source);
  }

  /** The recordings of analysed sources that cannot be measured, and why. Reads files. */
  List<JobReport.Failure> failures() {
    return backlog.unmeasurable().stream()
        .map(
            it ->
                new JobReport.Failure(
                    it.source(),
                    it.file().toString(),
                    store.failure(it).map(LevelStore.Failure::reason).orElse("")))
        .toList();
  }

  /**
   * Has recordings tried again that could not be measured. Reads files.
   *
   * @param sources whose; those of all where none is named
   * @return how many
   */
  int retry(Collection<String> sources) throws IOException {
    List<SegmentKey> forgotten = new Failures(store, view).forget(sources);
    backlog.retry(forgotten);
    return forgotten.size();
  }

  /** Breaks off what is being measured; returns at once. */
  @Override
  public void close() {
    sweeper.shutdownNow();
    queue.ifPresent(MeasuringQueue::close);
  }
}
