package dev.sonolog.studio;

import dev.sonolog.capture.TimeSource;
import dev.sonolog.studio.StudioRecorder.Activity;
import dev.sonolog.studio.StudioRecorder.Beginning;
import dev.sonolog.studio.StudioRecorder.Ending;
import dev.sonolog.studio.StudioRecorder.Source;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

/**
 * What the recorder captures, and the takes that are spans of it: the recorder records a manual
 * source once, while any take of it goes on; each take knows its own two instants. All of it on the
 * studio's thread; the outcomes of others come back to it.
 */
final class Captures {
  private static final Logger LOG = System.getLogger(Captures.class.getName());

  /** So long a source may do nothing after a take of it began. */
  private static final Duration BEGINS_WITHIN = Duration.ofSeconds(5);

  /** By so much less a take may have been recorded that has reached the longest that there is. */
  private static final Duration ROUNDING = Duration.ofSeconds(1);

  private final StudioRecorder recorder;
  private final TakeArchive archive;
  private final TakeBook book;
  private final TimeSource time;
  private final Executor thread;

  /** What goes on for takes of manual sources, by source; completes when its audio has come. */
  private final Map<String, CompletableFuture<Beginning>> going = new HashMap<>();

  /** Sources whose capture ended and begins anew. */
  private final Set<String> anew = new HashSet<>();

  /** Since when a source does nothing that should begin, by the take's id. */
  private final Map<String, Long> idle = new HashMap<>();

  /** Takes whose end is being looked after. */
  private final Map<String, CompletableFuture<Take>> endings = new HashMap<>();

  /**
   * What came of the wish to begin a take.
   *
   * @param take as it is to be noted
   * @param audio completes when some has come
   */
  record Begun(Take take, CompletableFuture<Beginning> audio) {
    /** Why nothing begins, if that is so. */
    Optional<String> refused() {
      return audio.isDone() && audio.resultNow() instanceof Beginning.Refused(String why)
          ? Optional.of(why)
          : Optional.empty();
    }
  }

  /**
   * @param thread the studio's, on which outcomes come back
   */
  Captures(
      StudioRecorder recorder,
      TakeArchive archive,
      TakeBook book,
      TimeSource time,
      Executor thread) {
    this.recorder = recorder;
    this.archive = archive;
    this.book = book;
    this.time = time;
    this.thread = thread;
  }

  // --- begin

  /**
   * Has a take of a manual source begin: with the capture that goes on, or with one of its own. Who
   * calls notes it, unless it was refused, and says {@link #begun} when audio has come.
   *
   * @param asked the recorder begins with this instant less the source's pre-roll
   */
  Begun begin(Take take, Source source, Instant asked) {
    if (!source.isManual()) {
      throw new IllegalArgumentException(source.name() + " is recorded anyway");
    }
    CompletableFuture<Beginning> capture = going.get(take.source());
    if (capture != null) {
      book.takes().allRunning(take.source()).stream()
          .filter(it -> !it.isEnding())
          .forEach(it -> book.update(it.shared()));
      return new Begun(take.shared(), capture);
    }
    Begun begun = new Begun(take, recorder.start(take, asked));
    if (begun.refused().isEmpty()) {
      going.put(take.source(), begun.audio());
    }
    return begun;
  }

  /** What came of the audio of a take that was waited for. */
  void begun(String id, Beginning beginning) {
    Optional<Take> known = book.takes().find(id).filter(Take::isRunning);
    switch (beginning) {
      case Beginning.Begun(Instant at, Duration _, Path file) ->
          known.ifPresent(it -> book.update(begun(it, at).filed(file)));
      case Beginning.Refused(String why) -> {
        LOG.log(Level.WARNING, "A take that should have begun did not: {0}", why);
        known.filter(it -> !it.isEnding()).ifPresent(this::beganInVain);
      }
    }
  }

  private void beganInVain(Take take) {
    going.remove(take.source());
    concludeNow(take);
  }

  private Take begun(Take take, Instant captured) {
    Instant asked = take.origin().requestedAt();
    Instant from = take.isSpan() ? later(captured, earliest(take)) : captured;
    Duration preRoll = from.isBefore(asked) ? Duration.between(from, asked) : Duration.ZERO;
    return take.begun(from, preRoll, Optional.empty());
  }

