package dev.sonolog.archive;

import dev.sonolog.archive.RetentionStock.Holding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads from the catalogue, the pins and the file systems what a plan of retention is made of. Of
 * each source with a rule the oldest recordings, as many as a round can delete. Platform threads
 * only.
 */
final class RetentionReading {
  private final CatalogueView view;
  private final Review review;
  private final Stores stores;
  private final Stores.Asking asking;

  RetentionReading(CatalogueView view, Review review, Stores stores, Stores.Asking asking) {
    this.view = view;
    this.review = review;
    this.stores = stores;
    this.asking = asking;
  }

  /** The room on the volumes. */
  Map<String, Space> spaces() {
    return stores.spaces(asking);
  }

  /**
   * Reads the stock.
   *
   * @param most how many recordings of a source are looked at
   * @param leftOut what is not to be looked at
   * @throws IOException if the catalogue or the pins cannot be read: nothing may be deleted then
   */
  RetentionStock read(RetentionRules rules, int most, Set<SegmentKey> leftOut) throws IOException {
    Set<SegmentKey> pins = review.pins().keySet();
    int reach = (int) Math.min(Integer.MAX_VALUE, (long) most + pins.size() + leftOut.size());
    List<StoredSegment> segments = new ArrayList<>(view.inState(SegmentState.TRASHED));
    for (String source : rules.sources().keySet()) {
      segments.addAll(view.oldest(source, reach));
    }
    return new RetentionStock(
        segments.stream()
            .filter(segment -> !leftOut.contains(segment.key()))
            .flatMap(segment -> holding(segment, pins).stream())
            .toList(),
        sizes(rules, pins),
        spaces());
  }

  private Optional<Holding> holding(StoredSegment segment, Set<SegmentKey> pins) {
    return stores
        .volume(segment.file())
        .map(volume -> new Holding(segment, pins.contains(segment.key()), volume));
  }

  private Map<String, Long> sizes(RetentionRules rules, Set<SegmentKey> pins) throws IOException {
    Map<String, Long> sizes = new HashMap<>();
    for (Map.Entry<String, RetentionRule> rule : rules.sources().entrySet()) {
      if (rule.getValue().size().isPresent()) {
        sizes.put(rule.getKey(), view.sealedBytes(rule.getKey()));
      }
    }
    for (SegmentKey pin : pins) {
      view.segment(pin)
          .filter(segment -> segment.state() == SegmentState.SEALED)
          .ifPresent(s -> sizes.computeIfPresent(s.source(), (_, size) -> size - s.bytes()));
    }
    return sizes;
  }
}
