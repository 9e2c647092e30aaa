package dev.sonolog.alsa;

/**
 * How soon samples of a card are wanted. Whoever takes them may change its mind at any time; the
 * card is read as the most impatient of those who share it wants.
 */
public enum Pace {
  /** With each period: somebody looks at them as they come, such as a meter. */
  PROMPT,
  /** Some periods at once, a few times a second: they are only stored. */
  RELAXED
}
