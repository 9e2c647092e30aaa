package dev.sonolog.libretime;

/** What became different from one reading of the plan to the next. */
public sealed interface PlanChange {

  /** A show that was not known before; it may be on air already. */
  record Added(Show show) implements PlanChange {}

  /** Another start or end, of the same instance. */
  record Moved(Show before, Show after) implements PlanChange {}

  /** Another name or description. */
  record Renamed(Show before, Show after) implements PlanChange {}

  /**
   * LibreTime replaced an instance by another of the same show, as it does when somebody edits one
   * of a series; whoever records the one goes on with the other.
   */
  record Replaced(Show before, Show after) implements PlanChange {}

  /** The show does not take place, or not any longer. */
  record Cancelled(Show show) implements PlanChange {}
}
