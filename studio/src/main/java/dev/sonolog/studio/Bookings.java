package dev.sonolog.studio;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All bookings that are known, in memory: those that are to come, and what became of those of late,
 * so that none is recorded twice. Only what it is told. One thread.
 */
final class Bookings {
  /** More that are still to come are not taken. */
  static final int MOST_OPEN = 5_000;

  /** So long is known what became of one that is past. */
  static final Duration REMEMBERED = Duration.ofDays(30);

  private static final int MOST_PAST = 2_000;
  static final Comparator<Booked> BY_TIME =
      Comparator.comparing((Booked it) -> it.booking().from())
          .thenComparing(it -> it.booking().id());

  private final Map<String, Booked> all = new HashMap<>();
  private final Map<String, Booked> open = new HashMap<>();
  private Optional<List<Booked>> sorted = Optional.empty(); // those that are open

  void apply(Booked booked) {
    String id = booked.booking().id();
    sorted = Optional.empty();
    all.put(id, booked);
    if (booked.isOpen()) {
      open.put(id, booked);
    } else {
      open.remove(id);
    }
  }

  Optional<Booked> find(String id) {
    return Optional.ofNullable(all.get(id));
  }

  /** Those for which something is still to be done, in order of time. */
  List<Booked> open() {
    if (sorted.isEmpty()) {
      sorted = Optional.of(open.values().stream().sorted(BY_TIME).toList());
    }
    return sorted.get();
  }

  /** All of them, in order of time. */
  List<Booked> all() {
    return all.values().stream().sorted(BY_TIME).toList();
  }

  int size() {
    return all.size();
  }

  /** Lets go what is long past, and the oldest where there are very many. */
  void prune(Instant now) {
    List<Booked> past =
        all().stream().filter(it -> !it.isOpen() && it.booking().to().isBefore(now)).toList();
    int surplus = past.size() - MOST_PAST;
    Instant oldest = now.minus(REMEMBERED);
    for (int i = 0; i < past.size(); i++) {
      Booking booking = past.get(i).booking();
      if (i < surplus || booking.to().isBefore(oldest)) {
        all.remove(booking.id());
      }
    }
  }
}
