package dev.sonolog.archive;

/**
 * What a comparison of the catalogue with the files found.
 *
 * @param files finished files that lie there
 * @param added files that the catalogue did not know
 * @param moved files that bear another name than the catalogue thought
 * @param returned files that had been missing and are there again
 * @param removed segments whose file is gone
 * @param copies further files of a segment that lies where it should
 * @param foreign files of others that the catalogue did not know
 * @param changed files whose bytes are no longer those that the catalogue knew
 * @param unreadable files that hold no audio, or cannot be read
 */
public record ReconciledArchive(
    long files,
    long added,
    long moved,
    long returned,
    long removed,
    long copies,
    long foreign,
    long changed,
    long unreadable) {

  /** Whether the catalogue says something else than before. */
  boolean changedAnything() {
    return added + moved + returned + removed + foreign + changed > 0;
  }

  @Override
  public String toString() {
    return files
        + " files: "
        + added
        + " added, "
        + moved
        + " moved, "
        + returned
        + " returned, "
        + removed
        + " removed, "
        + copies
        + " copies, "
        + foreign
        + " of others"
        + (changed > 0 ? ", " + changed + " changed" : "")
        + (unreadable > 0 ? ", " + unreadable + " without audio" : "");
  }
}
