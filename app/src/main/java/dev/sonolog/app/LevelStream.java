package dev.sonolog.app;

import dev.sonolog.app.ControlMessage.Reply;
import dev.sonolog.app.ControlMessage.Request;
import dev.sonolog.app.levels.LevelEvent;
import dev.sonolog.app.levels.LevelFeed;
import dev.sonolog.app.levels.LevelFeeds;
import dev.sonolog.measure.LevelReading;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Sends what is measured of a source to a caller of the control socket until one of them ends. A
 * caller that reads too slowly misses what is oldest; nobody waits for it. On the caller's own
 * thread.
 */
final class LevelStream {
  private static final int QUEUE = LevelReading.PER_SECOND;
  private static final long LOOK_MILLIS = 500;

  private final LevelFeeds feeds;
  private final CountDownLatch stopping;

  /**
   * @param stopping when the recorder ends
   */
  LevelStream(LevelFeeds feeds, CountDownLatch stopping) {
    this.feeds = feeds;
    this.stopping = stopping;
  }

  /** Sends readings until the caller goes, which breaks off the sending, or the recorder ends. */
  Reply send(Request request, Consumer<Reply> meanwhile) throws InterruptedException {
    Optional<LevelFeed> feed = request.source().flatMap(feeds::find);
    if (feed.isEmpty()) {
      return notMeasured(request);
    }
    BlockingQueue<LevelEvent> events = new ArrayBlockingQueue<>(QUEUE);
    Runnable end = feed.get().listen(event -> put(events, event));
    try {
      while (stopping.getCount() > 0) {
        LevelEvent event = events.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        meanwhile.accept(event == null ? Reply.pending("no audio") : Reply.pending(event));
      }
      return Reply.of("The recorder stops");
    } finally {
      end.run();
    }
  }

  private static void put(BlockingQueue<LevelEvent> events, LevelEvent event) {
    while (!events.offer(event)) {
      events.poll();
    }
  }

  /** Begins integrated loudness, range and highest peaks anew. */
  Reply reset(Request request) {
    Optional<LevelFeed> feed = request.source().flatMap(feeds::find);
    feed.ifPresent(LevelFeed::beginProgramme);
    return feed.isPresent()
        ? Reply.of("Loudness and highest peaks of " + feed.get().source() + " begin anew")
        : notMeasured(request);
  }

  private static Reply notMeasured(Request request) {
    return Reply.failed(
        "No levels are measured of "
            + request.source().orElse("no source")
            + ": it is no sound card, has meters = off, or has not been captured yet");
  }
}
