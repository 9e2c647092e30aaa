package dev.sonolog.server.access;

import java.util.Optional;

/**
 * What a path asks of who calls it.
 *
 * @param role the least one; empty where everybody may: health, the login, the page's own files
 * @param changes whether it changes something; a method that is not for reading does in any case
 * @param legacy whether it is one of ISR's paths, whose programs know no login
 */
public record Demand(Optional<Role> role, boolean changes, boolean legacy) {
  /** For everybody. */
  public static Demand ofNobody() {
    return new Demand(Optional.empty(), false, false);
  }

  /** To look at something. */
  public static Demand toRead(Role role) {
    return new Demand(Optional.of(role), false, false);
  }

  /** To change something. */
  public static Demand toChange(Role role) {
    return new Demand(Optional.of(role), true, false);
  }

  /** The same of one of ISR's paths. */
  public Demand onLegacyPath() {
    return new Demand(role, changes, true);
  }
}
