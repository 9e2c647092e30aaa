package dev.sonolog.archive;

import dev.sonolog.archive.CatalogueEntry.GapFound;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Makes sure that a source's past is accounted for: between its first and its last segment, every
 * instant lies in a segment or in a gap. What lies in neither becomes a gap of unknown cause, so
 * that the archive is never silently short. Platform threads only.
 */
final class TimelineCheck {
  /**
   * Two runs meet only as exactly as their clocks were measured; a shorter stretch is no missing
   * audio.
   */
  static final Duration TOLERANCE = Duration.ofMillis(250);

  private final CatalogueView view;
  private final Consumer<CatalogueEntry> told;

  TimelineCheck(CatalogueView view, Consumer<CatalogueEntry> told) {
    this.view = view;
    this.told = told;
  }

  /**
   * Checks all sources.
   *
   * @throws IOException if the catalogue cannot be read
   */
  void run() throws IOException {
    for (String source : view.sourceNames()) {
      check(source);
    }
  }

  private void check(String source) throws IOException {
    Queue<Stretch> gaps = new ArrayDeque<>();
    view.gaps(source, Instant.MIN, Instant.MAX).forEach(gap -> gaps.add(Stretch.of(gap)));
    Line line = new Line(source);
    view.forEachStretch(
        source,
        segment -> {
          while (!gaps.isEmpty() && gaps.element().from().isBefore(segment.from())) {
            line.add(gaps.remove());
          }
          line.add(segment);
        });
    gaps.forEach(line::add);
  }

  /** What is accounted for of one source, told in the order in which it begins. */
  private final class Line {
    private final String source;
    private Optional<Stretch> reached = Optional.empty();

    Line(String source) {
      this.source = source;
    }

    void add(Stretch next) {
      reached.ifPresent(until -> tellMissing(until, next));
      reached = Optional.of(reached.map(until -> until.further(next)).orElse(next));
    }

    private void tellMissing(Stretch until, Stretch next) {
      boolean joined = until.unfinished() && until.run().equals(next.run());
      if (!joined
          && until.ours()
          && next.ours()
          && until.to().plus(TOLERANCE).isBefore(next.from())) {
        told.accept(new GapFound(source, until.to(), next.from(), GapCause.UNKNOWN, 0, ""));
      }
    }
  }

  /**
   * What is accounted for.
   *
   * @param run the segment's run; empty for a gap
   * @param unfinished whether the segment's end is not known yet
   * @param ours whether it was recorded here; what others leave out is their own affair
   */
  record Stretch(Instant from, Instant to, String run, boolean unfinished, boolean ours) {
    /** Far enough away to be behind everything, near enough to be added to. */
    private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    private static Stretch of(Gap gap) {
      return new Stretch(gap.from(), gap.to().orElse(NEVER), "", false, true);
    }

    /** The one of the two that ends later. */
    private Stretch further(Stretch next) {
      return next.to().isBefore(to) ? this : next;
    }
  }
}
