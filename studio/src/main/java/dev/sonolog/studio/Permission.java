package dev.sonolog.studio;

import java.util.Optional;

/** Whether whoever shows a token may command a source. */
sealed interface Permission {
  /** Yes: this one is in control. */
  record Given(Owner owner) implements Permission {}

  /**
   * No.
   *
   * @param why for a person
   * @param lease of whoever is in control
   */
  record Refused(String why, Optional<Lease> lease) implements Permission {}
}
