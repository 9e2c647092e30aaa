package dev.sonolog.archive;

import java.nio.file.Path;
import java.time.Instant;

/** What became of an unfinished file. */
public sealed interface RecoveredFile {
  /** The unfinished file that was found. */
  Path part();

  /**
   * It is a finished segment now.
   *
   * @param file the final name that it bears
   * @param source the source's name
   * @param start when its first sample was on air
   * @param end when the sample behind its last one was on air
   */
  record Sealed(Path part, Path file, String source, Instant start, Instant end)
      implements RecoveredFile {}

  /**
   * It plays, and bears its final name, but nothing says of which source it is.
   *
   * @param file the final name that it bears
   */
  record Nameless(Path part, Path file) implements RecoveredFile {}

  /** It was begun, and nothing was stored in it; it was removed. */
  record Empty(Path part) implements RecoveredFile {}

  /**
   * It holds nothing that plays. It is kept under another name and not looked at again.
   *
   * @param file the name that it bears
   * @param reason what is wrong with it
   */
  record Unreadable(Path part, Path file, String reason) implements RecoveredFile {}

  /**
   * The storage failed; the file is as it was and will be tried at the next start.
   *
   * @param reason how
   */
  record Failed(Path part, String reason) implements RecoveredFile {}
}
