package dev.sonolog.archive;

/**
 * How many files a verification found in which state, and the bytes that it read.
 *
 * @param missing files that were there when the catalogue was last compared with the files
 * @param removedOutside files of which was known that somebody deleted or moved them
 * @see VerifiedFile
 */
public record VerifiedArchive(
    long intact,
    long damaged,
    long unreadable,
    long missing,
    long removedOutside,
    long unknown,
    long recording,
    long bytes) {
  /** Whether all is there as it was written, but for what others took away as far as is known. */
  public boolean isSound() {
    return damaged == 0 && unreadable == 0 && missing == 0;
  }

  static VerifiedArchive none() {
    return new VerifiedArchive(0, 0, 0, 0, 0, 0, 0, 0);
  }

  VerifiedArchive with(VerifiedFile file) {
    return switch (file) {
      case VerifiedFile.Intact _ -> plus(1, 0, 0, 0, 0, 0, 0);
      case VerifiedFile.Damaged _ -> plus(0, 1, 0, 0, 0, 0, 0);
      case VerifiedFile.Unreadable _ -> plus(0, 0, 1, 0, 0, 0, 0);
      case VerifiedFile.Dropped _ -> this;
      case VerifiedFile.Missing _ -> plus(0, 0, 0, 1, 0, 0, 0);
      case VerifiedFile.RemovedOutside _ -> plus(0, 0, 0, 0, 1, 0, 0);
      case VerifiedFile.Unknown _ -> plus(0, 0, 0, 0, 0, 1, 0);
      case VerifiedFile.Recording _ -> plus(0, 0, 0, 0, 0, 0, 1);
    };
  }

  VerifiedArchive withBytes(long read) {
    return new VerifiedArchive(
        intact, damaged, unreadable, missing, removedOutside, unknown, recording, read);
  }

  private VerifiedArchive plus(long i, long d, long u, long m, long o, long k, long r) {
    return new VerifiedArchive(
        intact + i,
        damaged + d,
        unreadable + u,
        missing + m,
        removedOutside + o,
        unknown + k,
        recording + r,
        bytes);
  }
}
