package dev.sonolog.studio;

import dev.sonolog.capture.TimeSource;
import dev.sonolog.studio.StudioRecorder.Activity;
import dev.sonolog.studio.StudioRecorder.Source;
import dev.sonolog.studio.schedule.Schedule;
import java.io.IOException;
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
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Who is in control of which source, and what people record of it. A thread of its own owns all of
 * that and looks at the recorder several times a second; a second one reads and writes its files.
 * Recording depends on neither. Callers come on platform threads, and wait for the first thread
 * only.
 */
public final class Studio implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Studio.class.getName());

  /** So often sources are looked at: a page must know of a change within 200 ms. */
  private static final Duration INTERVAL = Duration.ofMillis(50);

  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(5);
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_NOTE = 10_000;
  private static final int PATIENCE_SECONDS = 10;

  private final StudioRecorder recorder;
  private final TakeArchive archive;
  private final TimeSource time;
  private final StudioStore store;
  private final Leases leases;

  /** Takes of which the archive holds nothing now, as far as anybody has looked. */
  private final Set<String> away = ConcurrentHashMap.newKeySet();

  private final TakeBook book;
  private final Captures captures;
  private final TakeDesk desk;
  private final BookingDesk bookings;
  private final Planner planner;
  private final LevelDesk levels;
  private final Changes changes = new Changes();
  private final ScheduledThreadPoolExecutor thread;
  private final Set<String> controlled = new HashSet<>();
  private final Map<String, Seen> seen = new HashMap<>();
  private long triedAt;

  /** What a source was doing when it was looked at last. */
  private record Seen(Activity activity, Instant since) {}

  /**
   * Begins with what an earlier process left; takes go on when {@link #begin} is called.
   *
   * @param directory of the studio's state; need not be there yet
   */
  public static Studio open(
      Path directory, StudioRecorder recorder, TakeArchive archive, TimeSource time) {
    return new Studio(directory, recorder, archive, time);
  }

  private Studio(Path directory, StudioRecorder recorder, TakeArchive archive, TimeSource time) {
    this.recorder = recorder;
    this.archive = archive;
    this.time = time;
    this.thread =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("studio").factory());
    this.store = new StudioStore(directory);
    StudioStore.Kept kept = store.kept();
    LeaseTokens tokens = new LeaseTokens(kept.secret().bytes(), new SteadyClock(time));
    this.leases = new Leases(time, tokens, kept.leases());
    kept.leases()
        .sources()
        .forEach((name, lease) -> lease.holder().ifPresent(_ -> controlled.add(name)));
    this.book = new TakeBook(kept.takes(), store);
    this.captures = new Captures(recorder, archive, book, time, this::onThread);
    this.desk = new TakeDesk(recorder, captures, book, time, this::onThread);
    this.bookings = new BookingDesk(captures, book, time, this::onThread);
    this.planner = new Planner(bookings, book.bookings(), time);
    this.levels = new LevelDesk(captures, book, time, this::onThread);
    this.triedAt = time.nanos();
  }

  /** The sources are there: what was going on goes on, and they are looked at from now on. */
  public void begin() {
    begin(INTERVAL);
  }

  void begin(Duration interval) {
    onThread(bookings::resume);
    onThread(captures::resume);
    var _ =
        thread.scheduleWithFixedDelay(
            this::look, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Nothing is done any more; what is kept stays as it is, for the next start. */
  @Override
  public void close() {
    thread.shutdownNow();
    try {
      boolean ended = thread.awaitTermination(2, TimeUnit.SECONDS);
      LOG.log(Level.DEBUG, "The studio has ended: {0}", ended);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    store.close();
  }

  // --- questions

  /** All sources, in the order of the configuration. */
  public List<SourceState> sources() {
    return ask(this::states);
  }

  /** A source, if there is one of that name. */
  public Optional<SourceState> source(String name) {
    return sources().stream().filter(it -> it.source().name().equals(name)).findFirst();
  }

  /**
   * The takes of a source, newest first, with what the archive holds of them now: one of which it
   * holds nothing any more is left out, and is there again when that is restored. Reads the
   * catalogue on the caller's thread.
   */
  public List<Take> takes(String source, int most) {
    List<Take> known = ask(() -> book.takes().of(source, Takes.MOST_TAKES));
    return known.stream().map(this::looked).filter(this::isThere).limit(most).toList();
  }

  private boolean isThere(Take take) {
    boolean isThere =
        take.isSpan() || take.state() != Take.State.KEPT || !take.extent().files().isEmpty();
    if (isThere) {
      away.remove(take.id());
    } else {
      away.add(take.id());
    }
    return isThere;
  }

  private Take looked(Take take) {
    if (take.extent().from().isEmpty() || take.state() == Take.State.TOO_SHORT) {
      return take;
    }
    try {
      Instant to = take.extent().to().orElseGet(time::now);
      Stored stored = archive.stored(take.source(), take.extent().from().get(), to);
      return stored.files().isEmpty() && take.isRunning() ? take : take.holding(stored);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "{0}: files of a take are not known: {1}", take.source(), e.toString());
      return take;
    }
  }

  /** A take, if there is one of that id. */
  public Optional<Take> take(String id) {
    return ask(() -> book.takes().find(id));
  }

  /**
   * Tells somebody each source that changes; on the studio's thread, so who listens must not wait.
   *
   * @return ends that; nothing when too many listen
   */
  public Optional<Runnable> listen(Consumer<SourceState> listener) {
    return changes.listen(listener);
  }

  // --- control

  /** Changes who is in control, or tries to. */
  public LeaseAnswer lease(String source, LeaseOrder order) {
    return ask(
        () -> {
          LeaseAnswer answer = decide(source, order);
          store.save(leases.kept());
          if (order instanceof LeaseOrder.Release && answer instanceof LeaseAnswer.Noted) {
            controlled.remove(source);
          }
          lookAround();
          return answer;
        });
  }

  private LeaseAnswer decide(String source, LeaseOrder order) {
    return switch (order) {
      case LeaseOrder.Take(Owner owner) -> leases.take(source, owner);
      case LeaseOrder.Renew(String token) -> leases.renew(source, token);
      case LeaseOrder.Release(String token) -> leases.release(source, token);
      case LeaseOrder.Keep(String token) -> leases.keep(source, token);
      case LeaseOrder.Request(Owner owner) -> leases.request(source, owner);
      case LeaseOrder.TakeOver(Owner owner) -> leases.takeOver(source, owner);
      case LeaseOrder.Force(Owner owner) -> leases.force(source, owner);
    };
  }

  // --- takes

  /** Does what is ordered, and waits so long for what comes of it. */
  public Answer command(Order order, Duration patience) {
    CompletableFuture<Answer> finished = command(order);
    try {
      return finished.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      return ask(
          () ->
              book.takes()
                  .request(order.request())
                  .map(desk::answer)
                  .orElseGet(() -> new Answer.Unknown("The request is not known")));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /**
   * Does what is ordered.
   *
   * @return the answer when it has come about, or will not
   */
  public CompletableFuture<Answer> command(Order order) {
    return ask(
        () -> {
          CompletableFuture<Answer> finished = handle(order).finished();
          lookAround();
          return finished;
        });
  }

  private TakeDesk.Doing handle(Order order) {
    Optional<TakeDesk.Doing> repeated = desk.repeated(order);
    if (repeated.isPresent()) {
      return repeated.get();
    }
    List<Source> sources = recorder.sources();
    Optional<Source> source =
        sources.stream().filter(it -> it.name().equals(order.source())).findFirst();
    if (source.isEmpty()) {
      return TakeDesk.Doing.of(
          new Answer.Unknown(
              "There is no source %s; there are %s"
                  .formatted(order.source(), sources.stream().map(Source::name).toList())));
    }
    TakeDesk.Doing doing =
        switch (order.by()) {
          case Order.Commander.Trusted(String name, Take.StartedBy kind) ->
              desk.handle(order, source.get(), name, kind);
          case Order.Commander.Holder(String token) -> handle(order, source.get(), token);
        };
    if (order.verb() == Order.Verb.STOP && doing.soFar() instanceof Answer.Told) {
      levels.stopped(order.source());
    }
    return doing;
  }

  private TakeDesk.Doing handle(Order order, Source source, String token) {
    return switch (leases.permission(source.name(), token)) {
      case Permission.Given(Owner owner) ->
          desk.handle(order, source, owner.name(), Take.StartedBy.PERSON);
      case Permission.Refused(String why, Optional<Lease> lease) ->
          TakeDesk.Doing.of(new Answer.Conflict(why, lease));
    };
  }

  /**
   * Changes what a take is called.
   *
   * @return it; nothing when there is none of that id
   * @throws IllegalArgumentException if it cannot be called that; the message says why
   */
  public Optional<Take> call(String id, Optional<String> name, Optional<String> note) {
    Optional<String> line = name.map(it -> Order.line("A name", it, LONGEST_NAME));
    if (note.filter(it -> it.length() > LONGEST_NOTE).isPresent()) {
      throw new IllegalArgumentException("A note has at most " + LONGEST_NOTE + " letters");
    }
    return ask(
        () -> {
          Optional<Take> changed =
              book.takes()
                  .find(id)
                  .map(
                      it ->
                          desk.call(
                              it,
                              new Take.Text(
                                  line.orElse(it.text().name()), note.orElse(it.text().note()))));
          lookAround();
          return changed;
        });
  }

  /**
   * Forgets a take. Where something was recorded for it alone that goes to the trash instead, and
   * the take is there again when it is restored. Waits for the archive.
   *
   * @param by who wants it
   */
  public Answer delete(String id, String by) {
    Optional<Take> found = take(id);
    if (found.isEmpty()) {
      return new Answer.Unknown("There is no take " + id + "; somebody may have deleted it");
    }
    Take take = found.get();
    if (take.isRunning()) {
      return new Answer.Conflict("The take goes on; end it first", Optional.empty());
    }
    boolean isStored = !take.isSpan() && take.state() == Take.State.KEPT;
    try {
      if (isStored) {
        archive.putAway(take, by);
        away.add(id);
      }
    } catch (IOException e) {
      return new Answer.Conflict("The take stays as it is: " + e.getMessage(), Optional.empty());
    }
    return ask(
        () -> {
          if (!isStored) {
            desk.forget(take);
          }
          lookAround();
          return new Answer.Told(
              true,
              time.now(),
              Optional.empty(),
              Optional.empty(),
              isStored ? "The take is in the trash" : "The take is forgotten");
        });
  }

  // --- levels

  /** Which manual sources are recorded when they are loud; whenever that changes. */
  public void trigger(Map<String, LevelTrigger.Settings> wanted) {
    onThread(() -> levels.apply(wanted));
  }

  /**
   * A source's level was measured, 20 times a second or so. Any thread; never waits.
   *
   * @param peak the highest sample since, in dBFS
   */
  public void heard(String source, double peak) {
    LevelDesk.Heard heard = new LevelDesk.Heard(peak, time.now(), time.nanos());
    onThread(() -> levels.heard(source, heard));
  }

  // --- bookings

  /**
   * Books a take, or changes one that is booked under the same id: also its begin, its end and its
   * name while it goes on. One that should go on already begins at once. What is over is not
   * recorded again, unless it is booked for a time that is wholly later.
   *
   * @return what is known of it then
   * @throws IllegalArgumentException if too many are booked; the message says so, for a person
   */
  public Booked book(Booking booking) {
    return book(List.of(booking)).getFirst();
  }

  /** Books several as {@link #book(Booking)} does, all of them or none. */
  public List<Booked> book(List<Booking> wanted) {
    return asked(
        () -> {
          bookings.book(wanted);
          lookAround();
          return wanted.stream().map(it -> known(Booked.waiting(it))).toList();
        });
  }

  /**
   * Changes what is booked under that id.
   *
   * @return what is known of it then; nothing when none of that id is known
   */
  public Optional<Booked> rebook(Booking booking) {
    return booking(booking.id()).map(_ -> book(booking));
  }

  /**
   * Has a booking not begin, or its take end now.
   *
   * @return what is known of it then; nothing when none of that id is known
   */
  public Optional<Booked> cancel(String id) {
    return ask(
        () -> {
          Optional<Booked> found = book.bookings().find(id);
          bookings.cancel(found.stream().toList());
          lookAround();
          return found.map(this::known);
        });
  }

  /** A booking, if there is one of that id. */
  public Optional<Booked> booking(String id) {
    return ask(() -> book.bookings().find(id));
  }

  /** All bookings that are known, those of the last weeks included, in order of time. */
  public List<Booked> bookings() {
    return ask(() -> book.bookings().all());
  }

  /**
   * What is recorded by schedules from now on. Before {@link #begin}, so that nothing begins which
   * is not wanted any more; and whenever they change.
   */
  public void apply(List<Schedule> schedules) {
    onThread(() -> planner.apply(schedules));
  }

  /**
   * What is to be recorded at its time, what of it goes on, and what was missed of late, in order
   * of time.
   *
   * @param ahead how far into the future, also farther than is booked
   * @param most so many are told, the first ones
   */
  public List<Booked> agenda(Duration ahead, int most) {
    return ask(() -> planner.agenda(time.now(), ahead, most));
  }

  /**
   * What schedules would have booked in a range of instants, in order of time.
   *
   * @param to the first instant behind it
   * @param most so many are told, the first ones
   */
  public static List<Booked> planned(List<Schedule> schedules, Instant from, Instant to, int most) {
    return Planner.planned(schedules, from, to, most);
  }

  private Booked known(Booked booked) {
    return book.bookings().find(booked.booking().id()).orElse(booked);
  }

  // --- on the studio's thread

  private void look() {
    try {
      lookAround();
      if (time.nanos() - triedAt >= BETWEEN_TRIES.toNanos()) {
        triedAt = time.nanos();
        store.catchUp(book::takes);
      }
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "The studio met a defect in this program", e);
    }
  }

  /** Looks at everything now, and waits for that. */
  void lookNow() {
    ask(
        () -> {
          look();
          return true;
        });
  }

  private void lookAround() {
    List<Source> sources = recorder.sources();
    for (Source source : sources) {
      captures.settle(source);
      lookAtControl(source);
    }
    captures.settleOthers();
    planner.look();
    bookings.look(sources);
    changes.tell(states());
  }

  private void lookAtControl(Source source) {
    if (leases.lease(source.name()).isPresent()) {
      controlled.add(source.name());
    } else if (controlled.remove(source.name())) {
      LOG.log(Level.INFO, "{0}: nobody is in control any more", source.name());
      store.save(leases.kept());
      if (source.stopWithoutControl()) {
        desk.endWithoutControl(source);
      }
    }
  }

  private List<SourceState> states() {
    List<SourceState> states = new ArrayList<>();
    for (Source source : recorder.sources()) {
      String name = source.name();
      Optional<Take> running = book.takes().running(name);
      states.add(
          new SourceState(
              shown(source),
              leases.lease(name),
              leases.wanted(name),
              running.or(() -> last(name))));
    }
    return states;
  }

  private Optional<Take> last(String source) {
    return book.takes().of(source, 1).stream().filter(it -> !away.contains(it.id())).findFirst();
  }

  private Source shown(Source source) {
    boolean isStopping = source.isManual() && captures.isStopping(source.name());
    Activity activity = isStopping ? Activity.STOPPING : source.activity();
    Instant since =
        Optional.ofNullable(seen.get(source.name()))
            .filter(it -> it.activity() == activity)
            .map(Seen::since)
            .orElseGet(time::now);
    seen.put(source.name(), new Seen(activity, since));
    return new Source(
        source.name(),
        source.isManual(),
        activity,
        activity == Activity.RECORDING ? source.since() : Optional.of(since),
        source.file(),
        source.preRoll(),
        source.shortest(),
        source.longest(),
        source.stopWithoutControl());
  }

  private void onThread(Runnable work) {
    try {
      thread.execute(work);
    } catch (RejectedExecutionException _) {
      LOG.log(Level.DEBUG, "Something came of what was asked after the studio had ended");
    }
  }

  /** What is asked may be refused with a message for a person. */
  private <T> T asked(Callable<T> question) {
    try {
      return ask(question);
    } catch (IllegalStateException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw refused;
      }
      throw e;
    }
  }

  private <T> T ask(Callable<T> question) {
    try {
      return thread.submit(question).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException("A defect in the studio", e.getCause());
    } catch (TimeoutException | RejectedExecutionException e) {
      throw new IllegalStateException("The studio does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }
}
