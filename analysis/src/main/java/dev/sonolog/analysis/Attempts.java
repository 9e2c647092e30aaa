package dev.sonolog.analysis;

import dev.sonolog.archive.SegmentState;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.jobs.JobFailedException;
import dev.sonolog.jobs.WorkerDiedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Keeps files that cannot be measured from being tried for ever: each is tried {@value #MOST} times
 * in all, and then the reason is told at once, as long as the file is the same. A worker that does
 * not start is no file's fault and not remembered.
 */
final class Attempts {
  /** A worker may die of something else than the file that it had. */
  private static final int MOST = 2;

  private final LevelStore store;
  private final LevelStore.Kind kind;

  /** Something that is measured. */
  @FunctionalInterface
  interface Work<T> {
    /** Measures the file, in which the segment's bytes lie. */
    T measure(Path file) throws IOException, InterruptedException;
  }

  /**
   * @param kind of what is measured
   */
  Attempts(LevelStore store, LevelStore.Kind kind) {
    this.store = store;
    this.kind = kind;
  }

  /** Whether it is not tried again. */
  static boolean isFinal(LevelStore.Failure failure) {
    return failure.tries() >= MOST;
  }

  /**
   * Measures a segment, unless that failed too often.
   *
   * @throws UnmeasurableException if the file cannot be measured, now or before
   * @throws IOException if nothing can be measured at the moment
   */
  <T> T measure(StoredSegment segment, Work<T> work) throws IOException, InterruptedException {
    Optional<LevelStore.Failure> before = store.failure(segment, kind);
    if (before.filter(Attempts::isFinal).isPresent()) {
      throw new UnmeasurableException(before.get().reason());
    }
    try {
      return measureWhereItLies(segment, work);
    } catch (JobFailedException | WorkerDiedException e) {
      String reason = e.getMessage() == null ? e.toString() : e.getMessage();
      store.fail(segment, kind, reason);
      throw new UnmeasurableException(reason, e);
    }
  }

  /** One that was being recorded a moment ago may have its final name now. */
  private static <T> T measureWhereItLies(StoredSegment segment, Work<T> work)
      throws IOException, InterruptedException {
    try {
      return work.measure(segment.place());
    } catch (NoSuchFileException | JobFailedException e) {
      boolean renamed =
          segment.state() == SegmentState.RECORDING
              && !Files.exists(segment.place())
              && Files.exists(segment.file());
      if (!renamed) {
        throw e;
      }
      return work.measure(segment.file());
    }
  }
}
