package dev.sonolog.app.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Which names a source can have: it names a folder, and a part of addresses. */
final class SourceName {
  /** The first parts of the addresses of the HTTP interface. */
  private static final Set<String> TAKEN =
      Set.of(
          "v1",
          "files",
          "analyze",
          "status",
          "storage",
          "config",
          "cut",
          "clip",
          "recording",
          "schedule");

  /** The longest name in bytes, as in the names of files. */
  private static final int MOST_BYTES = 80;

  private SourceName() {}

  /** What is wrong with a name. */
  static Optional<String> fault(String name) {
    if (TAKEN.contains(name.toLowerCase(Locale.ROOT))) {
      return Optional.of("is a word of the HTTP interface; choose another name for the source");
    }
    if (name.startsWith(".") || name.contains("/") || name.contains("\\")) {
      return Optional.of(
          "cannot name a folder; a source's name has no / and \\ and no dot in front");
    }
    if (name.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      return Optional.of("is longer than " + MOST_BYTES + " bytes; choose a shorter name");
    }
    return name.codePoints().anyMatch(Character::isISOControl) || !isPath(name)
        ? Optional.of("holds a character that no folder's name can have here; choose another name")
        : Optional.empty();
  }

  private static boolean isPath(String name) {
    try {
      return Path.of(name).getNameCount() == 1;
    } catch (InvalidPathException _) {
      return false;
    }
  }
}
