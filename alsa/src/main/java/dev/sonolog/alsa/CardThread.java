package dev.sonolog.alsa;

import dev.sonolog.capture.CaptureFailure;
import dev.sonolog.capture.CaptureFailure.Kind;
import dev.sonolog.capture.TimeSource;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The life of a card's capture: finds the device, opens it, agrees with it, captures, closes it.
 * Everything that libasound does happens on this one thread, so that a driver that hangs holds no
 * other. The outcome of opening is handed over through {@link #opened}, the samples through the
 * ring, and what ended the capture through {@link #ending}.
 */
final class CardThread implements Runnable {
  private static final System.Logger LOG = System.getLogger(CardThread.class.getName());

  private static final int RING_SECONDS = 5;

  /** Whoever had the card until a moment ago, this recorder too, may need as long to let it go. */
  private static final long BUSY_NANOS = 500_000_000L;

  private static final long BUSY_STEP_NANOS = 25_000_000L;

  private final Alsa alsa;
  private final Cards cards;
  private final TimeSource time;
  private final CardSettings settings;
  private final CompletableFuture<Opened> opened = new CompletableFuture<>();
  private volatile @Nullable CardCapture capture;
  private volatile boolean stopped;
  private volatile Optional<CaptureFailure> ending = Optional.empty();

  /**
   * A card that captures.
   *
   * @param device which it is
   * @param agreement what it gives
   * @param ring where its periods are
   */
  record Opened(DeviceChoice.Chosen device, Agreement agreement, PeriodRing ring) {}

  CardThread(Alsa alsa, Cards cards, TimeSource time, CardSettings settings) {
    this.alsa = alsa;
    this.cards = cards;
    this.time = time;
    this.settings = settings;
  }

  /** Starts the thread. */
  void start() {
    Thread.ofPlatform().daemon().name("card " + settings.device()).start(this);
  }

  /** The card once it is opened, or why it is not. */
  CompletableFuture<Opened> opened() {
    return opened;
  }

  /** What ended the capture; empty while it goes on, and when it was stopped. */
  Optional<CaptureFailure> ending() {
    return ending;
  }

  /** Ends the capture soon, and opening at once. Waits for nothing. */
  void stop() {
    stopped = true;
    CardCapture running = capture;
    if (running != null) {
      running.stop();
    }
    opened.completeExceptionally(new IOException("The connection was closed"));
  }

  @Override
  public void run() {
    try {
      captureFrom(new DeviceChoice(cards).choose(settings.device()));
    } catch (IOException | RuntimeException | Error e) {
      opened.completeExceptionally(e);
    }
  }

  private void captureFrom(DeviceChoice.Chosen device) throws IOException {
    try (AlsaPcm pcm = open(device)) {
      Agreement agreement = agree(pcm, device);
      Packing packing =
          new Packing(
              agreement.hardware(),
              agreement.recorded(),
              agreement.channels(),
              settings.pick(),
              agreement.period());
      PeriodRing ring = ring(agreement, packing);
      CardCapture card = new CardCapture(pcm, agreement, packing, ring, time);
      capture = card;
      if (!stopped) {
        start(card, device);
        LOG.log(System.Logger.Level.INFO, "Card {0}: {1}", device, agreement);
        opened.complete(new Opened(device, agreement, ring));
        captureInto(ring, card, device);
      }
    }
  }

  private void captureInto(PeriodRing ring, CardCapture card, DeviceChoice.Chosen device) {
    try {
      card.run();
    } catch (PcmFailure e) {
      ending = Optional.of(pulled(device, e));
    } catch (IOException | RuntimeException e) {
      ending = Optional.of(new CaptureFailure(Kind.LOST, "Capture of " + device + " failed", e));
    } finally {
      ring.end();
    }
  }

  private AlsaPcm open(DeviceChoice.Chosen device) throws IOException {
    long give = System.nanoTime() + BUSY_NANOS;
    while (true) {
      try {
        return AlsaPcm.open(alsa, device.pcm(), settings.sampleFormat().isPresent());
      } catch (PcmFailure e) {
        if (!isBusy(e) || stopped || System.nanoTime() > give) {
          throw refusal(device, e);
        }
        LockSupport.parkNanos(BUSY_STEP_NANOS);
      }
    }
  }

  /** A card may be pulled, or be taken by another, also between its opening and its start. */
  private Agreement agree(AlsaPcm pcm, DeviceChoice.Chosen device) throws IOException {
    try {
      return new Negotiation(pcm).agree(settings);
    } catch (PcmFailure e) {
      throw refusal(device, e);
    }
  }

  private void start(CardCapture card, DeviceChoice.Chosen device) throws IOException {
    try {
      card.start();
    } catch (PcmFailure e) {
      throw refusal(device, e);
    }
  }

  private static PeriodRing ring(Agreement agreement, Packing packing) {
    int periods = Math.max(2, RING_SECONDS * agreement.hertz() / agreement.period());
    return new PeriodRing(periods, packing.frameLength() * agreement.period());
  }

  private static boolean isBusy(PcmFailure e) {
    return e.number() == Errno.EBUSY || e.number() == Errno.EAGAIN;
  }

  private CaptureFailure refusal(DeviceChoice.Chosen device, PcmFailure e) {
    return switch (e.number()) {
      case Errno.EBUSY, Errno.EAGAIN -> new CaptureFailure(Kind.BUSY, busy(device), e);
      case Errno.ENOENT, Errno.ENODEV, Errno.ENXIO, Errno.ECONNREFUSED ->
          new CaptureFailure(Kind.ABSENT, absent(device, e), e);
      case Errno.EACCES, Errno.EPERM ->
          new CaptureFailure(
              Kind.REFUSED,
              "Card " + device + " may not be opened by this user: put it into the group audio",
              e);
      default -> new CaptureFailure(Kind.REFUSED, "Card " + device + ": " + e.getMessage(), e);
    };
  }

  private String busy(DeviceChoice.Chosen device) {
    return "Card "
        + device
        + " is in use by "
        + holder(device)
        + "; end that, or define a shared device of type dsnoop in asound.conf and let both use it";
  }

  /** Which card is behind a device that is software is not known: whoever holds any is named. */
  private String holder(DeviceChoice.Chosen device) {
    String holders =
        cards.found().stream()
            .filter(each -> device.slot().isEmpty() || each.slot().equals(device.slot()))
            .flatMap(each -> each.holder().stream())
            .map(Holder::toString)
            .distinct()
            .collect(Collectors.joining(", "));
    return holders.isEmpty() ? "another program" : holders;
  }

  private String absent(DeviceChoice.Chosen device, PcmFailure e) {
    return "There is no sound card "
        + device
        + " now ("
        + e.getMessage()
        + "); "
        + DeviceChoice.known(cards.found());
  }

  private static CaptureFailure pulled(DeviceChoice.Chosen device, PcmFailure e) {
    return new CaptureFailure(
        Kind.PULLED, "Card " + device + " went away while it was captured: " + e.getMessage(), e);
  }
}
