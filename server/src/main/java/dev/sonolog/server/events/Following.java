package dev.sonolog.server.events;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Listens to something that the recorder tells without an end, as long as a page wants it, and
 * begins again when the recorder went away. On a thread of its own.
 */
public final class Following<T> implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Following.class.getName());
  private static final long PAUSE_MILLIS = 100;

  /** Tells things until nobody wants them, or the recorder goes. */
  @FunctionalInterface
  public interface Source<T> {
    /** Tells them; each time it is said whether more is wanted. */
    void tell(Predicate<T> told) throws IOException;
  }

  private final String what;
  private final Source<T> source;
  private final BooleanSupplier isWanted;
  private final Consumer<T> told;
  private final CountDownLatch closed = new CountDownLatch(1);

  private Following(String what, Source<T> source, BooleanSupplier isWanted, Consumer<T> told) {
    this.what = what;
    this.source = source;
    this.isWanted = isWanted;
    this.told = told;
  }

  /**
   * Begins.
   *
   * @param isWanted whether anybody wants to hear of it now
   */
  public static <T> Following<T> start(
      String what, Source<T> source, BooleanSupplier isWanted, Consumer<T> told) {
    Following<T> following = new Following<>(what, source, isWanted, told);
    Thread.ofPlatform().daemon().name("events: " + what).start(following::run);
    return following;
  }

  private void run() {
    try {
      while (!closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        if (isWanted.getAsBoolean()) {
          follow();
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow() {
    try {
      source.tell(this::take);
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.DEBUG, "The recorder does not tell its {0}: {1}", what, e.toString());
    }
  }

  private boolean take(T news) {
    told.accept(news);
    return closed.getCount() > 0 && isWanted.getAsBoolean();
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
