package dev.sonolog.app;

import dev.sonolog.server.access.Role;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A role on the command line, by its word. */
final class RoleName implements ITypeConverter<Role> {
  @Override
  public Role convert(String word) {
    return Role.of(word.toLowerCase(Locale.ROOT))
        .orElseThrow(
            () -> new TypeConversionException("'" + word + "' is no role; roles are " + all()));
  }

  private static String all() {
    return Arrays.stream(Role.values()).map(Role::word).collect(Collectors.joining(", "));
  }
}
