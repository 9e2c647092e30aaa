package dev.sonolog.alsa;

import dev.sonolog.capture.CaptureFailure;
import dev.sonolog.capture.CaptureFailure.Kind;
import dev.sonolog.capture.TimeSource;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * The life of a card's capture, for one source or several: finds the device, opens it, agrees with
 * it, captures, closes it. Everything that libasound does happens on this one thread, so that a
 * driver that hangs holds no other. The outcome of opening and the samples are handed over through
 * each {@link CardTap}, and what ended the capture through {@link #ending}.
 */
final class CardThread implements Runnable {
  private static final System.Logger LOG = System.getLogger(CardThread.class.getName());

  /** Whoever had the card until a moment ago, this recorder too, may need as long to let it go. */
  private static final long BUSY_NANOS = 500_000_000L;

  private static final long BUSY_STEP_NANOS = 25_000_000L;

  private final Alsa alsa;
  private final Cards cards;
  private final TimeSource time;
  private final Tuning tuning;
  private final CardSettings settings;
  private final Audience audience = new Audience();
  private volatile Optional<CaptureFailure> ending = Optional.empty();

  /**
   * @param settings of the source that opens the card
   */
  CardThread(Alsa alsa, Cards cards, TimeSource time, CardSettings settings) {
    this.alsa = alsa;
    this.cards = cards;
    this.time = time;
    this.tuning = settings.tuning();
    this.settings = settings;
  }

  /** Starts the thread. */
  void start() {
    Thread.ofPlatform().daemon().name("card " + tuning.device()).start(this);
  }

  /** Who takes its samples; when nobody does any more, it ends soon. */
  Audience audience() {
    return audience;
  }

  /** What ended the capture; empty while it goes on, and when it was ended by its audience. */
  Optional<CaptureFailure> ending() {
    return ending;
  }

  @Override
  public void run() {
    try {
      captureFrom(new DeviceChoice(cards).choose(tuning.device()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException | Error e) {
      refuse(e);
    } finally {
      audience.end();
      refuse(ending.<Throwable>map(e -> e).orElseGet(() -> new IOException("The capture ended")));
    }
  }

  /** For those who did not get a sample yet. */
  private void refuse(Throwable why) {
    audience.end();
    for (CardTap tap : audience.taps()) {
      tap.refuse(why);
    }
  }

  private void captureFrom(DeviceChoice.Chosen device) throws IOException, InterruptedException {
    try (AlsaPcm pcm = open(device)) {
      Agreement agreement = agree(pcm, device);
      CardCapture card =
          new CardCapture(
              pcm, agreement, audience, newcomer -> newcomer.begin(device, agreement), time);
      audience.awaitSize(settings.together(), CardSettings.TOGETHER_WITHIN.toMillis());
      if (!audience.isOver()) {
        start(card, device);
        LOG.log(System.Logger.Level.INFO, "Card {0}: {1}", device, agreement);
        captureInto(card, device);
      }
    }
  }

  private void captureInto(CardCapture card, DeviceChoice.Chosen device) {
    try {
      card.run();
    } catch (PcmFailure e) {
      ending = Optional.of(pulled(device, e));
    } catch (IOException | RuntimeException e) {
      ending = Optional.of(new CaptureFailure(Kind.LOST, "Capture of " + device + " failed", e));
    } finally {
      audience.end();
      for (CardTap tap : audience.taps()) {
        tap.end();
      }
    }
  }

  private AlsaPcm open(DeviceChoice.Chosen device) throws IOException {
    long give = System.nanoTime() + BUSY_NANOS;
    while (true) {
      try {
        return AlsaPcm.open(alsa, device.pcm(), tuning.sampleFormat().isPresent());
      } catch (PcmFailure e) {
        if (!isBusy(e) || audience.isOver() || System.nanoTime() > give) {
          throw refusal(device, e);
        }
        LockSupport.parkNanos(BUSY_STEP_NANOS);
      }
    }
  }

  /** A card may be pulled, or be taken by another, also between its opening and its start. */
  private Agreement agree(AlsaPcm pcm, DeviceChoice.Chosen device) throws IOException {
    try {
      return new Negotiation(pcm).agree(tuning);
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
            .map(CardThread::words)
            .distinct()
            .collect(Collectors.joining(", "));
    return holders.isEmpty() ? "another program" : holders;
  }

  private static String words(Holder holder) {
    return holder.pid() == ProcessHandle.current().pid()
        ? "this recorder itself, for a source of another rate, number of channels or sample format"
        : holder.toString();
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
