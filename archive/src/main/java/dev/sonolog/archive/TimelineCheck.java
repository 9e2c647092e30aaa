package dev.sonolog.archive;

import dev.sonolog.archive.CatalogueEntry.GapFound;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
    for (SourceSummary source : view.sources()) {
      check(source.name());
    }
  }

  private void check(String source) throws IOException {
    Stretch reached = null;
    for (Stretch next : stretches(source)) {
      if (reached != null) {
        tellMissing(source, reached, next);
      }
      reached = reached == null ? next : reached.further(next);
    }
  }

  private void tellMissing(String source, Stretch reached, Stretch next) {
    boolean joined = reached.unfinished() && reached.run().equals(next.run());
    if (!joined
        && reached.ours()
        && next.ours()
        && reached.to().plus(TOLERANCE).isBefore(next.from())) {
      told.accept(new GapFound(source, reached.to(), next.from(), GapCause.UNKNOWN, 0, ""));
    }
  }

  private List<Stretch> stretches(String source) throws IOException {
    List<Stretch> stretches = new ArrayList<>();
    view.segments(source, Instant.MIN, Instant.MAX).forEach(s -> stretches.add(Stretch.of(s)));
    view.gaps(source, Instant.MIN, Instant.MAX).forEach(g -> stretches.add(Stretch.of(g)));
    stretches.sort(Comparator.comparing(Stretch::from));
    return stretches;
  }

  /**
   * What is accounted for.
   *
   * @param run the segment's run; empty for a gap
   * @param unfinished whether the segment's end is not known yet
   * @param ours whether it was recorded here; what others leave out is their own affair
   */
  private record Stretch(Instant from, Instant to, String run, boolean unfinished, boolean ours) {
    /** Far enough away to be behind everything, near enough to be added to. */
    private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    static Stretch of(StoredSegment segment) {
      return new Stretch(
          segment.start(),
          segment.knownEnd(),
          segment.run(),
          segment.content().isEmpty(),
          segment.startFrom().isOurs());
    }

    static Stretch of(Gap gap) {
      return new Stretch(gap.from(), gap.to().orElse(NEVER), "", false, true);
    }

    /** The one of the two that ends later. */
    Stretch further(Stretch next) {
      return next.to().isBefore(to) ? this : next;
    }
  }
}
