package dev.sonolog.alsa;

import dev.sonolog.capture.TimeSource;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Reads a started card for as long as it gives samples, and brings it back after an overrun and
 * after sleep. Lives on the card's own thread. It never waits for those who take the samples and
 * allocates nothing per period; what is lost on the way is counted in frames, by the card's own
 * samples where these can be counted and else by its {@link CardClock}.
 */
final class CardCapture {
  /**
   * How long a device is waited for at most, which is more than a period; and so how long the end
   * of capture takes at most.
   */
  static final int WAIT_MILLIS = 400;

  /** Where nobody waits for them, periods gather for as long. */
  private static final long GATHERED = Duration.ofMillis(170).toNanos();

  /** A card holds so much at least if they do, that it can be looked at late. */
  private static final long HELD = Duration.ofMillis(500).toNanos();

  private static final int MAX_FAILURES = 10;
  private static final long BETWEEN_TRIES = Duration.ofMillis(50).toNanos();

  private final AlsaPcm pcm;
  private final Agreement agreement;
  private final Audience audience;
  private final Consumer<CardTap> welcome;
  private final TimeSource time;
  private final CardClock clock;
  private final Lateness lateness;
  private final Sleep sleep = new Sleep();
  private final MemorySegment buffer;
  private final byte[] frames;
  private final int frameLength;
  private final boolean mayRest;

  private long position;
  private int filled; // frames of the period at hand
  private boolean gathers; // whether periods wait for those behind them
  private int failures;

  /**
   * @param audience who takes the samples; the capture ends when nobody does
   * @param welcome makes those ready who joined meanwhile
   */
  CardCapture(
      AlsaPcm pcm,
      Agreement agreement,
      Audience audience,
      Consumer<CardTap> welcome,
      TimeSource time) {
    this.pcm = pcm;
    this.agreement = agreement;
    this.audience = audience;
    this.welcome = welcome;
    this.time = time;
    clock = new CardClock(agreement.hertz());
    lateness = new Lateness(agreement.hertz());
    frameLength = agreement.hardware().length() * agreement.channels();
    mayRest = mayRest(agreement);
    frames = new byte[frameLength * agreement.period()];
    buffer = pcm.allocate(frames.length);
  }

  /** A card that holds less is read with each period. */
  private static boolean mayRest(Agreement agreement) {
    long held = 1_000_000_000L * agreement.buffer() / agreement.hertz();
    long period = 1_000_000_000L * agreement.period() / agreement.hertz();
    return held >= HELD && period < GATHERED;
  }

  /**
   * Captures from a started card for as long as somebody takes its samples.
   *
   * @throws PcmFailure if the card does not go on; all that it gave is in the rings
   */
  void run() throws IOException {
    try {
      while (!audience.isOver()) {
        rest();
        period();
        publish();
      }
    } finally {
      endPeriod();
      publish();
    }
  }

  /**
   * Starts the card; whoever is there gets its first frame.
   *
   * @throws PcmFailure if it does not start
   */
  void start() throws IOException {
    int error = pcm.start();
    if (error < 0) {
      throw failure(error);
    }
    long start = pcm.startNanos();
    clock.restart(0, start);
    lateness.restart(0, start);
    endPeriod();
  }

  /**
   * Each period that is read wakes two threads or three, which costs more than its samples do. All
   * cards are looked at in the same moments: a processor that is awake need not be woken.
   */
  private void rest() {
    gathers = mayRest && !isAwaited();
    if (gathers) {
      LockSupport.parkNanos(this, GATHERED - Math.floorMod(System.nanoTime(), GATHERED));
    }
  }

  private boolean isAwaited() {
    for (CardTap tap : audience.taps()) {
      if (tap.isPrompt()) {
        return true;
      }
    }
    return false;
  }

  private void publish() {
    for (CardTap tap : audience.taps()) {
      tap.publish();
    }
  }

