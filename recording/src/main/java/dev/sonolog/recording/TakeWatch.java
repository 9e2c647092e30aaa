package dev.sonolog.recording;

import java.util.concurrent.CompletableFuture;

/**
 * What becomes of a take, to who began it.
 *
 * @param begun completes when audio is stored, or when that was in vain
 * @param ended completes when the take is over, however that came, and its files are sealed; what
 *     was refused has ended at once
 */
public record TakeWatch(
    CompletableFuture<TakeOutcome> begun, CompletableFuture<TakeOutcome> ended) {
  static TakeWatch refused(String why) {
    TakeOutcome refused = new TakeOutcome.Refused(why);
    return new TakeWatch(
        CompletableFuture.completedFuture(refused), CompletableFuture.completedFuture(refused));
  }
}
