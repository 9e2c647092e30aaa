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
    SegmentState state,
    Optional<Content> content,
    Optional<Removal> removal) {

  /** One that nobody deleted. */
  public StoredSegment(
      String run,
      int number,
      String source,
      Path file,
      long firstSample,
      Instant start,
      SegmentState state,
      Optional<Content> content) {
    this(run, number, source, file, firstSample, start, state, content, Optional.empty());
  }

  /**
   * What a finished segment holds.
   *
   * @param end when the sample behind its last one was on air
   * @param samples playable samples per channel
   * @param missingPreRoll as {@link SealedSegment#missingPreRoll}
   * @param bytes the length of the file
   * @param digest of the file's bytes
   */
  public record Content(
      Instant end, long samples, int missingPreRoll, long bytes, SealedSegment.Digest digest) {}

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
