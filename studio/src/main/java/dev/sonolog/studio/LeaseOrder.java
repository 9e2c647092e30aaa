package dev.sonolog.studio;

/** What somebody wants of the control of a source. */
public sealed interface LeaseOrder {
  /** Take what is free, or what is mine. */
  record Take(Owner owner) implements LeaseOrder {}

  /** Stay in control. */
  record Renew(String token) implements LeaseOrder {}

  /** Give it up. */
  record Release(String token) implements LeaseOrder {}

  /** Say no to whoever asks. */
  record Keep(String token) implements LeaseOrder {}

  /** Ask whoever is in control. */
  record Request(Owner owner) implements LeaseOrder {}

  /** Take over from who did not answer. */
  record TakeOver(Owner owner) implements LeaseOrder {}

  /** Take it from whoever has it. */
  record Force(Owner owner) implements LeaseOrder {}
}
