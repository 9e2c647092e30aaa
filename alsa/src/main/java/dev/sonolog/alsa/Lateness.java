package dev.sonolog.alsa;

/**
 * Notices frames that a device lost without a word, as sound servers do that nobody reads for long.
 * A card may be late for a moment, because the machine was busy, and makes up for it; a card that
 * was never as early during five seconds as it had been in the five before lost what it is behind.
 * The drift of a quartz is far less in that time than what is noticed here.
 *
 * <p>Owned by the card's thread; allocates nothing after its making.
 */
final class Lateness {
  private static final int WINDOW_SECONDS = 5;
  private static final long NANOS = 1_000_000_000L;

  private final int hertz;
  private final long worthTelling;
  private long firstFrame;
  private long firstNanos;
  private long windowEnd;
  private long least;
  private long leastBefore;
  private boolean settled;

  Lateness(int hertz) {
    this.hertz = hertz;
    this.worthTelling = hertz / 2;
  }

  /** The card was started, and its next frame has this number. */
  void restart(long frame, long atNanos) {
    firstFrame = frame;
    firstNanos = atNanos;
    settled = false;
    begin(atNanos);
  }

  /**
   * The card had captured all frames up to this number.
   *
   * @return how many frames are missing, 0 for none; the numbers that follow must be higher by this
   */
  long missing(long frame, long atNanos) {
    least = Math.min(least, behind(frame, atNanos));
    if (atNanos < windowEnd) {
      return 0;
    }
    long missing = settled ? least - leastBefore : 0;
    leastBefore = missing > worthTelling ? leastBefore : least;
    settled = true;
    begin(atNanos);
    return missing > worthTelling ? missing : 0;
  }

  private void begin(long atNanos) {
    windowEnd = atNanos + WINDOW_SECONDS * NANOS;
    least = Long.MAX_VALUE;
  }

  private long behind(long frame, long atNanos) {
    long nanos = atNanos - firstNanos;
    long expected = nanos / NANOS * hertz + nanos % NANOS * hertz / NANOS;
    return firstFrame + expected - frame;
  }
}
