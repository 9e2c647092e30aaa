package dev.sonolog.analysis;

/** What a waveform is written as: both are those of audiowaveform, version 2. */
public enum WaveformFormat {
  /** Binary, {@code .dat}. */
  DAT,
  /** The same as JSON. */
  JSON
}
