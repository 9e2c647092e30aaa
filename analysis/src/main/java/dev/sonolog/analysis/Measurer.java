package dev.sonolog.analysis;

import dev.sonolog.jobs.Message;
import dev.sonolog.jobs.WorkerProcess;
import java.io.IOException;
import java.util.function.Consumer;

/** Does one thing after the other of what is to be measured, and keeps what it brings. */
public interface Measurer extends AutoCloseable {
  /**
   * Measures, unless it was done before. What is being recorded is measured as far as it has come.
   *
   * @param aside whether all else comes first
   * @param progress is told on the calling thread; an exception of it ends the work
   * @throws UnmeasurableException if the file cannot be measured, now or before
   * @throws IOException if nothing can be measured at the moment
   */
  void measure(MeasuringTask task, boolean aside, Consumer<? super Message.Progress> progress)
      throws IOException, InterruptedException;

  /** Breaks off what is being measured, if anything is. From any thread. */
  void cancel();

  @Override
  void close();

  /**
   * Measures what is stored.
   *
   * @param worker decodes; closed with the measurer
   * @param elsewhere knows what need not be measured
   */
  static Measurer stored(LevelStore store, WorkerProcess worker, MeasuredElsewhere elsewhere) {
    Levels levels = new Levels(store, worker, elsewhere);
    Summaries summaries = new Summaries(store, worker);
    return new Measurer() {
      @Override
      public void measure(
          MeasuringTask task, boolean aside, Consumer<? super Message.Progress> progress)
          throws IOException, InterruptedException {
        if (task.summary().isPresent()) {
          summaries.of(task.segment(), task.summary().get(), progress);
        } else {
          levels.keep(task.segment(), aside, progress);
        }
      }

      @Override
      public void cancel() {
        worker.cancel();
      }

      @Override
      public void close() {
        worker.close();
      }
    };
  }
}
