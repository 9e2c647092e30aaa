package dev.sonolog.app;

import dev.sonolog.libretime.Plan;
import dev.sonolog.libretime.PlanChange;
import dev.sonolog.libretime.PlanRules.Wanted;
import dev.sonolog.studio.Booked;
import dev.sonolog.studio.Booking;
import dev.sonolog.studio.Studio;
import dev.sonolog.studio.Take.StartedBy;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Books the shows that are to be recorded, as the plan has them: what moved is booked anew, what
 * was cancelled is booked no more, and an instance that took the place of another goes on with its
 * booking, so that a show that somebody edits while it is on stays one take. Looks at everything
 * when the plan changes, and from time to time. On a thread of its own; without LibreTime the shows
 * that are known stay booked.
 */
final class ShowBookings implements AutoCloseable {
  private static final Logger LOG = System.getLogger(ShowBookings.class.getName());
  private static final long LOOK_SECONDS = 20;
  private static final String ID = "libretime ";

  private final Studio studio;
  private final OnAirLine line;
  private final Supplier<Optional<String>> source;
  private final InstantSource clock;
  private final KeptTexts replaced;
  private final Semaphore news = new Semaphore(1);
  private volatile boolean closed;

  /**
   * @param source that shows are recorded of, if there is any
   * @param file where it is kept which instance took the place of which
   */
  ShowBookings(
      Studio studio,
      OnAirLine line,
      Supplier<Optional<String>> source,
      InstantSource clock,
      Path file) {
    this.studio = studio;
    this.line = line;
    this.source = source;
    this.clock = clock;
    this.replaced = new KeptTexts(file);
  }

  /** Begins to book. */
  void begin() {
    line.plan().listen(this::changed);
    Thread.ofPlatform().daemon().name("show bookings").start(this::run);
  }

  /** On the plan's thread. */
  private void changed(Plan plan, List<PlanChange> changes) {
    for (PlanChange change : changes) {
      if (change instanceof PlanChange.Replaced(var before, var after)) {
        replaced.put(Long.toString(after.instance()), id(before.instance()));
      }
    }
    news.release();
  }

  /** The booking of an instance. */
  private String id(long instance) {
    return replaced.of(Long.toString(instance)).orElse(ID + instance);
  }

  /** The instance that a booking is for now, if it is one of a show. */
  static Optional<Long> instance(Plan plan, KeptTexts replaced, String id) {
    for (var show : plan.shows()) {
      if (replaced.of(Long.toString(show.instance())).filter(id::equals).isPresent()) {
        return Optional.of(show.instance());
      }
    }
    return id.matches(ID + "\\d{1,18}")
        ? Optional.of(Long.valueOf(id.substring(ID.length())))
        : Optional.empty();
  }

  /** The instance that a booking is for now, if it is one of a show. */
  Optional<Long> instance(String id) {
    return instance(line.plan().plan(), replaced, id);
  }

  private void run() {
    try {
      while (!closed) {
        if (news.tryAcquire(LOOK_SECONDS, TimeUnit.SECONDS)) {
          var _ = news.drainPermits();
        }
        bookSafely();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void bookSafely() {
    try {
      if (!closed) {
        book();
      }
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "The shows that LibreTime plans are not booked for a while", e);
    }
  }

  private void book() {
    Plan plan = line.plan().plan();
    Optional<String> recorded = source.get();
    if (plan.read().isEmpty() || recorded.isEmpty()) {
      return; // nothing is known yet, so nothing is unwanted either
    }
    Instant now = clock.instant();
    List<Booking> bookings = new ArrayList<>();
    Set<String> wanted = new HashSet<>();
    for (Wanted each : line.settings().rules().wanted(plan)) {
      wanted.add(id(each.show().instance()));
      if (each.to().isAfter(now)) {
        bookings.add(booking(each, recorded.get()));
      }
    }
    if (!bookings.isEmpty()) {
      var _ = studio.book(bookings);
    }
    cancelOthers(wanted, now);
  }

  private Booking booking(Wanted wanted, String recorded) {
    return new Booking(
        id(wanted.show().instance()),
        recorded,
        wanted.from(),
        wanted.to(),
        ShowNames.name(wanted.show()).orElse(""),
        "",
        StartedBy.LIBRETIME);
  }

  /** What is over by itself in a moment is left alone. */
  private void cancelOthers(Set<String> wanted, Instant now) {
    for (Booked booked : studio.bookings()) {
      Booking booking = booked.booking();
      if (booked.isOpen()
          && booking.kind() == StartedBy.LIBRETIME
          && booking.to().isAfter(now)
          && !wanted.contains(booking.id())) {
        LOG.log(Level.INFO, "{0}: the show {1} is not recorded", booking.source(), booking.name());
        var _ = studio.cancel(booking.id());
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    news.release();
  }
}
