package dev.sonolog.server.access;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What a program proves itself with.
 *
 * @param id what people name it by; no secret
 * @param label what it is for, in words
 * @param sha256 of its secret, in hexadecimal digits
 * @param expires when it ends, if ever
 * @param by who made it; {@code user:NAME} where it belongs to a user, which {@link #owner} tells
 */
public record ApiToken(
    String id,
    String label,
    Role role,
    String sha256,
    Instant created,
    Optional<Instant> expires,
    String by) {
  /** No name of a user, here or of the system, has a colon. */
  private static final String OF_USER = "user:";

  public ApiToken {
    Objects.requireNonNull(label);
    Objects.requireNonNull(role);
    Objects.requireNonNull(created);
    Objects.requireNonNull(expires);
    Objects.requireNonNull(by);
    if (id.isEmpty() || !sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("A token without an id or a SHA-256");
    }
  }

  /** What {@link #by} is for a token that belongs to a user. */
  static String ofUser(String name) {
    return OF_USER + name;
  }

  /**
   * The user to whom it belongs: it may at most what that user may, and goes with the user. None
   * where it was made on the command line, or by another token.
   */
  public Optional<String> owner() {
    return by.startsWith(OF_USER) ? Optional.of(by.substring(OF_USER.length())) : Optional.empty();
  }

  /** The same with another role where that is less. */
  ApiToken atMost(Role most) {
    return most.covers(role) ? this : new ApiToken(id, label, most, sha256, created, expires, by);
  }

  /** Whether it is worth nothing any more. */
  public boolean isExpired(Instant now) {
    return expires.filter(end -> !now.isBefore(end)).isPresent();
  }

  @Override
  public String toString() {
    return id + " \"" + label + "\" (" + role.word() + ')';
  }
}
