package dev.sonolog.server.api;

import dev.sonolog.archive.StoredSegment;
import dev.sonolog.archive.TimeSpan;
import dev.sonolog.server.events.EventHub;
import dev.sonolog.server.events.ReviewChange;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Tells the pages what others noted. Any thread. */
final class ReviewChanges {
  private final EventHub hub;

  ReviewChanges(EventHub hub) {
    this.hub = hub;
  }

  /** Something about an instant, or a span. */
  void told(ReviewChange.Kind kind, String source, Instant from, Optional<Instant> to) {
    hub.reviewed(new ReviewChange(kind, source, from, to), Optional.empty());
  }

  /** What a user has reviewed, which is told to that user alone. */
  void reviewed(String source, TimeSpan span, String user) {
    ReviewChange change =
        new ReviewChange(ReviewChange.Kind.REVIEWED, source, span.from(), Optional.of(span.to()));
    hub.reviewed(change, Optional.of(user));
  }

  /** Something about recordings: once for each source, however many there are. */
  void told(ReviewChange.Kind kind, Collection<StoredSegment> segments) {
    Map<String, ReviewChange> changes = new LinkedHashMap<>();
    for (StoredSegment segment : segments) {
      Optional<Instant> end = segment.content().map(StoredSegment.Content::end);
      ReviewChange change = new ReviewChange(kind, segment.source(), segment.start(), end);
      changes.merge(segment.source(), change, ReviewChanges::both);
    }
    changes.values().forEach(it -> hub.reviewed(it, Optional.empty()));
  }

  private static ReviewChange both(ReviewChange one, ReviewChange other) {
    Instant from = one.from().isBefore(other.from()) ? one.from() : other.from();
    Optional<Instant> to =
        one.to().flatMap(it -> other.to().map(that -> it.isAfter(that) ? it : that));
    return new ReviewChange(one.kind(), one.source(), from, to);
  }
}
