package dev.sonolog.studio;

import dev.sonolog.capture.TimeSource;
import dev.sonolog.studio.Take.StartedBy;
import dev.sonolog.studio.schedule.Occurrence;
import dev.sonolog.studio.schedule.Schedule;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Books what schedules say for the days to come, again and again. As those bookings are kept, a
 * recorder that was not there knows afterwards what it has missed. On the studio's thread.
 */
final class Planner {
  private static final Logger LOG = System.getLogger(Planner.class.getName());

  /** So far ahead is booked. */
  static final Duration AHEAD = Duration.ofDays(8);

  /** So many of one schedule are booked, the next ones. */
  private static final int MOST_OF_ONE = 100;

  /** So long what was missed is told. */
  private static final Duration TOLD = Duration.ofDays(7);

  private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

  private final BookingDesk desk;
  private final Bookings bookings;
  private final TimeSource time;
  private Optional<List<Schedule>> schedules = Optional.empty();
  private long lookedAt;

  Planner(BookingDesk desk, Bookings bookings, TimeSource time) {
    this.desk = desk;
    this.bookings = bookings;
    this.time = time;
  }

  /** These count from now on. What goes on and is wanted no more, or not now, ends. */
  void apply(List<Schedule> wanted) {
    schedules = Optional.of(List.copyOf(wanted));
    plan(wanted);
  }

  /** Books further ahead as time passes. */
  void look() {
    if (time.nanos() - lookedAt >= BETWEEN_LOOKS.toNanos()) {
      schedules.ifPresent(this::plan);
    }
  }

  private void plan(List<Schedule> wanted) {
    lookedAt = time.nanos();
    Instant now = time.now();
    List<Booking> ahead = new ArrayList<>();
    wanted.forEach(it -> ahead.addAll(bookings(it, now, now.plus(AHEAD), MOST_OF_ONE)));
    Set<String> ids = new HashSet<>();
    ahead.forEach(it -> ids.add(it.id()));
    desk.cancel(
        bookings.open().stream()
            .filter(it -> it.booking().kind() == StartedBy.SCHEDULE)
            .filter(it -> it.booking().to().isAfter(now) && !ids.contains(it.booking().id()))
            .toList());
    try {
      desk.book(ahead);
    } catch (IllegalArgumentException e) {
      LOG.log(Level.ERROR, "What is scheduled is not booked: {0}", e.getMessage());
    }
  }

  /** What is to come and goes on, beyond what is booked, too, and what was missed of late. */
  List<Booked> agenda(Instant now, Duration ahead, int most) {
    Instant end = now.plus(ahead);
    Instant lately = now.minus(TOLD);
    Set<String> ids = new HashSet<>();
    List<Booked> agenda = new ArrayList<>();
    for (Booked booked : bookings.all()) {
      ids.add(booked.booking().id());
      if (isTold(booked, now, lately) && booked.booking().from().isBefore(end)) {
        agenda.add(booked);
      }
    }
    planned(schedules.orElse(List.of()), now, end, most).stream()
        .filter(it -> !ids.contains(it.booking().id()))
        .forEach(agenda::add);
    return agenda.stream().sorted(Bookings.BY_TIME).limit(most).toList();
  }

  private static boolean isTold(Booked booked, Instant now, Instant lately) {
    Instant to = booked.booking().to();
    return switch (booked.state()) {
      case WAITING, RUNNING -> true;
      case DONE -> to.isAfter(now);
      case MISSED -> to.isAfter(lately);
      case CANCELLED -> false;
    };
  }

  /** What schedules would have booked. */
  static List<Booked> planned(List<Schedule> schedules, Instant from, Instant to, int most) {
    return schedules.stream()
        .flatMap(it -> bookings(it, from, to, most).stream())
        .map(Booked::waiting)
        .sorted(Bookings.BY_TIME)
        .limit(most)
        .toList();
  }

  private static List<Booking> bookings(Schedule schedule, Instant from, Instant to, int most) {
    return schedule.occurrences(from, to, most).stream().map(it -> booking(schedule, it)).toList();
  }

  private static Booking booking(Schedule schedule, Occurrence occurrence) {
    return new Booking(
        "schedule/" + schedule.id() + "/" + occurrence.nominal(),
        schedule.source(),
        occurrence.from(),
        occurrence.to(),
        schedule.name(),
        "",
        StartedBy.SCHEDULE);
  }
}
