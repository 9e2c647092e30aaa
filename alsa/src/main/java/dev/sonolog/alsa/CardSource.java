package dev.sonolog.alsa;

import dev.sonolog.capture.CaptureFailure;
import dev.sonolog.capture.PacketSource;
import dev.sonolog.capture.StationInfo;
import dev.sonolog.capture.TimeSource;
import dev.sonolog.formats.AudioFormat;
import dev.sonolog.formats.Container;
import dev.sonolog.formats.StreamElement;
import dev.sonolog.formats.pcm.PcmBlock;
import dev.sonolog.formats.pcm.PcmSetup;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The recorder's end of a card's ring: a header, then blocks with what was lost in its place. When
 * the card is gone, or this was closed, what it gave comes first and then the {@link
 * CaptureFailure}. A card that gives nothing for the stall time, hung in its driver or not, is
 * {@code STALLED}.
 *
 * <p>Pulled by the source's thread; {@link #close} may be called from any.
 */
final class CardSource implements PacketSource {
  private static final Duration LOOK = Duration.ofMillis(250);

  private final CardSettings settings;
  private final CardThread thread;
  private final CardTap tap;
  private final CardTap.Opened card;
  private final PeriodRing ring;
  private final Duration stall;
  private Runnable waiting = () -> {};
  private boolean begun;
  private long position;
  private long arrivalNanos;

  CardSource(
      CardSettings settings,
      CardThread thread,
      CardTap tap,
      CardTap.Opened card,
      TimeSource time,
      Duration stall) {
    this.settings = settings;
    this.thread = thread;
    this.tap = tap;
    this.card = card;
    this.ring = card.ring();
    this.stall = stall;
    this.arrivalNanos = time.nanos();
  }

  @Override
  public StationInfo station() {
    Optional<String> name = card.device().name();
    return StationInfo.remembered("alsa:" + card.device().id(), name);
  }

  @Override
  public Container container() {
    return settings.container();
  }

  @Override
  public long arrivalNanos() {
    return arrivalNanos;
  }

  @Override
  public void beforeWaiting(Runnable action) {
    waiting = action;
  }

  @Override
  public StreamElement next() throws IOException {
    if (!begun) {
      checkOpen();
      begun = true;
      return header();
    }
    PeriodRing.Slot slot = awaitSlot();
    return slot == null ? atEnd() : from(slot);
  }

  @Override
  public void close() {
    thread.audience().leave(tap);
    tap.close();
  }

  private StreamElement header() {
    Agreement agreement = card.agreement();
    return new StreamElement.TrackHeader(
        new AudioFormat(settings.codec(), settings.rate(), settings.keptChannels()),
        new PcmSetup(agreement.recorded()));
  }

  /** The oldest period, or null when the card gave its last. */
  private PeriodRing.@Nullable Slot awaitSlot() throws IOException {
    long began = System.nanoTime();
    while (true) {
      boolean ended = ring.ended();
      PeriodRing.Slot slot = ring.oldest();
      if (slot != null || ended) {
        return slot;
      }
      checkOpen();
      waiting.run();
      ring.await(LOOK);
      checkAlive(System.nanoTime() - began);
    }
  }

  private void checkOpen() throws IOException {
    if (tap.isClosed()) {
      throw new IOException("The connection was closed");
    }
  }

  private void checkAlive(long waited) throws IOException {
    if (waited > stall.toNanos()) {
      thread.audience().end(); // whoever comes next opens the card anew
      close();
      throw new CaptureFailure(
          CaptureFailure.Kind.STALLED,
          "Card " + card.device() + " gave nothing for " + stall.toSeconds() + " s");
    }
  }

  private StreamElement from(PeriodRing.Slot slot) {
    Optional<StreamElement> lost = lost(slot.lost);
    if (lost.isPresent()) {
      return lost.get();
    }
    return block();
  }

  /**
   * What the card gave at once is one block, for each has its cost: the same for all who share it.
   */
  private PcmBlock block() {
    int period = card.agreement().period();
    int frameLength = settings.keptChannels() * card.agreement().recorded().length();
    int count = ring.together();
    byte[] bytes = new byte[count * period * frameLength];
    int frames = 0;
    for (int i = 0; i < count; i++) {
      PeriodRing.Slot slot = Objects.requireNonNull(ring.oldest());
      System.arraycopy(slot.bytes, 0, bytes, frames * frameLength, slot.frames * frameLength);
      frames += slot.frames;
      arrivalNanos = slot.arrivalNanos;
      ring.release();
    }
    int length = frames * frameLength;
    position += length;
    return new PcmBlock(
        length == bytes.length ? bytes : Arrays.copyOf(bytes, length), frames, position);
  }

  private StreamElement atEnd() throws IOException {
    Optional<StreamElement> lost = lost(ring.lostAtEnd());
    if (lost.isPresent()) {
      return lost.get();
    }
    throw thread.ending().orElseThrow(() -> new IOException("The connection was closed"));
  }

  @SuppressWarnings("EnumOrdinal") // an array of counters, so that nothing is allocated
  private static Optional<StreamElement> lost(long[] byCause) {
    for (LossCause cause : LossCause.values()) {
      long frames = byCause[cause.place()];
      if (frames > 0) {
        byCause[cause.place()] = 0;
        return Optional.of(new StreamElement.Lost(frames, cause.reason()));
      }
    }
    return Optional.empty();
  }
}
