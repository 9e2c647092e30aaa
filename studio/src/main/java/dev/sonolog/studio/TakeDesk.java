package dev.sonolog.studio;

import dev.sonolog.capture.TimeSource;
import dev.sonolog.studio.StudioRecorder.Activity;
import dev.sonolog.studio.StudioRecorder.Beginning;
import dev.sonolog.studio.StudioRecorder.Cut;
import dev.sonolog.studio.StudioRecorder.Ending;
import dev.sonolog.studio.StudioRecorder.Source;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Does what people want done with takes: has the recorder begin and end them, and keeps what comes
 * of that. The recorder is asked first and the disk told at the same time, so that no disk delays a
 * recording. All of it on the studio's thread; the outcomes of others come back to it.
 */
final class TakeDesk {
  private static final Logger LOG = System.getLogger(TakeDesk.class.getName());

  /** So long an answer waits until what it tells is stored. */
  private static final long STORED_WITHIN_SECONDS = 1;

  /** So long a source may do nothing after a take of it began. */
  private static final Duration BEGINS_WITHIN = Duration.ofSeconds(5);

  private final StudioRecorder recorder;
  private final TakeArchive archive;
  private final StudioStore store;
  private final Takes takes;
  private final TimeSource time;
  private final Executor thread;

  /** What was asked for and has not come about, by the request's id. */
  private final Map<String, CompletableFuture<Answer>> going = new HashMap<>();

  /** Since when a source does nothing that should begin, by the take's id. */
  private final Map<String, Long> idle = new HashMap<>();

  /** Takes whose end is being looked after. */
  private final Map<String, CompletableFuture<Take>> endings = new HashMap<>();

  /**
   * What became of an order.
   *
   * @param finished when what was asked for has come about, or will not
   */
  record Doing(Answer soFar, CompletableFuture<Answer> finished) {
    static Doing of(Answer answer) {
      return new Doing(answer, CompletableFuture.completedFuture(answer));
    }
  }

  /**
   * @param thread the studio's, on which outcomes come back
   */
  TakeDesk(
      StudioRecorder recorder,
      TakeArchive archive,
      StudioStore store,
      TimeSource time,
      Executor thread) {
    this.recorder = recorder;
    this.archive = archive;
    this.store = store;
    this.takes = store.kept().takes();
    this.time = time;
    this.thread = thread;
  }

  Takes takes() {
    return takes;
  }

  /** What was taken on before, if this is its repeat. */
  Optional<Doing> repeated(Order order) {
    return takes.request(order.request()).map(known -> repeated(order, known));
  }

  private Doing repeated(Order order, Remembered known) {
    if (known.verb() != order.verb() || !known.source().equals(order.source())) {
      return Doing.of(
          new Answer.Conflict(
              "The request's id was used for something else; make a new one for each",
              Optional.empty()));
    }
    Answer now = answer(known);
    return new Doing(now, going.getOrDefault(known.id(), CompletableFuture.completedFuture(now)));
  }

  /**
   * Does something new.
   *
   * @param by the name of whoever wants it
   */
  Doing handle(Order order, Source source, String by, Take.StartedBy kind) {
    return switch (order.verb()) {
      case START -> start(order, source, by, kind);
      case STOP -> stop(order, source);
      case CUT -> cut(order, source);
      case MARK -> mark(order, source);
    };
  }

  // --- begin

  private Doing start(Order order, Source source, String by, Take.StartedBy kind) {
    settle(source);
    if (takes.running(source.name()).filter(it -> !it.isEnding()).isPresent()) {
      return conflict(source.name() + " is being recorded already");
    }
    Instant now = time.now();
    Take take =
        new Take(
            UUID.randomUUID().toString(),
            source.name(),
            !source.isManual(),
            new Take.Origin(now, by, kind),
            new Take.Text(order.text(), ""),
            Take.Extent.NONE,
            Take.State.RUNNING,
            List.of());
    return source.isManual() ? begin(order, take) : beginSpan(order, source, take);
  }

