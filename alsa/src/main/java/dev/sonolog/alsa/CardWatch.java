package dev.sonolog.alsa;

import dev.sonolog.capture.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Looks every second which devices there are and tells when that changed. Has a thread of its own
 * from its making until it is closed; the listener runs on it, and must not throw.
 */
public final class CardWatch implements AutoCloseable {
  /** How long a card may be there before it is seen. */
  public static final Duration INTERVAL = Duration.ofSeconds(1);

  private final Cards cards;
  private final Consumer<List<CardDevice>> listener;
  private final CountDownLatch closed = new CountDownLatch(1);
  private List<String> known;

  private CardWatch(Cards cards, Consumer<List<CardDevice>> listener) {
    this.cards = cards;
    this.listener = listener;
    this.known = cards.ids();
  }

  /**
   * Begins to watch.
   *
   * @param listener gets the whole list after each change; not the one at the beginning
   */
  public static CardWatch start(Cards cards, TimeSource time, Consumer<List<CardDevice>> listener) {
    CardWatch watch = new CardWatch(cards, listener);
    Thread.ofPlatform().daemon().name("sound cards").start(() -> watch.run(time));
    return watch;
  }

  /** Ends the watch. */
  @Override
  public void close() {
    closed.countDown();
  }

  private void run(TimeSource time) {
    try {
      while (!closed.await(time.realWait(INTERVAL).toNanos(), TimeUnit.NANOSECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    List<String> now = cards.ids();
    if (!now.equals(known)) {
      known = now;
      listener.accept(cards.list());
    }
  }
}
