package dev.sonolog.archive;

import java.time.Instant;
import java.util.Optional;

/**
 * A line of the {@link AuditLog}: what is about to be done to a recording, by whom and why.
 *
 * @param at when
 * @param action what
 * @param by a person's user name, or {@code retention}
 * @param why in words
 * @param cause what stands on the timeline for the recording then, a word of {@link GapCause};
 *     empty where its place on the timeline does not change
 * @param run the identity of its run
 * @param number its place in the run
 * @param file its name in the archive, as the catalogue writes it
 * @param bytes the length of its file
 * @param start when its first sample was on air
 * @param end when the sample behind its last one was on air
 * @param imported where it came from, if it is imported
 */
public record AuditEntry(
    Instant at,
    Action action,
    String by,
    String why,
    String cause,
    String source,
    String run,
    int number,
    String file,
    long bytes,
    Instant start,
    Instant end,
    Optional<Imported> imported) {

  /**
   * What nobody could tell from an imported file that is not ours.
   *
   * @param from the original, absolute
   * @param startFrom how its start is known
   * @param modified when it was last modified
   * @param sha256 of its bytes
   */
  public record Imported(String from, StartOrigin startFrom, Instant modified, String sha256) {}

  /** Lines of before there were imports do not have it. */
  public AuditEntry {
    imported = imported == null ? Optional.empty() : imported;
  }

  /** What is done. */
  public enum Action {
    /** It goes into the trash. */
    TRASH,
    /** It comes back from there. */
    RESTORE,
    /** Its file is deleted for good. */
    ERASE,
    /** What the line before announced was not done, because the storage refused. */
    FAILED,
    /** It is protected. */
    PIN,
    /** It is protected no more. */
    UNPIN,
    /** It comes in from elsewhere. */
    IMPORT
  }

  /** Which recording. */
  public SegmentKey key() {
    return new SegmentKey(run, number);
  }
}
