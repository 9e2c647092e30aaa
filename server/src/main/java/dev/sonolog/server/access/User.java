package dev.sonolog.server.access;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Somebody who can log in.
 *
 * @param passwordHash of Argon2id, in the format of its reference implementation
 */
public record User(String name, Role role, String passwordHash, Instant created) {
  public User {
    Objects.requireNonNull(role);
    Objects.requireNonNull(created);
    if (name.isEmpty() || !Passwords.isHash(passwordHash)) {
      throw new IllegalArgumentException("A user without a name or a hash of Argon2id");
    }
  }

  User with(Optional<Role> otherRole, Optional<String> otherHash) {
    return new User(name, otherRole.orElse(role), otherHash.orElse(passwordHash), created);
  }

  /** Changes with password and role: sessions of before are over then, whoever changed it. */
  String stamp() {
    return Secrets.sha256(role.word() + ' ' + passwordHash);
  }

  @Override
  public String toString() {
    return name + " (" + role.word() + ')';
  }
}
