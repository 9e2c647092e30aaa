package dev.sonolog.archive;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A segment as the catalogue knows it.
 *
 * @param run the identity of its run
 * @param number its place in the run, from 0
 * @param source the source's name
 * @param file its final name, absolute; while it is being recorded, {@link #place} tells where it
 *     lies
 * @param firstSample its first sample, counted from the start of the run
 * @param start when that sample was on air
 * @param startFrom how its start is known; tells files of ours from those of others
 * @param state what became of it
 * @param content what it holds; unknown while it is being recorded
 * @param removal why it is not in its place any more, if this program took it away
 */
public record StoredSegment(
    String run,
    int number,
    String source,
    Path file,
    long firstSample,
    Instant start,
    StartOrigin startFrom,
    SegmentState state,
    Optional<Content> content,
    Optional<Removal> removal) {

  /**
   * What a finished segment holds.
   *
   * @param end when the sample behind its last one was on air
   * @param samples playable samples per channel
   * @param missingPreRoll as {@link SealedSegment#missingPreRoll}
   * @param bytes the length of the file
   * @param digest of the file's bytes; none of files of others
   * @param modified when the file was last modified; of files of others
   * @param estimated whether samples and end are what the beginning of the file makes one expect
   */
  public record Content(
      Instant end,
      long samples,
      int missingPreRoll,
      long bytes,
      Optional<SealedSegment.Digest> digest,
      Optional<Instant> modified,
      boolean estimated) {}

  /**
   * How it left its place.
   *
   * @param cause what stands on the timeline for it
   * @param at when it was deleted
   * @param trash where it lies while it can be restored
   */
  public record Removal(GapCause cause, Instant at, Optional<Path> trash) {}

  /** Its identity. */
  public SegmentKey key() {
    return new SegmentKey(run, number);
  }

  /** Where its bytes lie now. */
  public Path place() {
    return state == SegmentState.RECORDING
        ? FinalName.part(file)
        : removal.flatMap(Removal::trash).orElse(file);
  }

  /** The length of its file; 0 while it is being recorded. */
  public long bytes() {
    return content.map(Content::bytes).orElse(0L);
  }

  /** The end of what is known to be in it: its start while it is being recorded. */
  public Instant knownEnd() {
    return content.map(Content::end).orElse(start);
  }
}
