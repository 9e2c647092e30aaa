package dev.sonolog.libretime;

/** What the lamp on the studio's door shows. */
public enum Lamp {
  /** Something is on air. */
  ON,
  /** Nothing is, and nothing should be. */
  OFF,
  /** Nothing is, though something should be: the station is down. */
  SHOULD_BE_ON,
  /** Nobody says. */
  UNKNOWN
}
