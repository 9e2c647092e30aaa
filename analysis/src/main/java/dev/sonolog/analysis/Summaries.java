package dev.sonolog.analysis;

import dev.sonolog.archive.StoredSegment;
import dev.sonolog.formats.UnsupportedFormatException;
import dev.sonolog.jobs.Message;
import dev.sonolog.jobs.WavMeasuring;
import dev.sonolog.jobs.WorkerProcess;
import dev.sonolog.measure.SoundSummary;
import dev.sonolog.measure.SummarySettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What segments sound like as a whole: as it was measured before, and else measured now and kept.
 * It takes several times as long as {@link Levels} and is asked for less often, so it is a job of
 * its own. WAV is measured on the caller's thread, all else in the worker. What is being recorded
 * is measured as far as it has come, each time anew.
 *
 * <p>Failure: see {@link Attempts}.
 */
public final class Summaries {
  private final LevelStore store;
  private final WorkerProcess worker;
  private final Attempts attempts;

  /**
   * @param worker decodes; its owner closes it
   */
  public Summaries(LevelStore store, WorkerProcess worker) {
    this.store = store;
    this.worker = worker;
    this.attempts = new Attempts(store, LevelStore.Kind.SUMMARY);
  }

  /** The summary of a segment, if it was measured as it is now. */
  public Optional<SoundSummary> known(StoredSegment segment, SummarySettings settings) {
    return store.findSummary(segment, settings);
  }

  /** Why a segment could not be measured, if it is still what it was then. */
  public Optional<LevelStore.Failure> failure(StoredSegment segment) {
    return store.failure(segment, LevelStore.Kind.SUMMARY);
  }

  /**
   * The summary of a segment.
   *
   * @param progress is told on the calling thread while it is measured
   * @throws UnmeasurableException if the file cannot be measured, now or before
   * @throws IOException if nothing can be measured at the moment
   */
  public SoundSummary of(
      StoredSegment segment, SummarySettings settings, Consumer<? super Message.Progress> progress)
      throws IOException, InterruptedException {
    Optional<SoundSummary> known = store.findSummary(segment, settings);
    if (known.isPresent()) {
      return known.get();
    }
    SoundSummary measured =
        attempts.measure(segment, file -> measure(segment, file, settings, progress));
    store.putSummary(segment, settings, measured);
    return measured;
  }

  private SoundSummary measure(
      StoredSegment segment,
      Path file,
      SummarySettings settings,
      Consumer<? super Message.Progress> progress)
      throws IOException, InterruptedException {
    if (segment.file().toString().endsWith(".wav")) {
      try {
        return WavMeasuring.summarise(file, settings, progress);
      } catch (UnsupportedFormatException _) {
        return worker.summarise(file, settings, progress); // which knows more of them
      }
    }
    return worker.summarise(file, settings, progress);
  }
}
