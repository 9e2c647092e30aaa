package dev.sonolog.measure;

import java.time.Duration;

/**
 * From when on a {@link SignalWatch} tells of something. Durations are up to a day and in effect
 * whole readings of 50 ms.
 *
 * @param silenceBelow the threshold of silence in dBFS, -120 to 0; compared with the highest sample
 *     of all channels
 * @param silenceAfter how long it must be silent
 * @param signalAfter how long a signal must last to be one; what is shorter, such as a click,
 *     neither ends a silence nor keeps one from beginning
 * @param standstillAfter how long the samples must stand still
 * @param deadAfter how long a channel must be zero while another is not
 * @param clipInterval the least time between two events of clipping on a channel
 */
public record WatchSettings(
    double silenceBelow,
    Duration silenceAfter,
    Duration signalAfter,
    Duration standstillAfter,
    Duration deadAfter,
    Duration clipInterval) {
  private static final double LOWEST_THRESHOLD = -120;
  private static final Duration LONGEST = Duration.ofDays(1);

  public WatchSettings {
    if (!(silenceBelow >= LOWEST_THRESHOLD && silenceBelow <= 0)) {
      throw new IllegalArgumentException(
          "A threshold of silence of " + silenceBelow + " dBFS is outside -120..0");
    }
    check("silence", silenceAfter);
    check("a signal", signalAfter);
    check("a standstill", standstillAfter);
    check("a dead channel", deadAfter);
    check("clipping", clipInterval);
  }

  private static void check(String what, Duration time) {
    if (time.isNegative() || time.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "The time of " + what + ", " + time + ", is outside 0.." + LONGEST);
    }
  }

  /** What suits a radio programme: silence below -50 dBFS for 10 s. */
  public static WatchSettings usual() {
    return new WatchSettings(
        -50,
        Duration.ofSeconds(10),
        Duration.ofMillis(200),
        Duration.ofSeconds(2),
        Duration.ofSeconds(10),
        Duration.ofSeconds(10));
  }

  /** The same, with another silence. */
  public WatchSettings withSilence(double below, Duration after) {
    return new WatchSettings(below, after, signalAfter, standstillAfter, deadAfter, clipInterval);
  }
}
