package dev.sonolog.server.api;

import dev.sonolog.archive.Reviewed;
import dev.sonolog.archive.SegmentKey;
import dev.sonolog.archive.SpanSet;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.archive.TimeSpan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How much of recordings a user has reviewed. Any platform thread. */
final class ReviewedShares {
  private final Reviewed reviewed;
  private final String user;
  private final Instant now;

  /**
   * @param now where what is being recorded ends
   */
  ReviewedShares(Path stateDirectory, String user, Instant now) {
    this.reviewed = new Reviewed(stateDirectory);
    this.user = user;
    this.now = now;
  }

  /** The share of each, 0 to 1; none of those of which there is nothing. */
  Map<SegmentKey, Double> of(Collection<StoredSegment> segments) throws IOException {
    Map<SegmentKey, Double> shares = new HashMap<>();
    for (List<StoredSegment> each :
        segments.stream()
            .filter(it -> it.start().isBefore(end(it)))
            .collect(Collectors.groupingBy(StoredSegment::source))
            .values()) {
      SpanSet all = reviewed.in(user, each.getFirst().source(), around(each));
      each.forEach(it -> shares.put(it.key(), share(all, span(it))));
    }
    return shares;
  }

  /** One question for all recordings of a source. */
  private TimeSpan around(List<StoredSegment> segments) {
    return new TimeSpan(
        segments.stream().map(StoredSegment::start).min(Comparator.naturalOrder()).orElseThrow(),
        segments.stream().map(this::end).max(Comparator.naturalOrder()).orElseThrow());
  }

  private TimeSpan span(StoredSegment segment) {
    return new TimeSpan(segment.start(), end(segment));
  }

  private Instant end(StoredSegment segment) {
    return segment.content().map(StoredSegment.Content::end).orElse(now);
  }

  private static double share(SpanSet all, TimeSpan span) {
    return (double) all.within(span).length().toNanos() / span.length().toNanos();
  }
}