  private Doing beginSpan(Order order, Source source, Take take) {
    Instant at = take.origin().requestedAt();
    return done(order, take.begun(at, Duration.ZERO, source.file()), at);
  }

  private Doing begin(Order order, Take take) {
    Instant at = take.origin().requestedAt();
    CompletableFuture<Beginning> beginning = recorder.start(take.source(), at);
    if (beginning.isDone() && beginning.resultNow() instanceof Beginning.Refused(String why)) {
      return conflict(why);
    }
    Remembered request = remembered(order, Optional.of(take.id()), at);
    CompletableFuture<Boolean> stored = keep(JournalEntry.of(take, request));
    return whenItComes(request, stored, beginning, (it, _) -> begun(take.id(), it));
  }

  private void begun(String id, Beginning beginning) {
    Optional<Take> take = takes.find(id).filter(Take::isRunning);
    switch (beginning) {
      case Beginning.Begun begun ->
          take.ifPresent(
              it -> update(it.begun(begun.at(), begun.preRoll(), Optional.of(begun.file()))));
      case Beginning.Refused(String why) -> {
        LOG.log(Level.WARNING, "A take that should have begun did not: {0}", why);
        if (take.filter(it -> !it.isEnding()).isPresent()) {
          var _ = conclude(take.get().ending(time.now()));
        }
      }
    }
  }

  /** Goes on with what was going on when the last process ended. */
  void resume() {
    for (Take stray : takes.stray()) {
      var _ = conclude(stray);
    }
    for (Take take : takes.running()) {
      Optional<Source> source = source(take.source());
      if (take.isEnding() || source.isEmpty() || source.get().isManual() == take.isSpan()) {
        var _ = conclude(take.isEnding() ? take : take.ending(time.now()));
      } else if (!take.isSpan()) {
        LOG.log(Level.INFO, "{0}: the take of before goes on", take.source());
        update(take.restarted());
        var _ = recorder.resume(take).thenAcceptAsync(it -> begun(take.id(), it), thread);
      }
    }
  }

  // --- end

  private Doing stop(Order order, Source source) {
    settle(source);
    Optional<Take> running = takes.running(source.name());
    if (running.isEmpty()) {
      return conflict(
          source.isManual()
              ? source.name() + " is not being recorded"
              : source.name() + " is recorded all the time; there is no take to end");
    }
    Take take = running.get();
    Remembered request = remembered(order, Optional.of(take.id()), time.now());
    CompletableFuture<Boolean> stored = keep(JournalEntry.of(request));
    CompletableFuture<Take> end =
        take.isEnding() ? endings.getOrDefault(take.id(), conclude(take)) : end(take);
    return whenItComes(request, stored, end, (_, _) -> {});
  }

  /** Ends a take that nobody asked to end. */
  void endWithoutControl(Source source) {
    takes
        .running(source.name())
        .filter(it -> !it.isEnding() && it.origin().startedBy() == Take.StartedBy.PERSON)
        .ifPresent(
            it -> {
              LOG.log(
                  Level.WARNING,
                  "{0}: nobody is in control any more, so the take ends",
                  source.name());
              var _ = end(it);
            });
  }

  private CompletableFuture<Take> end(Take take) {
    Take ending = take.ending(time.now());
    if (take.isSpan()) {
      return conclude(ending);
    }
    update(ending);
    CompletableFuture<Take> end = new CompletableFuture<>();
    endings.put(take.id(), end);
    var _ =
        recorder
            .stop(take.source(), ending.extent().to().orElseThrow())
            .whenCompleteAsync((it, failure) -> ended(ending.id(), it, failure), thread);
    return end;
  }

