package dev.sonolog.server.access;

import dev.sonolog.server.access.RefusedChange.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The password of the first administrator, as containers are given it: itself in one variable, or
 * the path of a file that holds it in another. A variable that is empty is not there.
 */
final class AdminPassword {
  /** Who it is for. */
  static final String USER = "admin";

  static final String VALUE = "SONOLOG_ADMIN_PASSWORD";
  static final String FILE = "SONOLOG_ADMIN_PASSWORD_FILE";

  private final Optional<String> value;
  private final Optional<Path> file;

  AdminPassword(Map<String, String> environment) throws RefusedChange {
    value = given(environment, VALUE);
    file = given(environment, FILE).map(Path::of);
    if (value.isPresent() && file.isPresent()) {
      throw new RefusedChange(
          Kind.INVALID, VALUE + " and " + FILE + " are both set; unset one of them");
    }
  }

  private static Optional<String> given(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(it -> !it.isEmpty());
  }

  boolean isGiven() {
    return value.isPresent() || file.isPresent();
  }

  String read() throws IOException {
    return value.isPresent() ? value.get() : PasswordFile.read(file.orElseThrow());
  }
}
