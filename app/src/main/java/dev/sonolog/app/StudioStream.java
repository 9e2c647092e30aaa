package dev.sonolog.app;

import dev.sonolog.app.ControlMessage.Reply;
import dev.sonolog.studio.SourceState;
import dev.sonolog.studio.Studio;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Sends a caller of the control socket every source of the studio, and from then on each that
 * changes, until one of them ends. Of a caller that reads too slowly the newest state of each
 * source waits, no more; nobody waits for it. On the caller's own thread.
 */
final class StudioStream {
  /** What is sent when there is nothing new: it shows whether the caller is there. */
  static final String NOTHING_NEW = "nothing new";

  private static final long LOOK_MILLIS = 500;

  private final CountDownLatch stopping;
  private final Map<String, SourceState> waiting = new LinkedHashMap<>();
  private final Semaphore news = new Semaphore(0);

  /**
   * @param stopping when the recorder ends
   */
  StudioStream(CountDownLatch stopping) {
    this.stopping = stopping;
  }

  /** Sends until the caller goes, which breaks off the sending, or the recorder ends. */
  Reply send(Studio studio, Consumer<Reply> meanwhile) throws InterruptedException {
    Optional<Runnable> end = studio.listen(this::put);
    if (end.isEmpty()) {
      return Reply.failed("Too many listen to the studio already");
    }
    try {
      studio.sources().forEach(this::put);
      while (stopping.getCount() > 0) {
        List<SourceState> changed = next();
        changed.forEach(it -> meanwhile.accept(Reply.pending(StudioReporter.of(it))));
        if (changed.isEmpty()) {
          meanwhile.accept(Reply.pending(NOTHING_NEW));
        }
      }
      return Reply.of("The recorder stops");
    } finally {
      end.get().run();
    }
  }

  private void put(SourceState state) {
    synchronized (waiting) {
      waiting.put(state.source().name(), state);
    }
    news.release();
  }

  private List<SourceState> next() throws InterruptedException {
    if (news.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      var _ = news.drainPermits();
    }
    synchronized (waiting) {
      List<SourceState> all = List.copyOf(waiting.values());
      waiting.clear();
      return all;
    }
  }
}
