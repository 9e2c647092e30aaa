package dev.sonolog.archive.excerpt;

import dev.sonolog.archive.StoredSegment;
import java.time.Duration;
import java.time.Instant;

/**
 * Consecutive samples of one segment, and when they were on air: evenly between both instants, for
 * a source's clock is never exactly ours.
 *
 * @param start when the first sample was on air
 * @param end when the sample behind the last one was
 * @param first the first sample, counted from the segment's own first
 * @param last the sample behind the last one; after {@code first}
 */
public record Slice(StoredSegment segment, Instant start, Instant end, long first, long last) {
  long samples() {
    return last - first;
  }

  /** The sample that was on air at an instant, or nearest to it. */
  long sampleAt(Instant instant) {
    double all = Duration.between(start, end).toNanos();
    double into = Duration.between(start, instant).toNanos();
    return first + Math.clamp(Math.round(samples() * (into / all)), 0, samples());
  }

  /** When a sample of it was on air. */
  Instant at(long sample) {
    double all = Duration.between(start, end).toNanos();
    return start.plusNanos(Math.round(all * ((double) (sample - first) / samples())));
  }

  /** What of it lies in a span; may be empty. */
  public Slice within(Instant from, Instant to) {
    boolean begun = start.isBefore(from);
    boolean cut = end.isAfter(to);
    return new Slice(
        segment,
        begun ? from : start,
        cut ? to : end,
        begun ? sampleAt(from) : first,
        cut ? sampleAt(to) : last);
  }

  /** Whether another goes on where this one ends: in the same file, or in the next of the run. */
  boolean isContinuedBy(Slice next) {
    StoredSegment other = next.segment;
    return other.run().equals(segment.run())
        && segment.firstSample() + last == other.firstSample() + next.first;
  }
}
