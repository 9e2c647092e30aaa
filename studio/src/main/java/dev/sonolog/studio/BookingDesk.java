package dev.sonolog.studio;

import dev.sonolog.capture.TimeSource;
import dev.sonolog.studio.Booked.State;
import dev.sonolog.studio.StudioRecorder.Activity;
import dev.sonolog.studio.StudioRecorder.Beginning;
import dev.sonolog.studio.StudioRecorder.Source;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;

/**
 * Begins and ends the takes that were booked, at their instants by the wall clock. What cannot
 * begin is tried at each look as long as its time has not passed; then it is missed, and told once.
 * All of it on the studio's thread.
 */
final class BookingDesk {
  private static final Logger LOG = System.getLogger(BookingDesk.class.getName());

  /** So much of the newest audio the recorder has in memory, besides the pre-roll. */
  private static final Duration HELD = Duration.ofSeconds(2);

  /** What begins no more than that too late is not told to. */
  private static final Duration UNNOTICED = Duration.ofSeconds(1);

  private static final Duration BETWEEN_PRUNING = Duration.ofMinutes(10);

  private final Captures captures;
  private final TakeBook book;
  private final TimeSource time;
  private final Executor thread;

  /** Why bookings cannot begin, as it was told last, by their ids. */
  private final Map<String, String> refused = new HashMap<>();

  private Optional<Instant> pruned = Optional.empty();

  /**
   * @param thread the studio's
   */
  BookingDesk(Captures captures, TakeBook book, TimeSource time, Executor thread) {
    this.captures = captures;
    this.book = book;
    this.time = time;
    this.thread = thread;
  }

  // --- what is wanted

  /**
   * Books, or changes what is booked under the same id. What was done or missed stays so, unless it
   * is wanted at a time that is wholly later, or that is not over in the case of what was missed.
   *
   * @throws IllegalArgumentException if there are too many; the message says so, for a person
   */
  void book(List<Booking> bookings) {
    List<Booked> changed = new ArrayList<>();
    List<Booked> renamed = new ArrayList<>();
    for (Booking booking : bookings) {
      Optional<Booked> known = book.bookings().find(booking.id());
      Booked now = known.map(it -> changed(it, booking)).orElseGet(() -> Booked.waiting(booking));
      if (!known.equals(Optional.of(now))) {
        changed.add(now);
        known.filter(it -> !it.booking().name().equals(booking.name())).ifPresent(renamed::add);
      }
    }
    long more = changed.stream().filter(it -> isNew(it.booking().id())).count();
    if (book.bookings().open().size() + more > Bookings.MOST_OPEN) {
      throw new IllegalArgumentException(
          "No more than " + Bookings.MOST_OPEN + " takes can be booked at once");
    }
    note(changed);
    renamed.forEach(this::callTake);
  }

  private boolean isNew(String id) {
    return book.bookings().find(id).filter(Booked::isOpen).isEmpty();
  }

  private Booked changed(Booked known, Booking wanted) {
    boolean isAhead = wanted.to().isAfter(time.now());
    boolean isLater = !wanted.from().isBefore(known.booking().to());
    boolean isAnew =
        switch (known.state()) {
          case WAITING, RUNNING -> false;
          case DONE -> isLater;
          case MISSED, CANCELLED -> isAhead;
        };
    if (isAnew) {
      return Booked.waiting(wanted);
    }
    return known.isOpen() ? known.changed(wanted) : known;
  }

  /**
   * A take is called as it is booked now, unless somebody has called it otherwise.
   *
   * @param before as it was booked
   */
  private void callTake(Booked before) {
    String name = book.bookings().find(before.booking().id()).orElse(before).booking().name();
    running(before)
        .filter(it -> it.text().name().equals(before.booking().name()))
        .ifPresent(it -> book.update(it.called(new Take.Text(name, it.text().note()))));
  }

  /** What is not wanted any more does not begin, or ends now. */
  void cancel(List<Booked> unwanted) {
    List<Booked> cancelled =
        unwanted.stream().filter(Booked::isOpen).map(it -> it.over(State.CANCELLED)).toList();
    note(cancelled);
    for (Booked booked : cancelled) {
      refused.remove(booked.booking().id());
      running(booked).ifPresent(captures::endNow);
    }
  }

  private void note(List<Booked> booked) {
    if (!booked.isEmpty()) {
      var _ = book.keep(JournalEntry.of(booked));
    }
  }

  // --- what is done

  /** What was going on when the last process ended, and should have ended since, ends there. */
  void resume() {
    for (Booked booked : book.bookings().open()) {
      Instant to = booked.booking().to();
      running(booked)
          .filter(_ -> !to.isAfter(time.now()))
          .ifPresent(it -> book.update(it.ending(to)));
    }
  }

