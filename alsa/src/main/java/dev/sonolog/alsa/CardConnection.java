package dev.sonolog.alsa;

import dev.sonolog.capture.CaptureFailure;
import dev.sonolog.capture.Connection;
import dev.sonolog.capture.PacketSource;
import dev.sonolog.capture.TimeSource;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a card. The source's thread waits here while the card's own opens the device; a
 * driver that hangs is given up after the stall time, and left behind.
 */
final class CardConnection implements Connection {
  private final CardSettings settings;
  private final SharedCards cards;
  private final CardTap tap;
  private final TimeSource time;
  private final Duration stall;
  private final AtomicBoolean used = new AtomicBoolean();
  private volatile @Nullable CardThread thread;

  CardConnection(CardSettings settings, SharedCards cards, TimeSource time, Duration stall) {
    this.settings = settings;
    this.cards = cards;
    this.tap = new CardTap(settings.pick(), settings.pace());
    this.time = time;
    this.stall = stall;
  }

  @Override
  public PacketSource open() throws IOException {
    if (used.getAndSet(true)) {
      throw new IllegalStateException("A connection is opened once");
    }
    CardThread joined = cards.join(settings, tap);
    thread = joined;
    if (tap.isClosed()) {
      close();
    }
    return new CardSource(settings, joined, tap, opened(joined), time, stall);
  }

  private CardTap.Opened opened(CardThread joined) throws IOException {
    try {
      return tap.opened().get(time.realWait(stall).toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw asThrown(e.getCause());
    } catch (TimeoutException e) {
      joined.audience().end();
      close();
      throw new CaptureFailure(
          CaptureFailure.Kind.STALLED,
          "Card " + settings.device() + " did not open within " + stall.toSeconds() + " s",
          e);
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while card " + settings.device() + " was opened", e);
    }
  }

  /** The failure as it was, from here. */
  private static IOException asThrown(@Nullable Throwable cause) {
    return switch (cause) {
      case CaptureFailure failure -> failure;
      case null, default -> new IOException(cause == null ? "" : cause.getMessage(), cause);
    };
  }

  @Override
  public void close() {
    tap.close();
    CardThread joined = thread;
    if (joined != null) {
      joined.audience().leave(tap);
    }
  }
}
