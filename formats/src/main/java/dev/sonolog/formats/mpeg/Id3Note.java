package dev.sonolog.formats.mpeg;

/** What a segment's tag says for programs: a user-defined text frame (TXXX) each. */
enum Id3Note {
  /** The configured name of the source. */
  SOURCE,
  /** The identity of the run. */
  RUN,
  /** The place in the run, from 0. */
  NUMBER,
  /** The media time of the first sample. */
  FIRST_SAMPLE,
  /** When the first sample was on air: ISO 8601 with offset and all its nanoseconds. */
  START,
  /** The segment's playable samples; written at the seal. */
  SAMPLES,
  /** The first instant missing before the segment, as {@link #START}. */
  GAP_FROM,
  /** The catalogue's word for why it is missing. */
  GAP_CAUSE,
  /** How many attempts to connect it took. */
  GAP_TRIES;

  private static final String PREFIX = "SONOLOG_";

  /** The frame's description. */
  String description() {
    return PREFIX + name();
  }
}
