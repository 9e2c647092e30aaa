package dev.sonolog.studio;

import java.util.Optional;

/** What came of an attempt to get, keep or give up control. */
public sealed interface LeaseAnswer {
  /**
   * The caller is in control.
   *
   * @param token proves that, with every command
   */
  record Granted(Lease lease, String token) implements LeaseAnswer {}

  /** It was done, and the caller is not in control; perhaps nobody is. */
  record Noted() implements LeaseAnswer {}

  /**
   * Nothing was changed.
   *
   * @param why for a person
   * @param lease of whoever is in control
   */
  record Conflict(String why, Optional<Lease> lease) implements LeaseAnswer {}
}
