package dev.sonolog.app;

import dev.sonolog.app.ControlMessage.Reply;
import dev.sonolog.server.service.OnAirReport;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Sends a caller of the control socket what is known of the station, and from then on each change,
 * until one of them ends. What changed while the caller did not read is left out but for the
 * newest; nobody waits for it. On the caller's own thread.
 */
final class OnAirStream {
  private static final long LOOK_MILLIS = 500;

  private final CountDownLatch stopping;
  private final Semaphore news = new Semaphore(0);

  /**
   * @param stopping when the recorder ends
   */
  OnAirStream(CountDownLatch stopping) {
    this.stopping = stopping;
  }

  /** Sends until the caller goes, which breaks off the sending, or the recorder ends. */
  Reply send(OnAirDesk desk, Consumer<Reply> meanwhile) throws InterruptedException {
    Runnable end = desk.listen(news::release);
    try {
      Optional<OnAirReport> sent = Optional.empty();
      while (stopping.getCount() > 0) {
        Optional<OnAirReport> now = Optional.of(desk.report());
        meanwhile.accept(Reply.pending(now.equals(sent) ? StudioStream.NOTHING_NEW : now.get()));
        sent = now;
        if (news.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
          var _ = news.drainPermits();
        }
      }
      return Reply.of("The recorder stops");
    } finally {
      end.run();
    }
  }
}
