package dev.sonolog.app.config;

import dev.sonolog.measure.Measure;
import dev.sonolog.measure.MeterSettings;
import dev.sonolog.measure.WatchSettings;
import java.time.Duration;

/**
 * What is measured of samples while they are recorded, and from when on a person is told.
 *
 * @param meters how much is measured
 * @param silenceDbfs the threshold of silence
 * @param silenceAfter how long it must be silent
 */
public record Metering(Meters meters, double silenceDbfs, Duration silenceAfter) {
  /** How much is measured; each costs more than the one before. */
  public enum Meters {
    /** Nothing. */
    OFF,
    /** Peaks, RMS and clips. */
    LEVELS,
    /** Loudness besides. */
    LOUDNESS,
    /** True peaks besides. */
    ALL
  }

  /** What a meter is told; of no meaning where nothing is measured. */
  public MeterSettings settings() {
    return switch (meters) {
      case OFF, LEVELS -> MeterSettings.levels();
      case LOUDNESS -> MeterSettings.levels().with(Measure.LOUDNESS);
      case ALL -> MeterSettings.all();
    };
  }

  /** What a person is told. */
  public WatchSettings watching() {
    return WatchSettings.usual().withSilence(silenceDbfs, silenceAfter);
  }
}
