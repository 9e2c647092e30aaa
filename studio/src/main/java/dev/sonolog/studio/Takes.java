package dev.sonolog.studio;

import dev.sonolog.studio.Take.StartedBy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All takes that are known, the requests of late, and bookings, in memory. Only what it is told: it
 * neither records nor writes. One thread.
 */
final class Takes {
  /** More takes are not kept; the oldest that are over go first. */
  static final int MOST_TAKES = 50_000;

  /** So many requests are remembered. */
  static final int MOST_REQUESTS = 1_000;

  private final SequencedMap<String, Take> takes = new LinkedHashMap<>();
  private final Map<String, SequencedSet<String>> running = new LinkedHashMap<>();
  private final SequencedMap<String, Remembered> requests = new LinkedHashMap<>();
  private final Bookings bookings = new Bookings();

  /** Takes what a journal says, line by line. */
  static Takes of(List<JournalEntry> entries) {
    Takes takes = new Takes();
    entries.forEach(takes::apply);
    return takes;
  }

  void apply(JournalEntry entry) {
    entry.take().ifPresent(this::put);
    entry.request().ifPresent(this::remember);
    entry.forgotten().ifPresent(this::forget);
    entry.booked().forEach(bookings::apply);
  }

  private void put(Take take) {
    takes.put(take.id(), take);
    if (take.isRunning()) {
      running.computeIfAbsent(take.source(), _ -> new LinkedHashSet<>()).add(take.id());
    } else {
      runsNoMore(take);
    }
    if (takes.size() > MOST_TAKES) {
      takes.values().stream()
          .filter(it -> !it.isRunning())
          .findFirst()
          .ifPresent(oldest -> forget(oldest.id()));
    }
  }

  private void remember(Remembered request) {
    requests.put(request.id(), request);
    if (requests.size() > MOST_REQUESTS) {
      requests.pollFirstEntry();
    }
  }

  private void forget(String take) {
    Take gone = takes.remove(take);
    if (gone != null) {
      runsNoMore(gone);
    }
  }

  private void runsNoMore(Take take) {
    SequencedSet<String> others = running.get(take.source());
    if (others != null && others.remove(take.id()) && others.isEmpty()) {
      running.remove(take.source());
    }
  }

  Optional<Take> find(String id) {
    return Optional.ofNullable(takes.get(id));
  }

  /**
   * The take of a source that goes on, or ends just now: of several the one that people see and
   * command, which is a person's before one that was booked, and the newest of equals.
   */
  Optional<Take> running(String source) {
    return allRunning(source).stream()
        .max(
            Comparator.comparing((Take it) -> !it.isEnding())
                .thenComparing(it -> it.origin().startedBy() == StartedBy.PERSON));
  }

  /** The take of a source that a person or a thing of that kind began, and that goes on. */
  Optional<Take> running(String source, StartedBy kind) {
    return allRunning(source).stream()
        .filter(it -> !it.isEnding() && it.origin().startedBy() == kind)
        .findFirst();
  }

  /** All takes of a source that go on, or end just now; the newest first. */
  List<Take> allRunning(String source) {
    SequencedSet<String> ids = running.get(source);
    return ids == null
        ? List.of()
        : ids.reversed().stream().flatMap(it -> find(it).stream()).toList();
  }

  /** All takes that go on, or end just now; those of a source in the order of their begin. */
  List<Take> running() {
    return running.values().stream()
        .flatMap(ids -> ids.stream().flatMap(it -> find(it).stream()))
        .toList();
  }

  /** The takes of a source, newest first. */
  List<Take> of(String source, int most) {
    return takes.sequencedValues().reversed().stream()
        .filter(it -> it.source().equals(source))
        .limit(most)
        .toList();
  }

  Optional<Remembered> request(String id) {
    return Optional.ofNullable(requests.get(id));
  }

  /** What says all of it, and no more. */
  List<JournalEntry> entries() {
    List<JournalEntry> all = new ArrayList<>();
    takes.values().forEach(take -> all.add(JournalEntry.of(take)));
    requests.values().forEach(request -> all.add(JournalEntry.of(request)));
    bookings.all().forEach(booked -> all.add(JournalEntry.of(List.of(booked))));
    return all;
  }

  /** How many lines that takes. */
  int size() {
    return takes.size() + requests.size() + bookings.size();
  }

  Bookings bookings() {
    return bookings;
  }

  /**
   * What cannot go on, whatever a damaged journal says: of the takes that people began of one
   * source all but the newest, and what was booked and is over.
   */
  List<Take> stray() {
    Set<String> booked =
        bookings.open().stream().flatMap(it -> it.take().stream()).collect(Collectors.toSet());
    Set<Map.Entry<String, StartedBy>> newer = new HashSet<>();
    List<Take> stray = new ArrayList<>();
    for (Take take : running().reversed()) {
      StartedBy kind = take.origin().startedBy();
      boolean isAlone =
          switch (kind) {
            case PERSON, LEVEL -> newer.add(Map.entry(take.source(), kind));
            case SCHEDULE, LIBRETIME -> booked.contains(take.id());
          };
      if (!isAlone) {
        stray.add(take);
      }
    }
    return stray;
  }
}
