package dev.sonolog.studio;

import java.time.Instant;
import java.util.Optional;

/**
 * A request that was taken on: its repeat is answered, not done again.
 *
 * @param id that whoever asked made up
 * @param take that it was about; none where there was none
 * @param requestedAt when it came
 * @param at the instant that came of it, where that is known without the take
 */
record Remembered(
    String id,
    Order.Verb verb,
    String source,
    Optional<String> take,
    Instant requestedAt,
    Optional<Instant> at) {

  Remembered doneAt(Instant instant) {
    return new Remembered(id, verb, source, take, requestedAt, Optional.of(instant));
  }
}
