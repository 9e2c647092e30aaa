package dev.sonolog.analysis;

/** What a list of sections is written as. */
public enum SectionFormat {
  /** Lines for people. */
  TEXT,
  /** One JSON object. */
  JSON,
  /** Comma-separated values with a head (RFC 4180). */
  CSV,
  /** A label track of Audacity. */
  AUDACITY,
  /** A cue sheet. */
  CUE;

  /** Whether it tells of the highest sample of each section. */
  public boolean hasPeaks() {
    return this == JSON || this == CSV;
  }
}
