package dev.sonolog.libretime;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The answers to one call by their queries, and the calls for them, one at a time. Nothing here
 * waits. Any thread: all is under the lock.
 */
final class CallCache {
  private static final int MOST_KEPT = 32;
  private static final int MOST_WAITING = 8;

  private final Function<String, CompletableFuture<RawAnswer>> call;
  private final WatchTime time;
  private final Map<String, Past> answers = new LinkedHashMap<>();
  private final Map<String, CompletableFuture<RawAnswer>> underWay = new LinkedHashMap<>();
  private CompletableFuture<RawAnswer> newest = new CompletableFuture<>();
  private @Nullable Silence silence;

  private record Past(RawAnswer answer, long arrived) {}

  private record Silence(LibretimeException why, long since) {}

  CallCache(Function<String, CompletableFuture<RawAnswer>> call, WatchTime time) {
    this.call = call;
    this.time = time;
  }

  /** An answer that is there, that is on its way, or that is asked for now. */
  synchronized CompletableFuture<RawAnswer> answer(String query) {
    long now = time.nanos();
    Past past = answers.get(query);
    if (past != null && now - past.arrived <= PassThrough.FRESH.toNanos()) {
      return CompletableFuture.completedFuture(past.answer);
    }
    Silence recent = silence;
    if (recent != null && now - recent.since <= PassThrough.FAILED.toNanos()) {
      if (underWay.isEmpty() && now - recent.since > PassThrough.FRESH.toNanos()) {
        var _ = begin(query);
      }
      return CompletableFuture.failedFuture(recent.why);
    }
    CompletableFuture<RawAnswer> asked = underWay.get(query);
    return asked == null ? begin(query) : asked;
  }

  private CompletableFuture<RawAnswer> begin(String query) {
    if (underWay.size() >= MOST_WAITING) {
      return CompletableFuture.failedFuture(
          new LibretimeException(new Failure.TooSlow(PassThrough.DEADLINE)));
    }
    CompletableFuture<RawAnswer> fresh = new CompletableFuture<>();
    boolean isFirst = underWay.isEmpty();
    underWay.put(query, fresh);
    if (isFirst) {
      ask(query, fresh);
    } else {
      var _ = newest.whenComplete((_, _) -> ask(query, fresh));
    }
    newest = fresh;
    return fresh;
  }

  private void ask(String query, CompletableFuture<RawAnswer> fresh) {
    var _ =
        CompletableFuture.completedFuture(query)
            .thenCompose(call)
            .whenComplete(
                (answer, problem) -> {
                  note(query, answer, problem);
                  if (problem == null) {
                    fresh.complete(answer);
                  } else {
                    fresh.completeExceptionally(PassThrough.known(problem));
                  }
                });
  }

  private synchronized void note(
      String query, @Nullable RawAnswer answer, @Nullable Throwable problem) {
    underWay.remove(query);
    if (answer != null) {
      silence = null;
      answers.remove(query);
      answers.put(query, new Past(answer, time.nanos()));
      if (answers.size() > MOST_KEPT) {
        answers.remove(answers.keySet().iterator().next());
      }
    } else if (problem != null && PassThrough.known(problem).failure().isSilence()) {
      silence = new Silence(PassThrough.known(problem), time.nanos());
    }
  }
}
