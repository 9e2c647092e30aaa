package dev.sonolog.studio;

import java.time.Duration;

/**
 * When what is heard of a source is loud enough to be recorded, and when it has been silent again
 * for so long that it is over. Told of levels in order of time; monotonic time. One thread.
 */
public final class LevelTrigger {
  /** Speech and music have pauses; shorter ones do not count. */
  static final Duration PAUSE = Duration.ofMillis(500);

  /**
   * When something is recorded.
   *
   * @param level in dBFS; a peak that is not below it is loud
   * @param after so long it must be loud
   * @param silence so long it must not be loud for the end
   */
  public record Settings(double level, Duration after, Duration silence) {}

  /** What follows of what was heard. */
  sealed interface Wish {
    /** Nothing. */
    record None() implements Wish {}

    /**
     * A take is to begin.
     *
     * @param ago so long ago it became loud
     */
    record Begin(Duration ago) implements Wish {}

    /** The take is to end. */
    record End() implements Wish {}
  }

  private final Settings settings;
  private long loudSince;
  private long loudLast;
  private boolean isLoud;
  private boolean isHeldBack;

  LevelTrigger(Settings settings, long nanos) {
    this.settings = settings;
    this.loudSince = nanos;
    this.loudLast = nanos;
  }

  Settings settings() {
    return settings;
  }

  /** Nothing begins until it has been silent once. */
  void holdBack() {
    isHeldBack = true;
  }

  /**
   * A level was measured.
   *
   * @param peak in dBFS
   * @param isRecorded whether the take goes on that this began
   */
  Wish heard(long nanos, double peak, boolean isRecorded) {
    if (peak >= settings.level()) {
      loudSince = isLoud ? loudSince : nanos;
      loudLast = nanos;
      isLoud = true;
    } else if (isLoud && nanos - loudLast > PAUSE.toNanos()) {
      isLoud = false;
    }
    boolean isSilent = nanos - loudLast >= settings.silence().toNanos();
    isHeldBack = isHeldBack && !isSilent;
    if (isRecorded) {
      return isSilent ? new Wish.End() : new Wish.None();
    }
    boolean isLongEnough = isLoud && loudLast - loudSince >= settings.after().toNanos();
    return isLongEnough && !isHeldBack
        ? new Wish.Begin(Duration.ofNanos(nanos - loudSince))
        : new Wish.None();
  }
}
