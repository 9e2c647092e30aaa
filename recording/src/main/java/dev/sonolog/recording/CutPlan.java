package dev.sonolog.recording;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a source's segments end. Pure: the same times give the same decision.
 *
 * <p>A cut stands before the first packet that begins at or after the planned instant, so a file
 * never holds a sample from before its time and its name never says a second too early.
 */
final class CutPlan {
  private final Optional<ClockGrid> grid;
  private final Optional<Duration> longest;
  private final Optional<Long> largest;

  // The grid's answer is the same for all instants from `gridFrom` until `gridNext`; asking it anew
  // for every packet would cost more than the cut.
  private Instant gridFrom = Instant.MAX;
  private Instant gridNext = Instant.MIN;

  /**
   * @param grid the clock-aligned grid; none for files that are not split by the clock
   * @param longest the longest segment, whatever the grid says
   * @param largest the largest file, in bytes
   */
  CutPlan(Optional<ClockGrid> grid, Optional<Duration> longest, Optional<Long> largest) {
    this.grid = grid;
    this.longest = longest;
    this.largest = largest;
  }

  static CutPlan of(FileSettings files) {
    Optional<ClockGrid> grid =
        files.split().isZero()
            ? Optional.empty()
            : Optional.of(new ClockGrid(files.split(), files.zone()));
    return new CutPlan(grid, files.longest(), files.largest());
  }

  /** What to do before a packet. */
  sealed interface Decision {
    /** The packet goes into the open segment. */
    record Continue() implements Decision {}

    /** The open segment ends before the packet. */
    record Cut(Reason reason) implements Decision {}
  }

  /** Why a segment ends although the source goes on. */
  enum Reason {
    /** The clock reached the grid. */
    CLOCK,
    /** The segment is as long as it may be. */
    LENGTH,
    /** The file is as large as it may be. */
    SIZE,
    /** Somebody asked. */
    REQUEST
  }

  /**
   * Decides before a packet.
   *
   * @param previous when the packet before it was on air
   * @param at when it is on air itself
   * @param lengthWithIt how long the open segment would be with it
   * @param bytesWithIt how large the open file would be with it, at most
   * @param requested the instant of a cut that somebody asked for
   */
  Decision decide(
      Instant previous,
      Instant at,
      Duration lengthWithIt,
      long bytesWithIt,
      Optional<Instant> requested) {
    if (grid.isPresent() && !nextOnGrid(grid.get(), previous).isAfter(at)) {
      return new Decision.Cut(Reason.CLOCK);
    }
    if (longest.isPresent() && lengthWithIt.compareTo(longest.get()) > 0) {
      return new Decision.Cut(Reason.LENGTH);
    }
    if (largest.isPresent() && bytesWithIt > largest.get()) {
      return new Decision.Cut(Reason.SIZE);
    }
    if (requested.isPresent() && !requested.get().isAfter(at)) {
      return new Decision.Cut(Reason.REQUEST);
    }
    return new Decision.Continue();
  }

  private Instant nextOnGrid(ClockGrid grid, Instant after) {
    if (after.isBefore(gridFrom) || !after.isBefore(gridNext)) {
      gridFrom = after;
      gridNext = grid.next(after);
    }
    return gridNext;
  }
}
