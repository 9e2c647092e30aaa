package dev.sonolog.alsa;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one source takes of a card: the channels that it keeps, in a ring of its own. Filled by the
 * card's thread, from a frame on that begins a period; emptied by the source's.
 */
final class CardTap {
  /** A recorder that starts on a busy machine may need as long until it keeps up. */
  private static final int RING_SECONDS = 15;

  private static final int LEAST_RING_SECONDS = 5;

  /** What the ring of a card of many channels may take, in bytes, if that is seconds enough. */
  private static final long MOST_RING_BYTES = 32 << 20;

  private final List<Integer> pick;
  private final Supplier<Pace> pace;
  private final CompletableFuture<Opened> opened = new CompletableFuture<>();
  private volatile boolean closed;

  // The card's thread alone, from begin on.
  private @Nullable Packing packing;
  private @Nullable PeriodRing ring;
  private PeriodRing.@Nullable Slot slot;

  /**
   * A card that captures.
   *
   * @param device which it is
   * @param agreement what it gives
   * @param ring where the periods are
   */
  record Opened(DeviceChoice.Chosen device, Agreement agreement, PeriodRing ring) {}

  /**
   * @param pick the channels that are kept, counted from 1; empty keeps all
   * @param pace how soon they are wanted
   */
  CardTap(List<Integer> pick, Supplier<Pace> pace) {
    this.pick = pick;
    this.pace = pace;
  }

  /** The card once it gives samples, or why it does not. */
  CompletableFuture<Opened> opened() {
    return opened;
  }

  /** There will be nothing for whoever waits for it. For any thread. */
  void refuse(Throwable why) {
    opened.completeExceptionally(why);
  }

  /** Nobody wants anything any more; who waits is woken. For any thread. */
  void close() {
    closed = true;
    refuse(new IOException("The connection was closed"));
    if (opened.state() == Future.State.SUCCESS) {
      opened.resultNow().ring().wake();
    }
  }

  /** Whether it was closed. */
  boolean isClosed() {
    return closed;
  }

  // --- for the card's thread

  /** Whether it takes samples. */
  boolean hasBegun() {
    return ring != null;
  }

  /** Whether each period is wanted when it is there. */
  boolean isPrompt() {
    return pace.get() == Pace.PROMPT;
  }

  /** From the next frame on it takes samples. */
  void begin(DeviceChoice.Chosen device, Agreement agreement) {
    Packing laid =
        new Packing(agreement.hardware(), agreement.recorded(), agreement.channels(), pick);
    PeriodRing made =
        new PeriodRing(periods(agreement, laid), laid.frameLength() * agreement.period());
    packing = laid;
    ring = made;
    opened.complete(new Opened(device, agreement, made));
  }

  private static int periods(Agreement agreement, Packing laid) {
    long perSecond = (long) laid.frameLength() * agreement.hertz();
    long seconds = Math.clamp(MOST_RING_BYTES / perSecond, LEAST_RING_SECONDS, RING_SECONDS);
    return (int) Math.max(2, seconds * agreement.hertz() / agreement.period());
  }

  /** Takes frames of the card, the last of which was captured at the instant given. */
  void store(byte[] hardwareFrames, int frames, long arrivalNanos) {
    Packing laid = packing;
    PeriodRing made = ring;
    if (laid == null || made == null) {
      return;
    }
    PeriodRing.Slot open = open(made);
    if (open == null) {
      made.lose(LossCause.FULL, frames);
      return;
    }
    laid.pack(hardwareFrames, frames, open.bytes, open.frames);
    open.frames += frames;
    open.arrivalNanos = arrivalNanos;
  }

  /** Frames that nobody has. */
  void lose(LossCause cause, long frames) {
    if (ring != null) {
      ring.lose(cause, frames);
    }
  }

  /** Ends a period; what follows begins another. */
  void endPeriod() {
    PeriodRing.Slot open = slot;
    if (ring != null && open != null && open.frames > 0) {
      ring.close(open);
    }
    slot = null;
  }

  /** Hands over all periods that were ended. */
  void publish() {
    if (ring != null) {
      ring.publish();
    }
  }

  /** Nothing more comes. */
  void end() {
    if (ring != null) {
      ring.end();
    }
  }

  private PeriodRing.@Nullable Slot open(PeriodRing made) {
    if (slot == null) {
      slot = made.free();
      if (slot != null) {
        slot.frames = 0;
      }
    }
    return slot;
  }
}
