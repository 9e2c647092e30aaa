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
 * @param by who made it
 */
public record ApiToken(
    String id,
    String label,
    Role role,
    String sha256,
    Instant created,
    Optional<Instant> expires,
    String by) {
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

  /** Whether it is worth nothing any more. */
  public boolean isExpired(Instant now) {
    return expires.filter(end -> !now.isBefore(end)).isPresent();
  }

  @Override
  public String toString() {
    return id + " \"" + label + "\" (" + role.word() + ')';
  }
}
