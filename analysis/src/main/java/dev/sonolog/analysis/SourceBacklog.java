package dev.sonolog.analysis;

import dev.sonolog.archive.SegmentKey;
import dev.sonolog.archive.StoredSegment;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What of one source is not measured, as {@link Backlog} knows it, which owns it. */
final class SourceBacklog {
  private static final Comparator<StoredSegment> OLDEST_FIRST =
      Comparator.comparing(StoredSegment::start)
          .thenComparing(StoredSegment::run)
          .thenComparingInt(StoredSegment::number);

  private final TreeSet<StoredSegment> missing = new TreeSet<>(OLDEST_FIRST);
  private final Map<SegmentKey, StoredSegment> running = new HashMap<>();

  /** Until all is looked through again. */
  private final Map<SegmentKey, StoredSegment> putOff = new HashMap<>();

  private final Set<SegmentKey> unmeasurable = new HashSet<>();

  /** Where looking through all recordings goes on; nothing when it is done. */
  private Optional<Instant> before = Optional.empty();

  private Instant begun = Instant.EPOCH;
  private boolean complete;

  /** When all recordings were begun to be looked through last. */
  Instant begun() {
    return begun;
  }

  /** Begins to look through all of them. */
  void begin(Instant now) {
    begun = now;
    before = Optional.of(Instant.MAX);
    missing.clear();
    putOff.clear();
    unmeasurable.clear();
  }

  /** Those that began earlier are still to be looked at; nothing when all were. */
  Optional<Instant> before() {
    return before;
  }

  void before(Optional<Instant> instant) {
    before = instant;
    complete |= instant.isEmpty();
  }

  boolean knows(StoredSegment segment) {
    SegmentKey key = segment.key();
    return running.containsKey(key) || unmeasurable.contains(key) || putOff.containsKey(key);
  }

  void add(StoredSegment segment) {
    missing.add(segment);
  }

  void addUnmeasurable(StoredSegment segment) {
    unmeasurable.add(segment.key());
  }

  /** Nothing is to be done about it any more. */
  void remove(StoredSegment segment) {
    missing.remove(segment);
    running.remove(segment.key());
    putOff.remove(segment.key());
    unmeasurable.remove(segment.key());
  }

  void putOff(StoredSegment segment) {
    putOff.put(segment.key(), segment);
  }

  /** The newest; it is being measured from now on. */
  StoredSegment take() {
    StoredSegment newest = missing.removeLast();
    running.put(newest.key(), newest);
    return newest;
  }

  /** That which has the newest of all that are missing. */
  static Optional<SourceBacklog> newest(Collection<SourceBacklog> all) {
    return all.stream()
        .filter(it -> !it.missing.isEmpty())
        .max(Comparator.comparing(it -> it.missing.getLast(), OLDEST_FIRST));
  }

  /**
   * @param all whether nothing waits to be noted
   */
  Lag lag(boolean all) {
    Duration audio = length(missing).plus(length(running.values())).plus(length(putOff.values()));
    return new Lag(
        missing.size() + running.size() + putOff.size(),
        audio,
        unmeasurable.size(),
        complete && all);
  }

  private static Duration length(Collection<StoredSegment> segments) {
    Duration length = Duration.ZERO;
    for (StoredSegment segment : segments) {
      length = length.plus(Duration.between(segment.start(), segment.knownEnd()));
    }
    return length;
  }
}
