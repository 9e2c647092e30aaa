package dev.sonolog.libretime;

/** Whether something is so, as far as is known. */
public enum Known {
  /** It is. */
  YES,
  /** It is not. */
  NO,
  /** Nobody said. */
  UNKNOWN;

  /** This, or the other where this says nothing. */
  Known or(Known other) {
    return this == UNKNOWN ? other : this;
  }
}
