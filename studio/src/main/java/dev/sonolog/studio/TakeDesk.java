package dev.sonolog.studio;

import dev.sonolog.capture.TimeSource;
import dev.sonolog.studio.StudioRecorder.Beginning;
import dev.sonolog.studio.StudioRecorder.Cut;
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

  private final StudioRecorder recorder;
  private final Captures captures;
  private final TakeBook book;
  private final TimeSource time;
  private final Executor thread;

  /** What was asked for and has not come about, by the request's id. */
  private final Map<String, CompletableFuture<Answer>> going = new HashMap<>();

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
      StudioRecorder recorder, Captures captures, TakeBook book, TimeSource time, Executor thread) {
    this.recorder = recorder;
    this.captures = captures;
    this.book = book;
    this.time = time;
    this.thread = thread;
  }

  /** What was taken on before, if this is its repeat. */
  Optional<Doing> repeated(Order order) {
    return book.takes().request(order.request()).map(known -> repeated(order, known));
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
    captures.settle(source);
    if (book.takes().running(source.name(), kind).isPresent()) {
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
    return source.isManual()
        ? begin(order, source, take)
        : done(order, take.begun(now, Duration.ZERO, source.file()), now);
  }

  private Doing begin(Order order, Source source, Take take) {
    Instant at = take.origin().requestedAt();
    Captures.Begun begun = captures.begin(take, source, at);
    if (begun.refused().isPresent()) {
      return conflict(begun.refused().get());
    }
    Remembered request = remembered(order, Optional.of(take.id()), at);
    CompletableFuture<Boolean> stored = book.keep(JournalEntry.of(begun.take(), request));
    return whenItComes(request, stored, begun.audio(), (it, _) -> captures.begun(take.id(), it));
  }

  // --- end

  private Doing stop(Order order, Source source) {
    captures.settle(source);
    Optional<Take> running = book.takes().running(source.name());
    if (running.isEmpty()) {
      return conflict(
          source.isManual()
              ? source.name() + " is not being recorded"
              : source.name() + " is recorded all the time; there is no take to end");
    }
    Take take = running.get();
    Remembered request = remembered(order, Optional.of(take.id()), time.now());
    CompletableFuture<Boolean> stored = book.keep(JournalEntry.of(request));
    CompletableFuture<Take> end =
        take.isEnding()
            ? captures.ending(take).orElseGet(() -> captures.conclude(take))
            : captures.end(take, time.now());
    return whenItComes(request, stored, end, (_, _) -> {});
  }

  /** Ends a take that nobody asked to end. */
  void endWithoutControl(Source source) {
    book.takes()
        .running(source.name(), Take.StartedBy.PERSON)
        .ifPresent(
            it -> {
              LOG.log(
                  Level.WARNING,
                  "{0}: nobody is in control any more, so the take ends",
                  source.name());
              captures.endNow(it);
            });
  }

  // --- cut and mark

  private Doing cut(Order order, Source source) {
    Instant now = time.now();
    CompletableFuture<Cut> cut = recorder.cut(source.name(), now);
    if (cut.isDone() && cut.resultNow() instanceof Cut.Refused(String why)) {
      return conflict(why);
    }
    Remembered request = remembered(order, book.takes().running(source.name()).map(Take::id), now);
    CompletableFuture<Boolean> stored = book.keep(JournalEntry.of(request));
    return whenItComes(request, stored, cut, (it, _) -> wasCut(request, it));
  }

  private void wasCut(Remembered request, Cut cut) {
    if (cut instanceof Cut.Done(Instant at, Path file)) {
      var _ = book.keep(JournalEntry.of(request.doneAt(at)));
      captures.each(request.source(), it -> it.filed(file));
    }
  }

  private Doing mark(Order order, Source source) {
    Optional<Take> running = book.takes().running(source.name()).filter(it -> !it.isEnding());
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
    return book.update(take.called(text));
  }

  /** Forgets a take. */
  void forget(Take take) {
    var _ = book.keep(JournalEntry.forgotten(take.id()));
  }

  // --- helpers

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
    CompletableFuture<Boolean> stored = book.keep(JournalEntry.of(take, request));
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
          case null, default -> answer(book.takes().request(request.id()).orElse(request));
        });
  }

  // --- what is told

  Answer answer(Remembered request) {
    Optional<Take> take = request.take().flatMap(book.takes()::find);
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
        book.store()
            .trouble()
            .map(it -> message + ". Remembered until the next start only: " + it)
            .orElse(message));
  }

  private static boolean isWaitingForAudio(Take take) {
    return take.isRunning() && take.extent().from().isEmpty();
  }
}
