package dev.sonolog.server.api;

import dev.sonolog.archive.Gap;
import dev.sonolog.archive.excerpt.Missing;
import java.time.Instant;
import java.util.Optional;

/**
 * A stretch that is missing.
 *
 * @param to the first instant behind it; none while it lasts
 * @param cause a word that never changes its meaning
 * @param detail what a person should know besides; may be empty
 */
record GapView(Instant from, Optional<Instant> to, String cause, String detail) {
  static GapView of(Gap gap) {
    return new GapView(gap.from(), gap.to(), gap.cause().word(), gap.detail());
  }

  static GapView of(Missing missing) {
    return new GapView(
        missing.from(), Optional.of(missing.to()), missing.cause(), missing.detail());
  }
}