  /** What was captured before belongs to other takes alone. */
  private Instant earliest(Take take) {
    Instant asked = take.origin().requestedAt();
    return switch (take.origin().startedBy()) {
      case PERSON, LEVEL ->
          source(take.source()).flatMap(Source::preRoll).map(asked::minus).orElse(asked);
      case SCHEDULE, LIBRETIME -> asked;
    };
  }

  /** Goes on with what was going on when the last process ended. */
  void resume() {
    for (Take stray : book.takes().stray()) {
      var _ = conclude(stray);
    }
    for (Take take : book.takes().running()) {
      Optional<Source> source = source(take.source());
      if (take.isEnding() || source.isEmpty() || (!take.isSpan() && !source.get().isManual())) {
        var _ = conclude(take.isEnding() ? take : take.ending(time.now()));
      } else if (source.get().isManual()) {
        resume(take);
      }
    }
  }

  /** The first take of a source has it captured, and the others are spans of that. */
  private void resume(Take take) {
    LOG.log(Level.INFO, "{0}: the take of before goes on", take.source());
    book.update(take.restarted());
    var _ =
        going
            .computeIfAbsent(take.source(), _ -> recorder.resume(take))
            .thenAcceptAsync(it -> begun(take.id(), it), thread);
  }

  // --- end

  /** Whether the end of a take was asked for, and what comes of it. */
  Optional<CompletableFuture<Take>> ending(Take take) {
    return Optional.ofNullable(endings.get(take.id()));
  }

  /** Whether the recorder ends what it captured of a source. */
  boolean isStopping(String source) {
    List<Take> running = book.takes().allRunning(source);
    return !running.isEmpty()
        && running.stream().allMatch(Take::isEnding)
        && running.stream().anyMatch(it -> endings.containsKey(it.id()));
  }

  /**
   * Has a take end with an instant, and its capture with the last of them.
   *
   * @return completes when it is over
   */
  CompletableFuture<Take> end(Take take, Instant at) {
    Take ending = take.ending(at);
    boolean isCaptured = !take.isSpan() || going.containsKey(take.source());
    if (!isCaptured || goesOnWithout(take)) {
      return conclude(ending);
    }
    book.update(ending);
    going.remove(take.source());
    CompletableFuture<Take> end = new CompletableFuture<>();
    endings.put(take.id(), end);
    var _ =
        recorder
            .stop(take.source(), at)
            .whenCompleteAsync((it, failure) -> ended(ending.id(), it, failure), thread);
    return end;
  }

  private boolean goesOnWithout(Take take) {
    return book.takes().allRunning(take.source()).stream()
        .anyMatch(it -> !it.isEnding() && !it.id().equals(take.id()));
  }

  private void ended(String id, Ending ending, Throwable failure) {
    Take take = book.takes().find(id).orElseThrow();
    if (failure != null || take.extent().restarts() > 0) {
      var _ = conclude(take);
      return;
    }
    switch (ending) {
      case Ending.Kept(Stored stored) -> {
        if (take.isSpan()) {
          var _ = conclude(take);
        } else {
          over(take.ended(Take.State.KEPT, stored));
        }
      }
      case Ending.TooShort(Stored stored) -> over(take.ended(Take.State.TOO_SHORT, stored));
      case Ending.Empty() -> over(take.ended(Take.State.EMPTY, Stored.NOTHING));
      case Ending.Refused(String why) -> {
        LOG.log(Level.INFO, "{0}: the take had ended already: {1}", take.source(), why);
        var _ = conclude(take);
      }
    }
  }

  /** Has a take end, and nobody waits for that. */
  void endNow(Take take) {
    var _ = end(take, time.now());
  }

  private void concludeNow(Take take) {
    var _ = conclude(take.ending(time.now()));
  }

  /** What became of a take is what the archive holds of it. */
  CompletableFuture<Take> conclude(Take take) {
    book.update(take);
    CompletableFuture<Take> end =
        endings.computeIfAbsent(take.id(), _ -> new CompletableFuture<>());
    Instant from = take.extent().from().orElse(take.origin().requestedAt());
    Instant to = take.extent().to().orElseGet(time::now);
    var _ =
        book.store()
            .read(() -> archive.stored(take.source(), from, to))
            .whenCompleteAsync((stored, failure) -> concluded(take.id(), stored, failure), thread);
    return end;
  }

