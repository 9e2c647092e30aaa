package dev.sonolog.archive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How the gaps of a timeline are told to people. */
final class Gaps {
  /** Files of one run meet within the rounding of a sample; anything less is no audio. */
  static final Duration TOGETHER = Duration.ofMillis(1);

  /** What was there and went: a person counts such stretches and not their files. */
  private static final Set<GapCause> LEFT =
      EnumSet.of(
          GapCause.REMOVED_OUTSIDE,
          GapCause.DELETED,
          GapCause.DELETED_BY_RETENTION,
          GapCause.TOO_SHORT);

  private Gaps() {}

  /**
   * Neighbouring files that left for one reason are one gap; all others stay as they are.
   *
   * @param gaps in order of time
   */
  static List<Gap> merged(List<Gap> gaps) {
    List<Gap> merged = new ArrayList<>();
    for (Gap gap : gaps) {
      if (!merged.isEmpty() && isContinued(merged.getLast(), gap)) {
        merged.add(joined(merged.removeLast(), gap));
      } else {
        merged.add(gap);
      }
    }
    return List.copyOf(merged);
  }

  private static boolean isContinued(Gap gap, Gap next) {
    return LEFT.contains(gap.cause())
        && next.cause() == gap.cause()
        && next.detail().equals(gap.detail())
        && gap.to().filter(to -> !next.from().isAfter(to.plus(TOGETHER))).isPresent();
  }

  private static Gap joined(Gap gap, Gap next) {
    Instant to = gap.to().orElseThrow();
    Instant nextTo = next.to().orElseThrow();
    Instant last = nextTo.isAfter(to) ? nextTo : to;
    return new Gap(gap.source(), gap.from(), Optional.of(last), gap.cause(), 0, gap.detail());
  }
}
