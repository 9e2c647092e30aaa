package dev.sonolog.libretime;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Asks for one thing again and again, one call at a time, and keeps the last answer. Where a
 * station has no such call, the next of several is asked instead, and the first again after a
 * while: the station may have been updated, or its key changed. Failures are followed by pauses
 * that grow. Never waits; one thread.
 */
final class Question<T> {
  /** After so many rounds the best call is tried again though another one answers. */
  private static final int ROUNDS_WITH_ANOTHER = 60;

  private final LibretimeClient client;
  private final List<Ask<T>> asks;
  private final Duration interval;
  private final WatchSettings settings;

  private int chosen;
  private int rounds;
  private int failures;
  private long due;
  private @Nullable CompletableFuture<T> underWay;
  private @Nullable T last;
  private long heard;
  private @Nullable Failure failure;

  /**
   * @param asks the best first
   * @param nanos when it is asked first, on the monotonic clock
   */
  Question(
      LibretimeClient client,
      List<Ask<T>> asks,
      Duration interval,
      WatchSettings settings,
      long nanos) {
    this.client = client;
    this.asks = asks;
    this.interval = interval;
    this.settings = settings;
    this.due = nanos;
  }

  /** Takes an answer that has come, and asks again when it is time. */
  void advance(long nanos) {
    CompletableFuture<T> call = underWay;
    if (call != null && call.isDone()) {
      underWay = null;
      take(call, nanos);
    }
    if (underWay == null && nanos - due >= 0) {
      underWay = client.begin(asks.get(chosen), settings.deadline());
    }
  }

  private void take(CompletableFuture<T> call, long nanos) {
    try {
      last = call.join();
      heard = nanos;
      failures = 0;
      failure = null;
      rounds++;
      chosen = rounds % ROUNDS_WITH_ANOTHER == 0 ? 0 : chosen;
      due = nanos + interval.toNanos();
    } catch (CompletionException e) {
      fail(
          e.getCause() instanceof LibretimeException known ? known.failure() : unforeseen(e),
          nanos);
    }
  }

  private static Failure unforeseen(CompletionException e) {
    return new Failure.Malformed(String.valueOf(e.getCause()));
  }

  /** Where there is another call, it is asked at once, and nothing is wrong so far. */
  private void fail(Failure why, long nanos) {
    if (why.isAbsence() && chosen < asks.size() - 1) {
      chosen++;
      due = nanos;
      return;
    }
    chosen = 0;
    failure = why;
    failures++;
    due = nanos + pause().toNanos();
  }

  private Duration pause() {
    Duration pause = interval;
    for (int i = 1; i < failures && pause.compareTo(settings.longest()) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    boolean capped = pause.compareTo(settings.longest()) > 0;
    return capped && interval.compareTo(settings.longest()) < 0 ? settings.longest() : pause;
  }

  /** The last answer, if it is not too old. */
  Optional<T> answer(long nanos, Duration oldest) {
    return last != null && nanos - heard <= oldest.toNanos() ? Optional.of(last) : Optional.empty();
  }

  /** What was wrong with the last call. */
  Optional<Failure> failure() {
    return Optional.ofNullable(failure);
  }

  boolean isUnderWay() {
    return underWay != null;
  }
}
