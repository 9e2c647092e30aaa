package dev.sonolog.archive.excerpt;

import dev.sonolog.archive.Gap;
import dev.sonolog.archive.StoredSegment;
import dev.sonolog.archive.excerpt.TimelineRows.Present;
import dev.sonolog.formats.SampleRate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * When the samples of each segment were on air. A segment that another goes on lasts up to that
 * one's start; in between it is interrupted where its station paused, for then the clock went on
 * and the samples did not. Pure; made for one span.
 */
final class RecordedSlices {
  /** Two instants that are no further apart are one. */
  static final Duration TOGETHER = Duration.ofMillis(1);

  /** A gap that begins so shortly before the end of a file lies behind it. */
  private static final Duration AT_THE_END = Duration.ofMillis(250);

  private final TimelineRows rows;
  private final List<Slice> slices = new ArrayList<>();

  private RecordedSlices(TimelineRows rows) {
    this.rows = rows;
  }

  /** All of them in order of time; none begins before the one in front of it ends. */
  static List<Slice> of(TimelineRows rows) {
    RecordedSlices recorded = new RecordedSlices(rows);
    for (int i = 0; i < rows.present().size(); i++) {
      recorded.add(i);
    }
    return List.copyOf(recorded.slices);
  }

  private void add(int index) {
    Present present = rows.present().get(index);
    StoredSegment segment = present.segment();
    SampleRate rate = rows.run(segment).format().rate();
    boolean last = index + 1 == rows.present().size();
    Slice whole = whole(present, rate);
    Instant limit = last ? Instant.MAX : rows.present().get(index + 1).segment().start();
    boolean continued = !last && whole.isContinuedBy(start(rows.present().get(index + 1)));
    Slice rest = interrupted(whole, rate, limit);
    boolean even = continued && rest.start().isBefore(limit);
    Instant end = even || rest.end().isAfter(limit) ? limit : rest.end();
    if (rest.start().isBefore(end) && rest.samples() > 0) {
      slices.add(new Slice(segment, rest.start(), end, rest.first(), rest.last()));
    }
  }

  private static Slice whole(Present present, SampleRate rate) {
    Instant start = present.segment().start();
    Instant end = start.plus(rate.duration(present.samples()));
    return new Slice(present.segment(), start, end, 0, present.samples());
  }

  private static Slice start(Present next) {
    return new Slice(next.segment(), next.segment().start(), next.segment().start(), 0, 0);
  }

  /** Adds what lies in front of the last pause; what is behind it. */
  private Slice interrupted(Slice whole, SampleRate rate, Instant limit) {
    Slice rest = whole;
    for (Gap gap : rows.gaps()) {
      if (isPause(gap, rest, limit)) {
        long sample = rest.first() + rate.samples(Duration.between(rest.start(), gap.from()));
        Instant to = gap.to().orElseThrow();
        slices.add(new Slice(rest.segment(), rest.start(), gap.from(), rest.first(), sample));
        Instant end = to.plus(rate.duration(rest.last() - sample));
        rest = new Slice(rest.segment(), to, end, sample, rest.last());
      }
    }
    return rest;
  }

  private static boolean isPause(Gap gap, Slice slice, Instant limit) {
    return gap.to().isPresent()
        && gap.from().isAfter(slice.start())
        && gap.from().isBefore(slice.end().minus(AT_THE_END))
        && gap.to().get().isAfter(gap.from())
        && gap.to().get().plus(TOGETHER).isBefore(limit);
  }
}
