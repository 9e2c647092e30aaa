package dev.sonolog.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;

/**
 * A file as it lies there.
 *
 * @param bytes its length
 * @param modified when it was last modified
 */
record SeenFile(Path file, long bytes, Instant modified) {
  static SeenFile of(Path file, BasicFileAttributes attributes) {
    return new SeenFile(file, attributes.size(), attributes.lastModifiedTime().toInstant());
  }

  /** The regular file of that name, if there is one. */
  static Optional<SeenFile> at(Path file) {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return attributes.isRegularFile() ? Optional.of(of(file, attributes)) : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
