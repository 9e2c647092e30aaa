package dev.sonolog.alsa;

/**
 * Where a card is on its timeline at a moment of the monotonic clock, learned from how many frames
 * it had at which moments. From this follows how many frames were lost when it stopped and was
 * started again.
 *
 * <p>A quartz is off by some 100 parts in a million, so the true rate is the slope of the least
 * squares through the latest moments, as soon as these span {@value #ENOUGH_SECONDS} s. A moment is
 * noted late by chance, never early, so the line is laid through the earliest.
 *
 * <p>Owned by the card's thread; allocates nothing after its making.
 */
final class CardClock {
  private static final int MOMENTS = 1_024;
  private static final double ENOUGH_SECONDS = 10;
  private static final double NANOS = 1e9;

  /** A slope beyond this is no quartz but trouble. */
  private static final double PLAUSIBLE = 0.005;

  private final long[] frames = new long[MOMENTS];
  private final long[] nanos = new long[MOMENTS];
  private final double nominal;
  private double framesPerNano;
  private long noted;

  CardClock(int hertz) {
    nominal = hertz / NANOS;
    framesPerNano = nominal;
  }

  /**
   * The card was started, and its next frame has this number. What was learned of its rate stays.
   */
  void restart(long frame, long atNanos) {
    learnRate();
    noted = 0;
    note(frame, atNanos);
  }

  /** The card had captured all frames up to this number, no earlier than at this moment. */
  void note(long frame, long atNanos) {
    int slot = (int) (noted++ % MOMENTS);
    frames[slot] = frame;
    nanos[slot] = atNanos;
  }

  /** The number of the frame that a card that never stopped would capture at the moment. */
  long frameAt(long atNanos) {
    learnRate();
    int count = count();
    double earliest = 0;
    for (int i = 0; i < count; i++) {
      earliest = Math.max(earliest, ahead(i));
    }
    return frames[0] + Math.round((atNanos - nanos[0]) * framesPerNano + earliest);
  }

  /** By how many frames a moment is ahead of the line through the first. */
  private double ahead(int i) {
    return frames[i] - frames[0] - (nanos[i] - nanos[0]) * framesPerNano;
  }

  private void learnRate() {
    int count = count();
    if (count < 2 || span() < ENOUGH_SECONDS * NANOS) {
      return;
    }
    double slope = slope(count);
    if (Math.abs(slope / nominal - 1) < PLAUSIBLE) {
      framesPerNano = slope;
    }
  }

  private double slope(int count) {
    double meanTime = 0;
    double meanFrames = 0;
    for (int i = 0; i < count; i++) {
      meanTime += (nanos[i] - nanos[0]) / (double) count;
      meanFrames += (frames[i] - frames[0]) / (double) count;
    }
    double squares = 0;
    double products = 0;
    for (int i = 0; i < count; i++) {
      double time = nanos[i] - nanos[0] - meanTime;
      squares += time * time;
      products += time * (frames[i] - frames[0] - meanFrames);
    }
    return products / squares;
  }

  private long span() {
    int newest = (int) ((noted - 1) % MOMENTS);
    int oldest = noted <= MOMENTS ? 0 : (int) (noted % MOMENTS);
    return nanos[newest] - nanos[oldest];
  }

  private int count() {
    return (int) Math.min(noted, MOMENTS);
  }
}
