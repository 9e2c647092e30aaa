package dev.sonolog.recording;

import dev.sonolog.formats.SampleRate;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What a person records, from the moment it is asked for until it is over: one run, or several if
 * the source was lost meanwhile. Anybody may say when it is to end; the source's thread finds the
 * samples of its borders, and says when it is over.
 */
final class Take {
  /** Times of files are rounded to the nanosecond each. */
  private static final Duration ROUNDING = Duration.ofMillis(1);

  /** A stretch that was stored. */
  private record Part(String run, Run.Span span) {}

  /** A wish to end it: the instant, and when on the monotonic clock its audio must have come. */
  private record End(Instant at, long dueNanos) {}

  private final TakeSettings settings;
  private final Instant asked;
  private final Optional<Instant> fromBefore;
  private final CompletableFuture<TakeOutcome> begun = new CompletableFuture<>();
  private final CompletableFuture<TakeOutcome> ended = new CompletableFuture<>();
  private volatile Optional<End> end = Optional.empty();
  private volatile boolean brokenOff;
  private volatile boolean over;

  // Of the source's thread; read by others when the take has ended.
  private final List<Part> parts = new ArrayList<>();
  private boolean underWay;

  /**
   * @param asked when somebody asked for it
   * @param fromBefore when its first sample was on air, if a recorder before this one stored it
   */
  Take(TakeSettings settings, Instant asked, Optional<Instant> fromBefore) {
    this.settings = settings;
    this.asked = asked;
    this.fromBefore = fromBefore;
    this.underWay = fromBefore.isPresent();
  }

  /** Completes when audio is stored, or when that was in vain. */
  CompletableFuture<TakeOutcome> begun() {
    return begun;
  }

  /** Completes when all is sealed, and what is too short was put away. */
  CompletableFuture<TakeOutcome> ended() {
    return ended;
  }

  // --- when it begins

  /** When somebody asked for it. */
  Instant asked() {
    return asked;
  }

  /** Nothing that was on air before belongs to it. */
  Instant earliest() {
    return asked.minus(settings.preRoll());
  }

  /** Audio of it is stored. */
  void stored(Instant runStart, Path file) {
    underWay = true;
    begun.complete(new TakeOutcome.Begun(asked, fromBefore.orElse(runStart), file));
  }

  /** Whether something of it was stored: what comes next belongs to it as well. */
  boolean isUnderWay() {
    return underWay;
  }

  // --- when it ends

  /** It is to end at an instant, whose audio must have come by then; the first wish counts. */
  synchronized void endAt(Instant at, long dueNanos) {
    end = end.or(() -> Optional.of(new End(at, dueNanos)));
  }

  /** The first instant that does not belong to it, once somebody has said so. */
  Optional<Instant> end() {
    return end.map(End::at);
  }

  /** Whether the audio of its end should have come by now. */
  boolean isOverdue(long nanos) {
    return end.filter(it -> nanos - it.dueNanos() >= 0).isPresent();
  }

  /** No more of it is recorded. */
  void finish() {
    over = true;
  }

  /** The recorder stops, and nobody chose that it ends here. */
  void breakOff() {
    brokenOff = true;
  }

  boolean isOver() {
    return over;
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

  // --- what it holds

  /** A run of it has ended. */
  void add(String run, Run.Span span) {
    parts.add(new Part(run, span));
  }

  /** When its first sample was on air, as soon as a run of it has ended. */
  Optional<Instant> from() {
    return fromBefore.or(() -> parts.stream().findFirst().map(part -> part.span().start()));
  }

  /** When its last sample was over, where anything was recorded here. */
  Optional<Instant> to() {
    return parts.isEmpty() ? Optional.empty() : Optional.of(parts.getLast().span().end());
  }

  /** When its first sample was on air, if a recorder before this one stored it. */
  Optional<Instant> fromBefore() {
    return fromBefore;
  }

  /** How much audio was recorded here, without what was lost. */
  Duration recorded() {
    return parts.stream().map(part -> part.span().length()).reduce(Duration.ZERO, Duration::plus);
  }

  /** The runs that were recorded here, in order of time. */
  List<String> runs() {
    return parts.stream().map(Part::run).toList();
  }

  /**
   * How much audio it should hold and does not; what was broken off is kept, however short.
   *
   * @param holds how much it holds
   */
  Optional<Duration> missed(Duration holds) {
    return settings.shortest().filter(it -> !brokenOff && holds.plus(ROUNDING).compareTo(it) < 0);
  }
}
