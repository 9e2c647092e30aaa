package dev.sonolog.archive;

import java.nio.file.Path;

/** What became of a file that was to be imported. */
public sealed interface ImportedFile {
  /** The file from elsewhere. */
  Path original();

  /**
   * Its bytes are in the archive and on the medium.
   *
   * @param of what it told
   * @param file where it lies in the archive
   */
  record Stored(Original of, Path file) implements ImportedFile {
    @Override
    public Path original() {
      return of.file();
    }
  }

  /**
   * The archive had it already, byte by byte and at that time.
   *
   * @param file where it lies in the archive
   */
  record Present(Path original, Path file) implements ImportedFile {}

  /** It is not in the archive. */
  record Refused(Path original, String why) implements ImportedFile {}

  /** It is in the archive, but the original was to be deleted and is still there. */
  record Left(Path original, String why) implements ImportedFile {}
}
