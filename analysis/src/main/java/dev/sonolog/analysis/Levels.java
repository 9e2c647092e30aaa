package dev.sonolog.analysis;

import dev.sonolog.archive.StoredSegment;
import dev.sonolog.formats.UnsupportedFormatException;
import dev.sonolog.jobs.LevelData;
import dev.sonolog.jobs.Message;
import dev.sonolog.jobs.WavMeasuring;
import dev.sonolog.jobs.WorkerProcess;
import dev.sonolog.measure.WindowLevels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The levels of segments: those that were measured before, and else measured now and kept. WAV is
 * measured on the caller's thread, all else in the worker. What is being recorded is measured as
 * far as it has come, each time anew.
 *
 * <p>Failure: see {@link Attempts}.
 */
public final class Levels {
  private final LevelStore store;
  private final WorkerProcess worker;
  private final MeasuredElsewhere elsewhere;
  private final Attempts attempts;

  /**
   * @param worker decodes; its owner closes it
   * @param elsewhere knows what need not be measured
   */
  public Levels(LevelStore store, WorkerProcess worker, MeasuredElsewhere elsewhere) {
    this.store = store;
    this.worker = worker;
    this.elsewhere = elsewhere;
    this.attempts = new Attempts(store, LevelStore.Kind.LEVELS);
  }

  /**
   * What sections are found in.
   *
   * @param levels as {@link WindowLevels#levels} says
   * @param window the length of a full window in seconds
   * @param duration the length of all in seconds
   */
  @SuppressWarnings("ArrayRecordComponent") // it passes, and is never compared
  public record Windows(double[] levels, double window, double duration) {}

  /**
   * The levels of the windows of a segment.
   *
   * @param progress is told on the calling thread while it is measured
   * @throws UnmeasurableException if the file cannot be measured, now or before
   * @throws IOException if nothing can be measured at the moment
   */
  public Windows windows(StoredSegment segment, Consumer<? super Message.Progress> progress)
      throws IOException, InterruptedException {
    Optional<LevelFile.Windows> known = store.findWindows(segment);
    if (known.isPresent()) {
      LevelFile.Windows it = known.get();
      return windows(it.windows(), it.rate().hertz(), it.frames());
    }
    return windows(data(segment, progress));
  }

  static Windows windows(LevelData data) {
    return windows(data.windows(), data.rate().hertz(), data.frames());
  }

  private static Windows windows(double[] levels, double hertz, long frames) {
    return new Windows(levels, WindowLevels.WINDOW / hertz, frames / hertz);
  }

  /**
   * All level data of a segment; see {@link #windows}.
   *
   * @throws UnmeasurableException if the file cannot be measured, now or before
   * @throws IOException if nothing can be measured at the moment
   */
  public LevelData data(StoredSegment segment, Consumer<? super Message.Progress> progress)
      throws IOException, InterruptedException {
    Optional<LevelData> known = store.find(segment);
    if (known.isPresent()) {
      return known.get();
    }
    Optional<LevelData> found = elsewhere.of(segment);
    if (found.isPresent()) {
      return found.get();
    }
    LevelData measured = attempts.measure(segment, file -> measure(segment, file, progress));
    if (segment.content().isPresent()) {
      store.put(segment, measured);
    }
    return measured;
  }

  /**
   * Sees to it that the level data of a segment are kept; of one that is being recorded they are as
   * far as it has come, and {@link LevelStore#findGrowing} finds them.
   *
   * @param aside whether all else comes first: then the worker measures WAV, too, which stands
   *     behind all that wants the processor, and has the memory for it
   * @throws UnmeasurableException if the file cannot be measured, now or before
   * @throws IOException if nothing can be measured at the moment
   */
  void keep(StoredSegment segment, boolean aside, Consumer<? super Message.Progress> progress)
      throws IOException, InterruptedException {
    if (store.has(segment)) {
      return;
    }
    Optional<LevelData> known = elsewhere.of(segment);
    store.put(segment, known.isPresent() ? known.get() : measured(segment, aside, progress));
  }

  private LevelData measured(
      StoredSegment segment, boolean aside, Consumer<? super Message.Progress> progress)
      throws IOException, InterruptedException {
    boolean done = false;
    try {
      LevelData data =
          attempts.measure(
              segment,
              file -> aside ? worker.measure(file, progress) : measure(segment, file, progress));
      done = true;
      return data;
    } finally {
      if (!done && segment.content().isEmpty()) {
        store.forgetGrowing(segment);
      }
    }
  }

  private LevelData measure(
      StoredSegment segment, Path file, Consumer<? super Message.Progress> progress)
      throws IOException, InterruptedException {
    if (segment.file().toString().endsWith(".wav")) {
      try {
        return WavMeasuring.measure(file, progress);
      } catch (UnsupportedFormatException e) {
        return measureElse(file, progress, e);
      }
    }
    return worker.measure(file, progress);
  }

  /** What is called WAV may hold all sorts of things, of which a decoder knows more. */
  private LevelData measureElse(
      Path file, Consumer<? super Message.Progress> progress, IOException why)
      throws IOException, InterruptedException {
    try {
      return worker.measure(file, progress);
    } catch (IOException e) {
      e.addSuppressed(why);
      throw e;
    }
  }
}
