package dev.sonolog.archive.excerpt;

import dev.sonolog.archive.Gap;
import dev.sonolog.archive.StoredSegment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A span of a source's timeline, all of it: what was recorded, and between that what is missing,
 * with its cause. Pure; made for one span.
 */
final class Timeline {
  private final TimelineRows rows;
  private final List<Missing> causes;
  private final List<TimelinePart> parts = new ArrayList<>();

  private Timeline(TimelineRows rows) {
    this.rows = rows;
    this.causes = causes(rows);
  }

  /** The parts of a span, in order and without a hole of more than a millisecond. */
  static List<TimelinePart> of(TimelineRows rows, Instant from, Instant to) {
    Timeline timeline = new Timeline(rows);
    Instant reached = from;
    for (Slice recorded : RecordedSlices.of(rows)) {
      if (recorded.end().isAfter(from) && recorded.start().isBefore(to)) {
        Slice slice = recorded.within(from, to);
        timeline.missing(reached, slice.start());
        timeline.add(slice);
        reached = slice.end();
      }
    }
    timeline.missing(reached, to);
    return List.copyOf(timeline.parts);
  }

  private void add(Slice slice) {
    if (slice.samples() == 0) {
      return;
    }
    List<Slice> slices = new ArrayList<>();
    if (!parts.isEmpty()
        && parts.getLast() instanceof Stretch stretch
        && stretch.slices().getLast().isContinuedBy(slice)) {
      slices.addAll(stretch.slices());
      parts.removeLast();
    }
    slices.add(slice);
    parts.add(new Stretch(rows.run(slice.segment()), slices));
  }

  // --- what is missing

  private static List<Missing> causes(TimelineRows rows) {
    List<Missing> causes = new ArrayList<>();
    for (Gap gap : rows.gaps()) {
      Instant to = gap.to().orElse(rows.now());
      causes.add(new Missing(gap.from(), to, gap.cause().word(), gap.detail()));
    }
    for (StoredSegment segment : rows.absent()) {
      causes.add(new Missing(segment.start(), segment.knownEnd(), segment.state().word(), ""));
    }
    causes.sort(Comparator.comparing(Missing::from));
    return causes;
  }

  private void missing(Instant from, Instant to) {
    if (!from.plus(RecordedSlices.TOGETHER).isBefore(to)) {
      return;
    }
    Instant reached = from;
    for (Missing cause : causes) {
      Missing known = cause.within(reached, to);
      if (!known.isEmpty()) {
        unexplained(reached, known.from());
        tell(known);
        reached = known.to();
      }
    }
    unexplained(reached, to);
  }

  private void unexplained(Instant from, Instant to) {
    Instant first = rows.firstStart().orElse(to);
    tell(new Missing(from, earlier(first, to), Missing.NEVER, ""));
    tell(new Missing(later(from, first), earlier(rows.now(), to), unexplainedWord(from), ""));
    tell(new Missing(later(later(from, first), rows.now()), to, Missing.NOT_YET, ""));
  }

  /** Behind what is being recorded comes what will be: it arrives in batches. */
  private String unexplainedWord(Instant from) {
    boolean recording =
        !rows.present().isEmpty()
            && rows.present().getLast().segment().content().isEmpty()
            && !from.isBefore(rows.present().getLast().segment().start());
    return recording ? Missing.NOT_YET : Missing.UNKNOWN;
  }

  /** Neighbours of one cause, such as files that were taken away, are one. */
  private void tell(Missing missing) {
    if (!missing.from().plus(RecordedSlices.TOGETHER).isBefore(missing.to())) {
      return;
    }
    if (!parts.isEmpty()
        && parts.getLast() instanceof Missing before
        && before.cause().equals(missing.cause())
        && before.detail().equals(missing.detail())) {
      parts.removeLast();
      parts.add(new Missing(before.from(), missing.to(), before.cause(), before.detail()));
    } else {
      parts.add(missing);
    }
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
