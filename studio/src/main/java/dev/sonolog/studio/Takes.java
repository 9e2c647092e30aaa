package dev.sonolog.studio;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * All takes that are known, and the requests of late, in memory. Only what it is told: it neither
 * records nor writes. One thread.
 */
final class Takes {
  /** More takes are not kept; the oldest that are over go first. */
  static final int MOST_TAKES = 50_000;

  /** So many requests are remembered. */
  static final int MOST_REQUESTS = 1_000;

  private final SequencedMap<String, Take> takes = new LinkedHashMap<>();
  private final Map<String, String> running = new LinkedHashMap<>();
  private final SequencedMap<String, Remembered> requests = new LinkedHashMap<>();

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
  }

  private void put(Take take) {
    takes.put(take.id(), take);
    if (take.isRunning()) {
      running.put(take.source(), take.id());
    } else {
      running.remove(take.source(), take.id());
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
      running.remove(gone.source(), take);
    }
  }

  Optional<Take> find(String id) {
    return Optional.ofNullable(takes.get(id));
  }

  /** The take of a source that goes on, or ends just now. */
  Optional<Take> running(String source) {
    return Optional.ofNullable(running.get(source)).flatMap(this::find);
  }

  List<Take> running() {
    return running.values().stream().flatMap(it -> find(it).stream()).toList();
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
    return all;
  }

  /** How many lines that takes. */
  int size() {
    return takes.size() + requests.size();
  }

  /** Of takes of one source only the newest goes on, whatever a damaged journal says. */
  List<Take> stray() {
    Set<String> going = new HashSet<>(running.values());
    return takes.values().stream()
        .filter(take -> take.isRunning() && !going.contains(take.id()))
        .toList();
  }
}