  private void ended(String id, Ending ending, Throwable failure) {
    Take take = takes.find(id).orElseThrow();
    if (failure != null || take.extent().restarts() > 0) {
      var _ = conclude(take);
      return;
    }
    switch (ending) {
      case Ending.Kept(Stored stored) -> over(take.ended(Take.State.KEPT, stored));
      case Ending.TooShort(Stored stored) -> over(take.ended(Take.State.TOO_SHORT, stored));
      case Ending.Empty() -> over(take.ended(Take.State.EMPTY, Stored.NOTHING));
      case Ending.Refused(String why) -> {
        LOG.log(Level.INFO, "{0}: the take had ended already: {1}", take.source(), why);
        var _ = conclude(take);
      }
    }
  }

  /** What became of a take is what the archive holds of it. */
  private CompletableFuture<Take> conclude(Take take) {
    update(take);
    CompletableFuture<Take> end =
        endings.computeIfAbsent(take.id(), _ -> new CompletableFuture<>());
    Instant from = take.extent().from().orElse(take.origin().requestedAt());
    Instant to = take.extent().to().orElseGet(time::now);
    var _ =
        store
            .read(() -> archive.stored(take.source(), from, to))
            .whenCompleteAsync((stored, failure) -> concluded(take.id(), stored, failure), thread);
    return end;
  }

  private void concluded(String id, Stored stored, Throwable failure) {
    Optional<Take> known = takes.find(id).filter(Take::isRunning);
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
    update(take);
    idle.remove(take.id());
    CompletableFuture<Take> end = endings.remove(take.id());
    if (end != null) {
      end.complete(take);
    }
  }

  // --- meanwhile

  /** A take that the recorder has ended by itself is over; a new file of it becomes known. */
  void settle(Source source) {
    Optional<Take> running = takes.running(source.name()).filter(it -> !it.isEnding());
    if (running.isEmpty()) {
      return;
    }
    Take take = running.get();
    if (take.isSpan() == source.isManual() || hasEnded(take, source)) {
      var _ = conclude(take.ending(time.now()));
    } else if (take.extent().from().isPresent() && source.file().isPresent()) {
      Take filed = take.filed(source.file().get());
      if (!filed.equals(take)) {
        update(filed);
      }
    }
  }

  private boolean hasEnded(Take take, Source source) {
    if (take.isSpan() || source.activity() != Activity.IDLE) {
      idle.remove(take.id());
      return false;
    }
    long since = idle.computeIfAbsent(take.id(), _ -> time.nanos());
    boolean mayStillBegin = take.extent().from().isEmpty() || take.extent().restarts() > 0;
    return !mayStillBegin || time.nanos() - since >= BEGINS_WITHIN.toNanos();
  }

  /** Takes of a source that is configured no more are over. */
  void settleOthers() {
    for (Take take : takes.running()) {
      if (!take.isEnding() && source(take.source()).isEmpty()) {
        var _ = conclude(take.ending(time.now()));
      }
    }
  }

  // --- cut and mark

  private Doing cut(Order order, Source source) {
    Instant now = time.now();
    CompletableFuture<Cut> cut = recorder.cut(source.name(), now);
    if (cut.isDone() && cut.resultNow() instanceof Cut.Refused(String why)) {
      return conflict(why);
    }
    Remembered request = remembered(order, takes.running(source.name()).map(Take::id), now);
    CompletableFuture<Boolean> stored = keep(JournalEntry.of(request));
    return whenItComes(request, stored, cut, (it, _) -> wasCut(request, it));
  }

  private void wasCut(Remembered request, Cut cut) {
    if (cut instanceof Cut.Done(Instant at, Path file)) {
      var _ = keep(JournalEntry.of(request.doneAt(at)));
      request
          .take()
          .flatMap(takes::find)
          .filter(Take::isRunning)
          .ifPresent(it -> update(it.filed(file)));
    }
  }

  private Doing mark(Order order, Source source) {
    Optional<Take> running = takes.running(source.name()).filter(it -> !it.isEnding());
    if (running.isEmpty()) {
      return conflict("No take of " + source.name() + " goes on that could be marked");
    }
    if (running.get().marks().size() >= Take.MOST_MARKS) {
      return conflict("The take has " + Take.MOST_MARKS + " marks, and gets no more");
    }
    Instant now = time.now();
    return done(order, running.get().marked(new Take.Mark(now, order.text())), now);
  }

