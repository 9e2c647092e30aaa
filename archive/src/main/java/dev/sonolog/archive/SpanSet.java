package dev.sonolog.archive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * A set of instants as spans, in order, that neither overlap nor touch. Pure.
 *
 * @param spans the fewest that hold it
 */
public record SpanSet(List<TimeSpan> spans) {
  public SpanSet {
    spans = merged(spans);
  }

  private static List<TimeSpan> merged(Collection<TimeSpan> all) {
    List<TimeSpan> merged = new ArrayList<>();
    for (TimeSpan span : all.stream().sorted(Comparator.comparing(TimeSpan::from)).toList()) {
      if (merged.isEmpty() || merged.getLast().to().isBefore(span.from())) {
        merged.add(span);
      } else {
        TimeSpan last = merged.removeLast();
        merged.add(new TimeSpan(last.from(), later(last.to(), span.to())));
      }
    }
    return List.copyOf(merged);
  }

  /** This and another span. */
  SpanSet with(TimeSpan span) {
    List<TimeSpan> all = new ArrayList<>(spans);
    all.add(span);
    return new SpanSet(all);
  }

  /** This without what lies in a span. */
  SpanSet without(TimeSpan span) {
    List<TimeSpan> rest = new ArrayList<>();
    for (TimeSpan each : spans) {
      add(rest, each.from(), earlier(each.to(), span.from()));
      add(rest, later(each.from(), span.to()), each.to());
    }
    return new SpanSet(rest);
  }

  /** What of this lies in a span. */
  public SpanSet within(TimeSpan span) {
    List<TimeSpan> inside = new ArrayList<>();
    for (TimeSpan each : spans) {
      add(inside, later(each.from(), span.from()), earlier(each.to(), span.to()));
    }
    return new SpanSet(inside);
  }

  private static void add(List<TimeSpan> spans, Instant from, Instant to) {
    if (from.isBefore(to)) {
      spans.add(new TimeSpan(from, to));
    }
  }

  /** How long all are together. */
  public Duration length() {
    return spans.stream().map(TimeSpan::length).reduce(Duration.ZERO, Duration::plus);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
