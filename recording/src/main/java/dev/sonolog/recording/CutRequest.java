package dev.sonolog.recording;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * Somebody wants a new file from an instant on. Decided by the recorder when the next audio comes;
 * whoever cannot wait for that is told so.
 *
 * @param at the instant asked for
 * @param outcome completed once, by the recorder
 */
record CutRequest(Instant at, CompletableFuture<CutOutcome> outcome) {
  static CutRequest at(Instant instant) {
    return new CutRequest(instant, new CompletableFuture<>());
  }
}
