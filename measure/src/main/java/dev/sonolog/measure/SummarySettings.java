package dev.sonolog.measure;

import java.time.Duration;

/**
 * What a {@link SummaryMeter} calls silence.
 *
 * @param silenceBelow threshold in dBFS, -120 to 0; compared with the highest sample of all
 *     channels
 * @param silenceAfter how long it must be silent at least, up to a day
 */
public record SummarySettings(double silenceBelow, Duration silenceAfter) {
  /**
   * @throws IllegalArgumentException if one of them is outside its range
   */
  public SummarySettings {
    var _ = WatchSettings.usual().withSilence(silenceBelow, silenceAfter); // which checks them
  }

  /** What suits a radio programme: below -50 dBFS for 10 s. */
  public static SummarySettings usual() {
    WatchSettings usual = WatchSettings.usual();
    return new SummarySettings(usual.silenceBelow(), usual.silenceAfter());
  }
}
