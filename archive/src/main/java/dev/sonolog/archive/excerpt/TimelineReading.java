package dev.sonolog.archive.excerpt;

import dev.sonolog.archive.CatalogueView;
import dev.sonolog.archive.Gap;
import dev.sonolog.archive.SegmentState;
import dev.sonolog.archive.StoredRun;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.archive.excerpt.TimelineRows.Present;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what the catalogue says of a span, and how much is stored of a segment that is being
 * written. Immutable; platform threads only.
 */
final class TimelineReading {
  /** No file is so many times longer than it is estimated. */
  private static final int FAR_OFF = 10;

  private final CatalogueView view;
  private final SegmentSource segments;
  private final Clock clock;

  TimelineReading(CatalogueView view, SegmentSource segments, Clock clock) {
    this.view = view;
    this.segments = segments;
    this.clock = clock;
  }

  /**
   * All that lies in a span, at least in part, and the segment in front of it. Files whose length
   * is only estimated are as long as that.
   */
  TimelineRows rows(String source, Instant from, Instant to) throws IOException {
    return view.together(open -> rows(open, source, from, to));
  }

  /** The same; files whose length is only estimated are read to their ends. */
  TimelineRows exactRows(String source, Instant from, Instant to) throws IOException {
    TimelineRows rows = rows(source, from, to);
    return rows.with(rows.present().stream().map(it -> exact(it, from)).toList());
  }

  private Present exact(Present present, Instant from) {
    return present
        .segment()
        .content()
        .filter(it -> it.estimated() && mayReach(present.segment().start(), it, from))
        .map(_ -> new Present(present.segment(), segments.playable(present)))
        .orElse(present);
  }

  /** Whether a file may last until an instant, though its estimate is short of it. */
  private static boolean mayReach(Instant start, StoredSegment.Content content, Instant from) {
    Duration estimate = Duration.between(start, content.end());
    return start.plus(estimate.multipliedBy(FAR_OFF)).isAfter(from);
  }

  private TimelineRows rows(CatalogueView open, String source, Instant from, Instant to)
      throws IOException {
    List<StoredSegment> all = segments(open, source, from, to);
    List<Present> present = new ArrayList<>();
    List<StoredSegment> absent = new ArrayList<>();
    Map<String, StoredRun> runs = new HashMap<>();
    for (StoredSegment segment : all) {
      Optional<Present> there = present(segment);
      there.ifPresentOrElse(present::add, () -> absent.add(segment));
      if (!runs.containsKey(segment.run())) {
        open.run(segment.run()).ifPresent(run -> runs.put(run.run(), run));
      }
    }
    Instant start = all.isEmpty() ? from : earlier(from, all.getFirst().start());
    List<Gap> gaps = open.gaps(source, start, to);
    return new TimelineRows(present, absent, gaps, runs, open.firstStart(source), clock.instant());
  }

  /** With the one before the span: one whose station paused lasts longer than its samples. */
  private List<StoredSegment> segments(CatalogueView open, String source, Instant from, Instant to)
      throws IOException {
    List<StoredSegment> all = new ArrayList<>(open.before(source, from, 1));
    for (StoredSegment segment : open.segments(source, from, to)) {
      if (!all.contains(segment)) {
        all.add(segment);
      }
    }
    return all;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private Optional<Present> present(StoredSegment segment) throws IOException {
    if (segment.state() == SegmentState.RECORDING) {
      return Optional.of(new Present(segment, segments.stored(segment)));
    }
    return segment
        .content()
        .filter(_ -> isPresent(segment))
        .map(content -> new Present(segment, content.samples()));
  }

  /** Whether the file of a segment is there, as far as the catalogue knows. */
  static boolean isPresent(StoredSegment segment) {
    return segment.state() == SegmentState.SEALED || segment.state() == SegmentState.RECORDING;
  }
}
