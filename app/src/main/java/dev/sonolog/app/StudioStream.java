package dev.sonolog.app;

import dev.sonolog.app.ControlMessage.Reply;
import dev.sonolog.studio.SourceState;
import dev.sonolog.studio.Studio;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
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
        List<SourceState> news = next();
        news.forEach(it -> meanwhile.accept(Reply.pending(StudioReporter.of(it))));
        if (news.isEmpty()) {
          meanwhile.accept(Reply.pending(NOTHING_NEW));
        }
      }
      return Reply.of("The recorder stops");
    } finally {
      end.get().run();
    }
  }

  private synchronized void put(SourceState state) {
    waiting.put(state.source().name(), state);
    notifyAll();
  }

  private synchronized List<SourceState> next() throws InterruptedException {
    if (waiting.isEmpty()) {
      wait(LOOK_MILLIS);
    }
    List<SourceState> news = List.copyOf(waiting.values());
    waiting.clear();
    return news;
  }
}
