package dev.sonolog.recording;

import dev.sonolog.formats.SampleRate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What a person records, from the moment it is asked for until it is over: one run, or several if
 * the source was lost meanwhile. The runs tell it how far they are, on the source's thread; anybody
 * may end it.
 */
final class Take {
  /** Times of files are rounded to the nanosecond each. */
  private static final Duration ROUNDING = Duration.ofMillis(1);

  /** A stretch that was stored. */
  private record Part(String run, Run.Span span) {}

  private final TakeSettings settings;
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean brokenOff;
  private final CompletableFuture<TakeOutcome> begun = new CompletableFuture<>();
  private final CompletableFuture<TakeOutcome> ended = new CompletableFuture<>();

  // Of the source's thread; read by others when the take has ended.
  private final List<Part> parts = new ArrayList<>();

  Take(TakeSettings settings) {
    this.settings = settings;
  }

  /** Completes when audio is stored, or when that was in vain. */
  CompletableFuture<TakeOutcome> begun() {
    return begun;
  }

  /** Completes when all is sealed, and what is too short was put away. */
  CompletableFuture<TakeOutcome> ended() {
    return ended;
  }

  /** No more of it is recorded. */
  void end() {
    over.countDown();
  }

  /** The recorder stops, and nobody chose that it ends here. */
  void breakOff() {
    brokenOff = true;
    end();
  }

  boolean isOver() {
    return over.getCount() == 0;
  }

  /** Waits until it is over, at most so long; whether it is. */
  boolean awaitEnd(Duration most) throws InterruptedException {
    return over.await(most.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Waits until it is over. */
  void awaitEnd() throws InterruptedException {
    over.await();
  }

  /**
   * How many more samples it may hold: gaps count as much as what was recorded.
   *
   * @param runStart when the run under way began
   * @param stored samples of that run
   */
  long left(Instant runStart, long stored, SampleRate rate) {
    if (settings.longest().isEmpty()) {
      return Long.MAX_VALUE;
    }
    Duration before = Duration.between(from().orElse(runStart), runStart);
    return rate.samples(settings.longest().get().minus(before)) - stored;
  }

  /** A run of it has ended. */
  void add(String run, Run.Span span) {
    parts.add(new Part(run, span));
  }

  /** When its first sample was on air, as soon as a run of it has ended. */
  Optional<Instant> from() {
    return parts.isEmpty() ? Optional.empty() : Optional.of(parts.getFirst().span().start());
  }

  /** How much audio it holds, without what was lost. */
  Duration recorded() {
    return parts.stream()
        .map(part -> Duration.between(part.span().start(), part.span().end()))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** Its runs, in order of time. */
  List<String> runs() {
    return parts.stream().map(Part::run).toList();
  }

  /** How much audio it should hold and does not; what was broken off is kept, however short. */
  Optional<Duration> missed() {
    return settings
        .shortest()
        .filter(it -> !brokenOff && recorded().plus(ROUNDING).compareTo(it) < 0);
  }
}
