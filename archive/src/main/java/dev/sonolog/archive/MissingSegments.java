package dev.sonolog.archive;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/**
 * Segments whose file is not where the catalogue thinks. Files of others that bear another name now
 * are recognised among them by their length and their time of modification, however many there are:
 * no search looks at more than those that are alike. Part of a {@link Reconciliation}, on its
 * thread.
 */
final class MissingSegments {
  /** What tells a file of others from the rest, whatever its name. */
  private record Likeness(long bytes, Instant modified) {}

  private final Map<Path, StoredSegment> byFile = new LinkedHashMap<>();
  private final Map<Likeness, Queue<StoredSegment>> others = new HashMap<>();

  void add(StoredSegment segment) {
    byFile.put(segment.file(), segment);
    if (!segment.startFrom().isOurs()) {
      likeness(segment)
          .ifPresent(it -> others.computeIfAbsent(it, _ -> new ArrayDeque<>()).add(segment));
    }
  }

  /** All that were not found yet. */
  Collection<StoredSegment> all() {
    return byFile.values();
  }

  /** One was found under another name. */
  void found(StoredSegment segment) {
    byFile.remove(segment.file());
  }

  /** Some were found elsewhere. */
  void found(Set<SegmentKey> keys) {
    byFile.values().removeIf(segment -> keys.contains(segment.key()));
  }

  /** The segment of others that a file must be, which is not missing any more then. */
  Optional<StoredSegment> claim(SeenFile seen) {
    Queue<StoredSegment> alike = others.get(new Likeness(seen.bytes(), seen.modified()));
    while (alike != null && !alike.isEmpty()) {
      StoredSegment segment = alike.remove();
      if (byFile.remove(segment.file(), segment)) {
        return Optional.of(segment);
      }
    }
    return Optional.empty();
  }

  private static Optional<Likeness> likeness(StoredSegment segment) {
    return segment
        .content()
        .flatMap(known -> known.modified().map(at -> new Likeness(known.bytes(), at)));
  }
}
