package dev.sonolog.app;

import dev.sonolog.analysis.LevelStore;
import dev.sonolog.analysis.Levels;
import dev.sonolog.analysis.Summaries;
import dev.sonolog.analysis.UnmeasurableException;
import dev.sonolog.archive.ArchiveSettings;
import dev.sonolog.archive.Progress;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.jobs.Message;
import dev.sonolog.jobs.WorkerProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Consumer;

/**
 * Measures segments one after the other, and shows how far it is. One that cannot be measured is
 * told, and the others are measured.
 *
 * @param archive where their level data are kept
 * @param err told what cannot be measured
 */
record SegmentMeasuring(ArchiveSettings archive, PrintWriter err) {
  /**
   * What measures segments, and keeps what it measured.
   *
   * @param levels for sections and waveforms
   * @param summaries of whole recordings
   */
  record Measures(Levels levels, Summaries summaries) {}

  /** What is done with each. */
  interface Measure {
    void of(StoredSegment segment, Measures measures, Consumer<Message.Progress> progress)
        throws IOException, InterruptedException;
  }

  /** How many could not be measured. */
  int each(List<StoredSegment> segments, Measure measure) throws IOException, InterruptedException {
    ProgressLine line = new ProgressLine("measured", Long::toString);
    int failed = 0;
    try (WorkerProcess worker = WorkerPlace.worker(archive)) {
      LevelStore store = new LevelStore(archive.stateDirectory());
      Measures measures = new Measures(new Levels(store, worker), new Summaries(store, worker));
      for (int i = 0; i < segments.size(); i++) {
        StoredSegment segment = segments.get(i);
        Progress progress = new Progress(segment.file(), i, segments.size());
        line.show(progress);
        try {
          measure.of(segment, measures, _ -> line.show(progress));
        } catch (UnmeasurableException e) {
          failed++;
          line.clear();
          err.println(segment.file() + " cannot be measured: " + e.getMessage());
        }
      }
    } finally {
      line.clear();
    }
    return failed;
  }
}
