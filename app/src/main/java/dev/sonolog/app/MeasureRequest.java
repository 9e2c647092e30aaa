package dev.sonolog.app;

import dev.sonolog.analysis.MeasuringQueue;
import dev.sonolog.analysis.MeasuringTask;
import dev.sonolog.analysis.UnmeasurableException;
import dev.sonolog.app.ControlMessage.Reply;
import dev.sonolog.app.ControlMessage.Request;
import dev.sonolog.archive.CatalogueView;
import dev.sonolog.archive.SegmentState;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.jobs.JobCancelledException;
import dev.sonolog.measure.SummarySettings;
import dev.sonolog.server.service.JobReport;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A request of the control socket to measure recordings: they are asked for one after the other,
 * and none any more when the caller goes. On the caller's thread.
 */
final class MeasureRequest {
  private static final Duration INTERVAL = Duration.ofMillis(500);

  /**
   * How far it is.
   *
   * @param done recordings
   * @param all of them
   * @param percent of the recording that is measured now, where that is known
   */
  record Step(String file, long done, long all, Optional<Integer> percent) {}

  /**
   * What came of it.
   *
   * @param measured recordings, now or before
   * @param failed those that cannot be measured
   * @param cancelled whether somebody ended it, so that others were not measured
   */
  record Outcome(long measured, long failed, boolean cancelled) {}

  private final MeasuringQueue queue;
  private final CatalogueView view;
  private final Consumer<Reply> meanwhile;

  MeasureRequest(MeasuringQueue queue, CatalogueView view, Consumer<Reply> meanwhile) {
    this.queue = queue;
    this.view = view;
    this.meanwhile = meanwhile;
  }

  Reply answer(Request request) throws InterruptedException {
    try {
      MeasureOrder order = order(request);
      return Reply.of(measure(order, order.recordings(view, request.source().orElse(""))));
    } catch (IOException e) {
      return Reply.failed(String.valueOf(e.getMessage()));
    } catch (DateTimeException e) {
      return Reply.failed("Not an instant: " + e.getMessage());
    }
  }

  private static MeasureOrder order(Request request) throws IOException {
    return ControlMessage.JSON.treeToValue(
        request.content().orElseThrow(() -> new IOException("The request does not say of when")),
        MeasureOrder.class);
  }

  private Outcome measure(MeasureOrder order, List<StoredSegment> recordings)
      throws IOException, InterruptedException {
    int failed = 0;
    Optional<SummarySettings> settings = order.settings();
    for (int i = 0; i < recordings.size(); i++) {
      StoredSegment recording = recordings.get(i);
      Step step = new Step(recording.file().toString(), i, recordings.size(), Optional.empty());
      try {
        Optional<StoredSegment> now = view.segment(recording.key()).filter(MeasureRequest::isThere);
        if (now.isPresent()) {
          await(new MeasuringTask(now.get(), settings), step);
        }
      } catch (UnmeasurableException _) { // the level store knows why
        failed++;
      } catch (JobCancelledException _) {
        return new Outcome(i - failed, failed, true);
      }
    }
    return new Outcome(recordings.size() - failed, failed, false);
  }

  /** It may have been moved or deleted while others were measured. */
  private static boolean isThere(StoredSegment segment) {
    return segment.state() == SegmentState.SEALED || segment.state() == SegmentState.RECORDING;
  }

  private void await(MeasuringTask task, Step step) throws IOException, InterruptedException {
    try (MeasuringQueue.Ticket ticket = queue.ask(task)) {
      while (!ticket.await(INTERVAL)) {
        Optional<Integer> percent = JobReport.percent(ticket.progress());
        meanwhile.accept(Reply.pending(new Step(step.file(), step.done(), step.all(), percent)));
      }
    }
  }
}
