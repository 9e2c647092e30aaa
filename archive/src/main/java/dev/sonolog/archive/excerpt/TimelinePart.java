package dev.sonolog.archive.excerpt;

import java.time.Instant;

/** A stretch of a source's timeline: recorded, or missing. */
public sealed interface TimelinePart permits Stretch, Missing {
  /** Its first instant. */
  Instant from();

  /** The instant behind it. */
  Instant to();
}
