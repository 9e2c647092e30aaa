package dev.sonolog.measure;

/** What a {@link LevelMeter} measures beyond the levels, each at its own cost. */
public enum Measure {
  /** EBU R 128: momentary, short-term and integrated loudness, and the loudness range. */
  LOUDNESS,
  /** ITU-R BS.1770, annex 2: the peak of the wave between the samples. */
  TRUE_PEAK
}