  // --- afterwards

  /** Calls a take something else. */
  Take call(Take take, Take.Text text) {
    return update(take.called(text));
  }

  /** Forgets a take. */
  void forget(Take take) {
    var _ = keep(JournalEntry.forgotten(take.id()));
  }

  // --- helpers

  private Optional<Source> source(String name) {
    return recorder.sources().stream().filter(it -> it.name().equals(name)).findFirst();
  }

  private Take update(Take take) {
    if (!takes.find(take.id()).equals(Optional.of(take))) {
      var _ = keep(JournalEntry.of(take));
    }
    return take;
  }

  private CompletableFuture<Boolean> keep(JournalEntry entry) {
    takes.apply(entry);
    return store.keep(entry, takes);
  }

  private static Doing conflict(String why) {
    return Doing.of(new Answer.Conflict(why, Optional.empty()));
  }

  private static Remembered remembered(Order order, Optional<String> take, Instant now) {
    return new Remembered(
        order.request(), order.verb(), order.source(), take, now, Optional.empty());
  }

  /** Something that has come about already. */
  private Doing done(Order order, Take take, Instant at) {
    Remembered request = remembered(order, Optional.of(take.id()), at).doneAt(at);
    CompletableFuture<Boolean> stored = keep(JournalEntry.of(take, request));
    return whenItComes(request, stored, CompletableFuture.completedFuture(take), (_, _) -> {});
  }

  private <T> Doing whenItComes(
      Remembered request,
      CompletableFuture<Boolean> stored,
      CompletableFuture<T> outcome,
      BiConsumer<T, Throwable> then) {
    CompletableFuture<Answer> finished = new CompletableFuture<>();
    going.put(request.id(), finished);
    CompletableFuture<Boolean> kept =
        stored.completeOnTimeout(false, STORED_WITHIN_SECONDS, TimeUnit.SECONDS);
    var _ =
        outcome.whenCompleteAsync(
            (it, failure) -> {
              if (failure == null) {
                then.accept(it, null);
              } else {
                LOG.log(Level.ERROR, request.source() + ": an order failed", failure);
              }
              var _ = kept.whenCompleteAsync((_, _) -> finish(request, it, finished), thread);
            },
            thread);
    return new Doing(answer(request), finished);
  }

  private void finish(Remembered request, Object outcome, CompletableFuture<Answer> finished) {
    going.remove(request.id());
    finished.complete(
        switch (outcome) {
          case Beginning.Refused(String why) -> new Answer.Conflict(why, Optional.empty());
          case Cut.Refused(String why) -> new Answer.Conflict(why, Optional.empty());
          case null, default -> answer(takes.request(request.id()).orElse(request));
        });
  }

  // --- what is told

  Answer answer(Remembered request) {
    Optional<Take> take = request.take().flatMap(takes::find);
    boolean isDone =
        switch (request.verb()) {
          case START -> take.filter(it -> isWaitingForAudio(it)).isEmpty();
          case STOP -> take.filter(Take::isRunning).isEmpty();
          case CUT, MARK -> request.at().isPresent() || !going.containsKey(request.id());
        };
    Optional<Instant> at =
        switch (request.verb()) {
          case START -> take.flatMap(it -> it.extent().from());
          case STOP -> take.flatMap(it -> it.extent().to());
          case CUT, MARK -> request.at();
        };
    String message = StudioWords.of(request, isDone, take);
    return new Answer.Told(
        isDone,
        request.requestedAt(),
        at,
        take,
        store
            .trouble()
            .map(it -> message + ". Remembered until the next start only: " + it)
            .orElse(message));
  }

  private static boolean isWaitingForAudio(Take take) {
    return take.isRunning() && take.extent().from().isEmpty();
  }
}
