package dev.sonolog.server.access;

import java.net.InetAddress;

/**
 * In whose name a request is served.
 *
 * @param name for the audit log and people; no user's name has the colon of a token's
 * @param how it is known
 */
public record Caller(String name, Role role, How how) {
  /** How it is known who calls. */
  public enum How {
    /** There are no users, and it is this computer. */
    LOCAL,
    /** A browser that is logged in. */
    SESSION,
    /** An API token. */
    TOKEN,
    /** An address in a network for which ISR's paths are open. */
    LEGACY_OPEN,
    /** It is not known, and was not asked. */
    NOBODY
  }

  static final Caller LOCAL = new Caller("local", Role.ADMIN, How.LOCAL);
  static final Caller NOBODY = new Caller("nobody", Role.VIEWER, How.NOBODY);

  static Caller of(User user) {
    return new Caller(user.name(), user.role(), How.SESSION);
  }

  static Caller of(ApiToken token) {
    return new Caller("token:" + token.label(), token.role(), How.TOKEN);
  }

  static Caller legacyOpen(InetAddress client) {
    return new Caller("legacy_open " + Addresses.text(client), Role.OPERATOR, How.LEGACY_OPEN);
  }
}
