package dev.sonolog.analysis;

import dev.sonolog.archive.SegmentKey;
import dev.sonolog.archive.StoredSegment;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/** What of one source is not measured, as {@link Backlog} knows it, which owns it. */
final class SourceBacklog {
  private static final Comparator<StoredSegment> OLDEST_FIRST =
      Comparator.comparing(StoredSegment::start)
          .thenComparing(StoredSegment::run)
          .thenComparingInt(StoredSegment::number);

  private static final int MOST_TRIES = 3;

  private final TreeSet<StoredSegment> missing = new TreeSet<>(OLDEST_FIRST);
  private final Map<SegmentKey, StoredSegment> running = new HashMap<>();

  /** Until all is looked through again. */
  private final Map<SegmentKey, StoredSegment> putOff = new HashMap<>();

  private final Map<SegmentKey, StoredSegment> unmeasurable = new LinkedHashMap<>();

  private final Map<SegmentKey, Integer> tries = new HashMap<>();

  /** Where looking through all recordings goes on; nothing when it is done. */
  private Optional<Instant> before = Optional.empty();

  /** In monotonic nanoseconds. */
  private OptionalLong begun = OptionalLong.empty();

  private boolean complete;

  /**
   * Whether all recordings are to be looked through: they never were, or it is long ago.
   *
   * @param now monotonic nanoseconds
   */
  boolean isDue(long now, Duration each) {
    return begun.isEmpty() || now - begun.getAsLong() >= each.toNanos();
  }

  /** Begins to look through all of them. */
  void begin(long now) {
    begun = OptionalLong.of(now);
    before = Optional.of(Instant.MAX);
    complete = false;
    missing.clear();
    putOff.clear();
    unmeasurable.clear();
    tries.clear();
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
    return running.containsKey(key) || unmeasurable.containsKey(key) || putOff.containsKey(key);
  }

  /** It is to be measured, as it is now. */
  void add(StoredSegment segment) {
    missing.remove(segment);
    missing.add(segment);
  }

  /** It could not be measured, by no fault of its own, as it seems: it is tried some times. */
  void failed(StoredSegment segment) {
    if (tries.merge(segment.key(), 1, Integer::sum) < MOST_TRIES) {
      add(segment);
    } else {
      putOff(segment);
    }
  }

  void addUnmeasurable(StoredSegment segment) {
    unmeasurable.put(segment.key(), segment);
  }

  /** What could not be measured is to be measured again. */
  void retry(SegmentKey key) {
    StoredSegment failed = unmeasurable.remove(key);
    if (failed != null) {
      add(failed);
    }
  }

  /** Those that cannot be measured. */
  Collection<StoredSegment> unmeasurable() {
    return List.copyOf(unmeasurable.values());
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

  /** The newest that is missing; there must be one. */
  StoredSegment newest() {
    return missing.getLast();
  }

  /** It is being measured from now on. */
  void begin(StoredSegment segment) {
    running.put(segment.key(), segment);
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
