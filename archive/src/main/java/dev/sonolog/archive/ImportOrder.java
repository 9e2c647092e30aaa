package dev.sonolog.archive;

import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * How files from elsewhere are to come into an archive.
 *
 * @param target whose they become: the source, its directory, and how its files are named
 * @param mode the permissions that they get
 * @param rule how long recordings of that source are kept
 * @param start when the file began, as a person says
 * @param names how the originals are named; like the source's own files if absent
 * @param originals what becomes of them
 * @param by the user name of whoever wants it
 */
public record ImportOrder(
    SourceFolder target,
    Set<PosixFilePermission> mode,
    RetentionRule rule,
    Optional<Instant> start,
    Optional<FileNamePattern> names,
    Originals originals,
    String by) {

  /** What becomes of an original once its recording is in the archive and on the medium. */
  public enum Originals {
    /** It stays where it is. */
    KEEP,
    /** It is deleted. */
    REMOVE
  }

  /**
   * @throws IllegalArgumentException if the names of the originals would not tell a day and a
   *     minute
   */
  public ImportOrder {
    mode = Set.copyOf(mode);
    if (names.isPresent() && NameClock.of(names.get()).isEmpty()) {
      throw new IllegalArgumentException(
          "the pattern " + names.get().pattern() + " tells no day and time; use %Y %m %d %H %M");
    }
  }
}
