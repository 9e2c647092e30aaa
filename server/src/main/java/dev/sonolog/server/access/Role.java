package dev.sonolog.server.access;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How much somebody may do; each may also do what those before it may. */
public enum Role {
  /** Sees and hears everything. */
  VIEWER,
  /** Also changes what is recorded and kept. */
  OPERATOR,
  /** Also decides who may do what. */
  ADMIN;

  /** How files and people write it. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one of that word. */
  public static Optional<Role> of(String word) {
    return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
  }

  /** Whether this role is enough where another one is needed. */
  public boolean covers(Role needed) {
    return compareTo(needed) >= 0;
  }
}
