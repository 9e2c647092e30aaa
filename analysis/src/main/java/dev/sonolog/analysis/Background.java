package dev.sonolog.analysis;

import java.util.Optional;

/** What is measured while nobody asks for anything. Called from the queue's threads. */
interface Background {
  /** What comes next, if anything does now. Takes a fraction of a second at most. */
  Optional<MeasuringTask> next();

  /**
   * What became of it.
   *
   * @param failure why it was not done
   */
  void ended(MeasuringTask task, Optional<? extends Throwable> failure);
}
