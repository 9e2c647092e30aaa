package dev.sonolog.archive.excerpt;

import java.time.Instant;
import java.util.List;

/**
 * What a span of a source consists of.
 *
 * @param from the first instant that was asked for
 * @param to the instant behind the last one
 * @param parts in order; together they are the span
 */
public record ExcerptPlan(String source, Instant from, Instant to, List<TimelinePart> parts) {
  public ExcerptPlan {
    parts = List.copyOf(parts);
  }

  /** What was recorded. */
  public List<Stretch> stretches() {
    return parts.stream().filter(Stretch.class::isInstance).map(Stretch.class::cast).toList();
  }

  /** What is missing. */
  public List<Missing> missing() {
    return parts.stream().filter(Missing.class::isInstance).map(Missing.class::cast).toList();
  }
}
