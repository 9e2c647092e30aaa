package dev.sonolog.archive;

import java.nio.file.Path;

/** What a verification found of one file. */
public sealed interface VerifiedFile {
  /** Where it lies, or should. */
  Path file();

  /** Each byte is as it was written. */
  record Intact(Path file) implements VerifiedFile {}

  /**
   * Its bytes are not those that were written.
   *
   * @param where which part of the file
   * @param detail what was expected and what is there, for a person
   */
  record Damaged(Path file, Where where, String detail) implements VerifiedFile {}

  /**
   * The storage could not read it to its end.
   *
   * @param reason how
   */
  record Unreadable(Path file, String reason) implements VerifiedFile {}

  /** It was known before that somebody deleted or moved it, and it is not there. */
  record RemovedOutside(Path file) implements VerifiedFile {}

  /** It was deleted through this program while the verification went on. */
  record Dropped(Path file) implements VerifiedFile {}

  /** The catalogue says that it is there, but it is not. */
  record Missing(Path file) implements VerifiedFile {}

  /**
   * It lies there, and there is nothing to compare it with.
   *
   * @param listed whether the catalogue knows it as a file of another program
   */
  record Unknown(Path file, boolean listed) implements VerifiedFile {}

  /** It is being recorded, or was left unfinished; there is nothing to compare it with yet. */
  record Recording(Path file) implements VerifiedFile {}

  /** Which part of a file differs. */
  enum Where {
    /** Tags and technical data in front; the audio is as it was written. */
    HEAD,
    /** The audio. */
    BODY,
    /** Both. */
    HEAD_AND_BODY
  }
}
