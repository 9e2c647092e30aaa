package dev.sonolog.app;

import dev.sonolog.analysis.LevelStore;
import dev.sonolog.analysis.Levels;
import dev.sonolog.analysis.MeasuredElsewhere;
import dev.sonolog.analysis.Summaries;
import dev.sonolog.analysis.UnmeasurableException;
import dev.sonolog.app.ControlMessage.Reply;
import dev.sonolog.app.ControlMessage.Request;
import dev.sonolog.archive.ArchiveSettings;
import dev.sonolog.archive.Progress;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.jobs.Message;
import dev.sonolog.jobs.WorkerProcess;
import dev.sonolog.measure.SummarySettings;
import dev.sonolog.server.service.JobReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * Has segments measured one after the other, and shows how far it is: by the recorder that runs on
 * the archive, whose worker may be warm and whose sound cards need none, and by this process where
 * none does. One that cannot be measured is told, and the others are measured.
 *
 * @param archive where their level data are kept
 * @param source that they are of
 * @param span that they lie in
 * @param err told what cannot be measured
 */
record SegmentMeasuring(
    ArchiveSettings archive, String source, SpanOption.Span span, PrintWriter err) {
  private static final Logger LOG = System.getLogger(SegmentMeasuring.class.getName());

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

  /**
   * Has each measured.
   *
   * @param summary if whole recordings are measured, and not level data
   * @return how many could not be measured
   */
  int each(List<StoredSegment> segments, Optional<SummarySettings> summary, Measure measure)
      throws IOException, InterruptedException, CommandFailure {
    ProgressLine line = new ProgressLine("measured", Long::toString);
    boolean asked = askRecorder(summary, line);
    int failed = 0;
    try (WorkerProcess worker = WorkerPlace.worker(archive)) {
      LevelStore store = new LevelStore(archive.stateDirectory());
      MeasuredElsewhere recorder = asked ? store::findGrowing : MeasuredElsewhere.NOTHING;
      Measures measures =
          new Measures(new Levels(store, worker, recorder), new Summaries(store, worker));
      for (int i = 0; i < segments.size(); i++) {
        StoredSegment segment = segments.get(i);
        Progress progress = new Progress(segment.file(), i, segments.size());
        line.show(progress);
        try {
          measure.of(segment, measures, step -> line.show(progress, JobReport.percent(step)));
        } catch (UnmeasurableException e) {
          failed++;
          tell(line, segment, String.valueOf(e.getMessage()));
        } catch (NoSuchFileException _) {
          failed++;
          tell(line, segment, "it is not there any more");
        } catch (AccessDeniedException e) {
          failed++;
          tell(line, segment, "it is not allowed to open " + e.getFile());
        }
      }
    } finally {
      line.clear();
    }
    return failed;
  }

  private void tell(ProgressLine line, StoredSegment segment, String reason) {
    line.clear();
    err.println(segment.file() + " cannot be measured: " + reason);
  }

  /**
   * Whether a recorder measured all; what it could not, this process tries and tells.
   *
   * @throws CommandFailure if somebody cancelled it
   */
  private boolean askRecorder(Optional<SummarySettings> summary, ProgressLine line)
      throws CommandFailure {
    Request request =
        new Request(
            "measure",
            Optional.of(source),
            Optional.of(ControlMessage.JSON.valueToTree(MeasureOrder.of(span, summary))));
    try {
      Optional<Reply> reply =
          ControlClient.ask(archive.stateDirectory(), request, step -> show(step, line));
      reply
          .flatMap(Reply::error)
          .ifPresent(error -> LOG.log(Level.INFO, "The recorder does not measure: {0}", error));
      Optional<JsonNode> result = reply.flatMap(Reply::result);
      return result.isPresent() && isWhole(result.get());
    } catch (IOException e) {
      LOG.log(Level.INFO, "The recorder does not measure: {0}", e.toString());
      return false;
    }
  }

  private static boolean isWhole(JsonNode result) throws CommandFailure {
    MeasureRequest.Outcome outcome =
        ControlMessage.JSON.treeToValue(result, MeasureRequest.Outcome.class);
    if (outcome.cancelled()) {
      throw new CommandFailure(ExitCode.FAILED, "The measuring was cancelled");
    }
    return outcome.failed() == 0;
  }

  private static void show(JsonNode step, ProgressLine line) {
    MeasureRequest.Step told = ControlMessage.JSON.treeToValue(step, MeasureRequest.Step.class);
    line.show(new Progress(Path.of(told.file()), told.done(), told.all()), told.percent());
  }
}
