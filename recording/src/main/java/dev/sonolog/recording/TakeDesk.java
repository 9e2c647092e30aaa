package dev.sonolog.recording;

import dev.sonolog.archive.Archive;
import dev.sonolog.capture.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Where people begin and end the takes of one source, one at a time. Anybody asks; the source's
 * thread looks what is wanted, and frees the place when a take is over. Owned by the {@link
 * Supervisor}.
 */
final class TakeDesk {
  /** So long the audio of a take's end may take to come. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private final String source;
  private final TakeSettings settings;
  private final TimeSource time;
  private volatile Optional<Take> current = Optional.empty();
  private boolean closed;

  TakeDesk(String source, TakeSettings settings, TimeSource time) {
    this.source = source;
    this.settings = settings;
    this.time = time;
  }

  /** What somebody wants, until it is over and told to be. */
  Optional<Take> current() {
    return current;
  }

  /**
   * Begins a take.
   *
   * @param asked when somebody asked for it
   * @param fromBefore when its first sample was on air, if a recorder before this one stored it
   */
  synchronized TakeWatch begin(Instant asked, Optional<Instant> fromBefore) {
    if (closed) {
      return TakeWatch.refused(source + " is being stopped");
    }
    if (current.isPresent()) {
      return TakeWatch.refused(source + " is being recorded already");
    }
    Take beginning = new Take(settings, asked, fromBefore);
    current = Optional.of(beginning);
    return new TakeWatch(beginning.begun(), beginning.ended());
  }

  /**
   * Ends the take at an instant.
   *
   * @return what became of it, when all its files are sealed
   */
  synchronized CompletableFuture<TakeOutcome> end(Instant asked) {
    if (current.isEmpty()) {
      return CompletableFuture.completedFuture(
          new TakeOutcome.Refused(source + " is not being recorded"));
    }
    Duration ahead = Duration.between(time.now(), asked);
    Duration until = (ahead.isNegative() ? Duration.ZERO : ahead).plus(PATIENCE);
    current.get().endAt(asked, time.nanos() + until.toNanos());
    return current.get().ended();
  }

  /** The source stops: a take that runs is broken off, and none begins any more. */
  synchronized void close() {
    closed = true;
    current.ifPresent(Take::breakOff);
  }

  /**
   * The take is over, and the source free for the next one at once; what becomes of it shows when
   * it is sealed.
   *
   * @param seals completes when all its files are
   * @return completes when that is known
   */
  CompletableFuture<?> conclude(Take ended, CompletableFuture<?> seals, Archive archive) {
    synchronized (this) {
      current = Optional.empty();
    }
    ended.begun().complete(new TakeOutcome.Refused(source + ": the take ended without any audio"));
    TakeKeeping keeping = new TakeKeeping(source, archive);
    return seals.handleAsync(
        (_, _) -> ended.ended().complete(keeping.conclude(ended)), this::onAThreadOfItsOwn);
  }

  /** The catalogue and the disk are read there. */
  private void onAThreadOfItsOwn(Runnable work) {
    Thread.ofPlatform().daemon().name("take of " + source).start(work);
  }
}
