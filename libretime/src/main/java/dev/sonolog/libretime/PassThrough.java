package dev.sonolog.libretime;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Answers the questions that programs made for live-recorder ask, with LibreTime's own words, no
 * older than {@link #FRESH}. However many ask, each of its calls is made once at a time, and not
 * again while an answer is fresh. Where it could not be reached a moment ago, whoever asks is told
 * at once, and it is tried again behind their back. Any thread; waits for {@link #DEADLINE} at
 * most.
 */
public final class PassThrough {
  /** How old an answer may be. */
  public static final Duration FRESH = Duration.ofSeconds(2);

  /** How long anybody waits at most. */
  public static final Duration DEADLINE = Duration.ofSeconds(4);

  /** For so long it counts that LibreTime could not be reached. */
  static final Duration FAILED = Duration.ofSeconds(30);

  private final Map<Call, CallCache> caches = new EnumMap<>(Call.class);

  /** What is handed on. */
  public enum Call {
    /** What is on air and what is next. */
    LIVE_INFO("api/live-info"),
    /** Whether something is on air. */
    ON_AIR_LIGHT("api/on-air-light"),
    /** Name and switches. */
    BOOTSTRAP_INFO("api/get-bootstrap-info/format/json");

    private final String path;

    Call(String path) {
      this.path = path;
    }
  }

  public PassThrough(LibretimeClient client, WatchTime time) {
    for (Call call : Call.values()) {
      caches.put(call, new CallCache(query -> begin(client, call, query), time));
    }
  }

  private static CompletableFuture<RawAnswer> begin(
      LibretimeClient client, Call call, String query) {
    String path = query.isEmpty() ? call.path : call.path + "?" + query;
    return client.begin(client.keyed(path).GET().build(), DEADLINE).thenApply(RawAnswer::of);
  }

  /**
   * What LibreTime answers, whatever its status.
   *
   * @param query of the one who asks, encoded; keys in it are left out
   * @throws LibretimeException if nothing came back; who asked gets a 502
   */
  public RawAnswer answer(Call call, String query) throws LibretimeException, InterruptedException {
    CallCache cache = caches.get(call);
    if (cache == null) {
      throw new IllegalStateException(call.toString());
    }
    try {
      return cache
          .answer(ForeignQuery.clean(query))
          .get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new LibretimeException(new Failure.TooSlow(DEADLINE), e);
    } catch (ExecutionException e) {
      throw known(e);
    }
  }

  /** What made a call fail. */
  static LibretimeException known(Throwable problem) {
    Throwable cause = problem;
    while (cause.getCause() != null
        && (cause instanceof CompletionException || cause instanceof ExecutionException)) {
      cause = cause.getCause();
    }
    return cause instanceof LibretimeException known
        ? known
        : new LibretimeException(new Failure.Malformed(cause.toString()), cause);
  }
}
