package dev.sonolog.recording;

/**
 * What becomes of a chained stream, in which a new logical stream begins with each title (RFC 3533,
 * section 6).
 */
public enum Chains {
  /** Each link begins a file of its own, which every player plays. */
  SPLIT,
  /** The links stay together in one chained file. */
  ONE
}