  private void concluded(String id, Stored stored, Throwable failure) {
    Optional<Take> known = book.takes().find(id).filter(Take::isRunning);
    if (known.isEmpty()) {
      return;
    }
    Take take = known.get();
    if (failure != null) {
      LOG.log(
          Level.WARNING,
          "{0}: what became of a take is not known: {1}",
          take.source(),
          failure.toString());
      over(take.ended(Take.State.FAILED, asFarAsKnown(take)));
    } else {
      over(take.ended(stored.files().isEmpty() ? Take.State.EMPTY : Take.State.KEPT, stored));
    }
  }

  private static Stored asFarAsKnown(Take take) {
    return new Stored(
        take.extent().from(),
        take.extent().to(),
        take.extent().recorded(),
        take.extent().files().stream().map(Path::of).toList());
  }

  private void over(Take take) {
    book.update(take);
    idle.remove(take.id());
    CompletableFuture<Take> end = endings.remove(take.id());
    if (end != null) {
      end.complete(take);
    }
  }

  // --- meanwhile

  /** Takes that the recorder has ended by itself are over; a new file of them becomes known. */
  void settle(Source source) {
    List<Take> ended = new ArrayList<>();
    for (Take take : book.takes().allRunning(source.name())) {
      if (take.isEnding()) {
        continue;
      }
      boolean isCaptured = going.containsKey(source.name());
      if (take.isSpan() ? source.isManual() && !isCaptured : !source.isManual()) {
        going.remove(source.name());
        concludeNow(take); // its source is of the other mode now
      } else if (hasEnded(take, source)) {
        ended.add(take);
      } else if (take.extent().from().isPresent() && source.file().isPresent()) {
        book.update(take.filed(source.file().get()));
      }
    }
    if (!ended.isEmpty()) {
      captureEnded(source, ended);
    }
  }

  private boolean hasEnded(Take take, Source source) {
    if (!source.isManual() || source.activity() != Activity.IDLE) {
      idle.remove(take.id());
      return false;
    }
    long since = idle.computeIfAbsent(take.id(), _ -> time.nanos());
    boolean mayStillBegin =
        take.extent().from().isEmpty()
            || take.extent().restarts() > 0
            || anew.contains(take.source());
    return !mayStillBegin || time.nanos() - since >= BEGINS_WITHIN.toNanos();
  }

  /** The recorder has reached the longest that there is; a take that has not goes on anew. */
  private void captureEnded(Source source, List<Take> takes) {
    going.remove(source.name());
    List<Take> others =
        takes.stream()
            .filter(take -> take.isSpan() && source.longest().isPresent())
            .filter(take -> source.longest().filter(it -> hasLasted(take, it)).isEmpty())
            .toList();
    takes.stream().filter(take -> !others.contains(take)).forEach(this::concludeNow);
    if (!others.isEmpty()) {
      captureAnew(source.name(), others);
    }
  }

  private void captureAnew(String source, List<Take> takes) {
    CompletableFuture<Beginning> capture = recorder.start(takes.getFirst(), time.now());
    if (capture.isDone() && capture.resultNow() instanceof Beginning.Refused) {
      takes.forEach(this::concludeNow);
      return;
    }
    LOG.log(Level.INFO, "{0}: goes on with the takes that are not over", source);
    going.put(source, capture);
    anew.add(source);
    takes.forEach(it -> idle.remove(it.id()));
    var _ = capture.thenAcceptAsync(_ -> anew.remove(source), thread);
  }

  private boolean hasLasted(Take take, Duration longest) {
    Instant from = take.extent().from().orElse(take.origin().requestedAt());
    return !from.plus(longest).minus(ROUNDING).isAfter(time.now());
  }

  /** Takes of a source that is configured no more are over. */
  void settleOthers() {
    for (Take take : book.takes().running()) {
      if (!take.isEnding() && source(take.source()).isEmpty()) {
        going.remove(take.source());
        concludeNow(take);
      }
    }
  }

  /** Changes all takes of a source that go on. */
  void each(String source, UnaryOperator<Take> change) {
    for (Take take : book.takes().allRunning(source)) {
      book.update(change.apply(take));
    }
  }

  // --- helpers

  /** A source, if there is one of that name. */
  Optional<Source> source(String name) {
    return recorder.sources().stream().filter(it -> it.name().equals(name)).findFirst();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
