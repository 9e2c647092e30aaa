package dev.sonolog.archive;

import java.util.List;
import java.util.Map;

/**
 * What a plan of retention is made of.
 *
 * @param holdings finished segments and those in the trash, in any order
 * @param sizes by source: the bytes of its finished segments that are not pinned, also of those
 *     that are not among the holdings because they are too young to matter
 * @param volumes the room on each volume; one whose room is not known is absent
 */
public record RetentionStock(
    List<Holding> holdings, Map<String, Long> sizes, Map<String, Space> volumes) {
  public RetentionStock {
    holdings = List.copyOf(holdings);
    sizes = Map.copyOf(sizes);
    volumes = Map.copyOf(volumes);
  }

  /**
   * A file that might go.
   *
   * @param segment finished, or in the trash
   * @param volume the name of the volume that it lies on
   */
  public record Holding(StoredSegment segment, boolean pinned, String volume) {
    long bytes() {
      return segment.bytes();
    }

    boolean is(SegmentState state) {
      return segment.state() == state && !pinned && segment.content().isPresent();
    }
  }
}
