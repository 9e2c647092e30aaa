package dev.sonolog.app.config;

/** When a source is recorded. */
enum Mode {
  /** All the time. */
  CONTINUOUS,
  /** While somebody wants a take of it. */
  MANUAL
}