  private void period() throws IOException {
    int ready = pcm.await(WAIT_MILLIS);
    if (ready == 0) {
      endPeriod();
      return;
    }
    int error = ready < 0 ? ready : pcm.observe();
    if (error < 0) {
      recover(error);
      return;
    }
    note(position + pcm.available(), pcm.stampNanos());
    readAll();
  }

  private void note(long frame, long nanos) {
    long missing = lateness.missing(frame, nanos);
    if (missing == 0) {
      clock.note(frame, nanos);
      return;
    }
    endPeriod();
    lose(LossCause.SKIPPED, missing);
    clock.restart(frame + missing, nanos);
  }

  private void lose(LossCause cause, long frames) {
    position += frames;
    for (CardTap tap : audience.taps()) {
      tap.lose(cause, frames);
    }
  }

  private void readAll() throws IOException {
    long unread = Math.max(pcm.available(), 1);
    long age = pcm.delay(agreement.hertz());
    while (unread > 0 && !audience.isOver()) {
      int read = pcm.read(buffer, (int) Math.min(unread, agreement.period() - filled));
      if (read <= 0) {
        recover(read);
        return;
      }
      failures = 0;
      unread -= read;
      age -= read;
      store(read, arrivalNanos(age));
    }
  }

  /** When the frame was captured that is so many frames older than the moment observed. */
  private long arrivalNanos(long age) {
    long since = System.nanoTime() - pcm.stampNanos();
    return time.nanos() - since - age * 1_000_000_000L / agreement.hertz();
  }

  private void store(int read, long arrivalNanos) {
    position += read;
    filled += read;
    MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, frames, 0, read * frameLength);
    for (CardTap tap : audience.taps()) {
      tap.store(frames, read, arrivalNanos);
    }
    if (filled == agreement.period()) {
      endPeriod();
      if (!gathers) {
        publish();
      }
    }
  }

  /** Whoever joined meanwhile begins with the next frame. */
  private void endPeriod() {
    filled = 0;
    for (CardTap tap : audience.taps()) {
      tap.endPeriod();
      if (!tap.hasBegun()) {
        welcome.accept(tap);
      }
    }
  }

  private void recover(int error) throws IOException {
    switch (-error) {
      case 0, Errno.EAGAIN, Errno.EINTR -> {}
      case Errno.EPIPE -> restart(LossCause.OVERRUN, error);
      case Errno.ESTRPIPE -> wakeUp();
      case Errno.ENODEV -> throw failure(error);
      default -> restart(LossCause.RESTARTED, error);
    }
  }

  /** A card that slept may need a while; one that cannot resume is started like any other. */
  private void wakeUp() throws IOException {
    int error = pcm.call("snd_pcm_resume");
    while (error == -Errno.EAGAIN && !audience.isOver()) {
      LockSupport.parkNanos(BETWEEN_TRIES);
      error = pcm.call("snd_pcm_resume");
    }
    if (error >= 0) {
      pcm.call("snd_pcm_drop");
    }
    restart(LossCause.SUSPENDED, -Errno.ESTRPIPE);
  }

  private void restart(LossCause cause, int error) throws IOException {
    endPeriod();
    int started = pcm.start();
    if (started < 0) {
      tryLater(started);
      return;
    }
    if (++failures > MAX_FAILURES) {
      throw failure(error);
    }
    long start = pcm.startNanos();
    long lost = clock.frameAt(start) - position + sleep.takeFrames(agreement.hertz());
    if (lost > 0) {
      lose(cause, lost);
    }
    clock.restart(position, start);
    lateness.restart(position, start);
  }

  /** The next wait will tell again that the card is stopped. */
  private void tryLater(int error) throws IOException {
    if (++failures > MAX_FAILURES || error == -Errno.ENODEV) {
      throw failure(error);
    }
    LockSupport.parkNanos(BETWEEN_TRIES);
  }

  private PcmFailure failure(int error) throws IOException {
    return new PcmFailure(-error, pcm.alsa().describe(error));
  }
}
