package dev.sonolog.libretime;

import dev.sonolog.libretime.PlanChange.Added;
import dev.sonolog.libretime.PlanChange.Cancelled;
import dev.sonolog.libretime.PlanChange.Moved;
import dev.sonolog.libretime.PlanChange.Renamed;
import dev.sonolog.libretime.PlanChange.Replaced;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The shows that are known, by their instances; those that overlap stand beside each other. What a
 * reading lacks counts as cancelled only when the next one lacks it, too: an answer that a station
 * gives while its database hiccups must not end a recording. A show that LibreTime itself says is
 * struck out is cancelled at once. Pure.
 *
 * @param shows by their start
 * @param missed the instances that the last reading that covered them did not have
 * @param read when, and where from; nothing before the first reading
 */
public record Plan(List<Show> shows, Set<Long> missed, Optional<Read> read) {
  private static final Comparator<Show> BY_START =
      Comparator.comparing(Show::starts).thenComparingLong(Show::instance);

  /** Before anything was read. */
  public static final Plan EMPTY = new Plan(List.of(), Set.of(), Optional.empty());

  /** For so long a show that is over is kept: somebody may still want its name. */
  public static final Duration KEPT = Duration.ofDays(2);

  /** A reading, of which only this is kept. */
  public record Read(Instant at, PlanReading.Source source) {}

  /** A plan, and how it came from another one. */
  public record Step(Plan plan, List<PlanChange> changes) {
    public Step {
      changes = List.copyOf(changes);
    }
  }

  public Plan {
    shows = shows.stream().sorted(BY_START).toList();
    missed = Set.copyOf(missed);
  }

  /** The plan after a reading, and what that changed. */
  public Step advance(PlanReading reading) {
    Map<Long, Show> known = new HashMap<>();
    shows.forEach(show -> known.put(show.instance(), show));
    List<PlanChange> changes = new ArrayList<>();
    for (Show show : reading.shows()) {
      Show before = known.put(show.instance(), show);
      changes.addAll(changes(before == null ? Optional.empty() : Optional.of(before), show));
    }
    Set<Long> fresh = new HashSet<>();
    for (Show gone : gone(reading, fresh)) {
      known.remove(gone.instance());
      if (gone.ends().isAfter(reading.at())) {
        changes.add(new Cancelled(gone));
      }
    }
    known.values().removeIf(show -> show.ends().plus(KEPT).isBefore(reading.at()));
    Plan plan =
        new Plan(
            List.copyOf(known.values()),
            fresh,
            Optional.of(new Read(reading.at(), reading.source())));
    return new Step(plan, replacing(changes));
  }

  private static List<PlanChange> changes(Optional<Show> before, Show after) {
    if (before.isEmpty()) {
      return List.of(new Added(after));
    }
    Show old = before.get();
    List<PlanChange> changes = new ArrayList<>();
    if (!old.starts().equals(after.starts()) || !old.ends().equals(after.ends())) {
      changes.add(new Moved(old, after));
    }
    if (!old.name().equals(after.name()) || !old.description().equals(after.description())) {
      changes.add(new Renamed(old, after));
    }
    return changes;
  }

  /** Those that are planned no more; those that may be are added to {@code missing}. */
  private List<Show> gone(PlanReading reading, Set<Long> missing) {
    Set<Long> there = new HashSet<>();
    reading.shows().forEach(show -> there.add(show.instance()));
    List<Show> gone = new ArrayList<>();
    for (Show show : shows) {
      if (reading.cancelled().contains(show.instance())) {
        gone.add(show);
      } else if (!there.contains(show.instance())) {
        noteMissing(show, reading, missing, gone);
      }
    }
    return gone;
  }

  private void noteMissing(Show show, PlanReading reading, Set<Long> missing, List<Show> gone) {
    boolean covered = reading.coverage().covers(show);
    boolean isOver = !show.ends().isAfter(reading.at());
    if (covered && !isOver && missed.contains(show.instance())) {
      gone.add(show);
    } else if (!isOver && (covered || missed.contains(show.instance()))) {
      missing.add(show.instance());
    }
  }

  /** A show that went and one of the same that came in its place are one change. */
  private static List<PlanChange> replacing(List<PlanChange> changes) {
    List<PlanChange> result = new ArrayList<>(changes);
    for (PlanChange change : changes) {
      if (change instanceof Cancelled cancelled) {
        successor(cancelled.show(), result)
            .ifPresent(
                added -> {
                  result.remove(added);
                  result.set(result.indexOf(change), new Replaced(cancelled.show(), added.show()));
                });
      }
    }
    return result;
  }

  private static Optional<Added> successor(Show gone, List<PlanChange> changes) {
    for (PlanChange change : changes) {
      if (change instanceof Added added
          && gone.show() != 0
          && added.show().show() == gone.show()
          && added.show().overlaps(gone)) {
        return Optional.of(added);
      }
    }
    return Optional.empty();
  }

  /** Those that are planned to be on air then. */
  public List<Show> onAirAt(Instant at) {
    return shows.stream().filter(show -> show.isOnAirAt(at)).toList();
  }

  /** A show by its instance. */
  public Optional<Show> find(long instance) {
    return shows.stream().filter(show -> show.instance() == instance).findFirst();
  }
}