  /** Begins what is due before it ends what is over, so that one take goes over into the next. */
  void look(List<Source> sources) {
    Instant now = time.now();
    List<Booked> open = book.bookings().open();
    for (Booked booked : open) {
      if (booked.state() == State.WAITING && !booked.booking().from().isAfter(now)) {
        begin(booked, sources, now);
      }
    }
    for (Booked booked : open) {
      if (booked.state() == State.RUNNING) {
        settle(booked, now);
      }
    }
    if (pruned
        .filter(it -> Duration.between(it, now).abs().compareTo(BETWEEN_PRUNING) < 0)
        .isEmpty()) {
      pruned = Optional.of(now);
      book.bookings().prune(now);
    }
  }

  private void settle(Booked booked, Instant now) {
    Optional<Take> running = booked.take().flatMap(book.takes()::find).filter(Take::isRunning);
    if (running.isEmpty()) {
      note(List.of(booked.over(State.DONE)));
    } else if (!running.get().isEnding() && !booked.booking().to().isAfter(now)) {
      var _ = captures.end(running.get(), booked.booking().to());
    }
  }

  private Optional<Take> running(Booked booked) {
    return booked.take().flatMap(book.takes()::find).filter(it -> it.isRunning() && !it.isEnding());
  }

  private void begin(Booked booked, List<Source> sources, Instant now) {
    Booking booking = booked.booking();
    if (!booking.to().isAfter(now)) {
      miss(booked);
      return;
    }
    Optional<Source> source =
        sources.stream().filter(it -> it.name().equals(booking.source())).findFirst();
    if (source.isEmpty()) {
      refuse(booking, "there is no source of that name");
    } else if (source.get().isManual()) {
      capture(booked, source.get(), now);
    } else {
      span(booked, source.get(), now);
    }
  }

  private void miss(Booked booked) {
    Booking booking = booked.booking();
    String why = refused.remove(booking.id());
    LOG.log(
        Level.WARNING,
        "{0}: missed {1}, {2} to {3}: {4}",
        booking.source(),
        booking.by(),
        booking.from(),
        booking.to(),
        why == null ? "the recorder did not run then" : why);
    note(List.of(booked.over(State.MISSED)));
  }

  private void refuse(Booking booking, String why) {
    if (!why.equals(refused.put(booking.id(), why))) {
      LOG.log(
          Level.WARNING,
          "{0}: {1} should begin and cannot yet: {2}",
          booking.source(),
          booking.by(),
          why);
    }
  }

  /** Of what is recorded anyway it is a span, and reaches back as far as that. */
  private void span(Booked booked, Source source, Instant now) {
    Instant since = source.activity() == Activity.RECORDING ? source.since().orElse(now) : now;
    Take take =
        take(booked.booking(), true).begun(booked.booking().from(), Duration.ZERO, source.file());
    begun(booked, take);
    noteMissing(booked.booking(), take, since);
  }

  /** The recorder reaches back a while, so that a late look costs nothing. */
  private void capture(Booked booked, Source source, Instant now) {
    Booking booking = booked.booking();
    Duration preRoll = source.preRoll().orElse(Duration.ZERO);
    Instant reached = now.minus(preRoll).minus(HELD);
    Instant from = booking.from().isBefore(reached) ? reached : booking.from();
    Take take = take(booking, false);
    Captures.Begun begun = captures.begin(take, source, from.plus(preRoll));
    if (begun.refused().isPresent()) {
      refuse(booking, begun.refused().get());
      return;
    }
    begun(booked, begun.take());
    var _ = begun.audio().thenAcceptAsync(it -> heard(booking, take.id(), it), thread);
  }

  private void heard(Booking booking, String take, Beginning beginning) {
    captures.begun(take, beginning);
    book.takes()
        .find(take)
        .ifPresent(it -> it.extent().from().ifPresent(from -> noteMissing(booking, it, from)));
  }

  /** What began late says how much is missing. */
  private void noteMissing(Booking booking, Take take, Instant since) {
    Duration missing = Duration.between(booking.from(), since);
    if (missing.compareTo(UNNOTICED) > 0) {
      String told = "The first " + words(missing) + " are missing: nothing was recorded then.";
      LOG.log(Level.WARNING, "{0}: {1} begins late. {2}", take.source(), booking.by(), told);
      String note = take.text().note();
      book.update(
          take.called(
              new Take.Text(take.text().name(), note.isEmpty() ? told : note + "\n" + told)));
    }
  }

  private void begun(Booked booked, Take take) {
    refused.remove(booked.booking().id());
    var _ = book.keep(JournalEntry.of(take, booked.running(take)));
    LOG.log(
        Level.INFO,
        "{0}: {1} begins, until {2}",
        take.source(),
        booked.booking().by(),
        booked.booking().to());
  }

  private static Take take(Booking booking, boolean isSpan) {
    return new Take(
        UUID.randomUUID().toString(),
        booking.source(),
        isSpan,
        new Take.Origin(booking.from(), booking.by(), booking.kind()),
        new Take.Text(booking.name(), booking.note()),
        Take.Extent.NONE,
        Take.State.RUNNING,
        List.of());
  }

  private static String words(Duration length) {
    Duration whole = length.plusMillis(500);
    return whole.toHours() > 0
        ? "%d h %02d min".formatted(whole.toHours(), whole.toMinutesPart())
        : "%d min %02d s".formatted(whole.toMinutes(), whole.toSecondsPart());
  }
}
