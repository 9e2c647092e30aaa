package dev.sonolog.archive;

import dev.sonolog.formats.AudioFormat;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A fact for the catalogue. Facts are told in the order in which they happened and stored
 * asynchronously; each carries its own keys, so that the teller never waits for the database, and
 * telling one twice changes nothing.
 */
public sealed interface CatalogueEntry {

  /**
   * A run began: its first packet is known.
   *
   * @param run its identity, unique for ever
   * @param start when its first sample was on air, as known then
   */
  record RunStarted(
      String run,
      String source,
      AudioFormat format,
      Optional<String> station,
      String address,
      Instant start)
      implements CatalogueEntry {}

  /** A run that had ended goes on: nothing was missing. */
  record RunResumed(String run) implements CatalogueEntry {}

  /**
   * The start instant of a run proved to be another. All that was told of the run until then moves
   * with it: segments, titles, damages, and the end of the gap that ended where the run began.
   *
   * @param start the run's right start; absolute, so that telling it twice changes nothing
   */
  record RunShifted(String run, Instant start) implements CatalogueEntry {}

  /**
   * A run ended.
   *
   * @param driftPpm how much the source's clock runs faster than ours, in parts per million, where
   *     it could be measured
   */
  record RunEnded(String run, Instant end, Optional<Double> driftPpm, GapCause cause)
      implements CatalogueEntry {}

  /**
   * A segment is being written.
   *
   * @param number its place in the run, from 0
   * @param file where it will lie when sealed; until then {@code .part} is appended
   */
  record SegmentOpened(String run, int number, Path file, long firstSample, Instant start)
      implements CatalogueEntry {}

  /** A segment was sealed and bears its final name. */
  record SegmentSealed(SealedSegment segment) implements CatalogueEntry {}

  /** The station named what is heard from this sample on. */
  record TitleSeen(String run, long sample, Instant at, String text) implements CatalogueEntry {}

  /**
   * A title that a file remembers, to the millisecond. Ignored where the same is known already.
   *
   * @param sample where it begins, in samples from the start of the run
   */
  record TitleFound(String run, long sample, Instant at, String text) implements CatalogueEntry {}

  /** Bytes of a run were no packets. */
  record DamageSeen(String run, long sample, Instant at, long bytes, String reason)
      implements CatalogueEntry {}

  /**
   * From here on a source is missing. Ignored while a gap of that source is open: the first cause
   * counts.
   *
   * @param detail what a person should know besides the cause; may be empty
   */
  record GapOpened(String source, Instant from, GapCause cause, String detail)
      implements CatalogueEntry {}

  /**
   * The open gap of a source ended; when it would not be longer than nothing, it never was. But
   * where it cannot be known how long it was ({@link GapCause#AMBIGUOUS}), it always was.
   *
   * @param to the first instant that is there again
   * @param tries how many attempts to connect it took
   */
  record GapClosed(String source, Instant to, int tries) implements CatalogueEntry {}

  /**
   * A gap that is over, found afterwards in what the files say. Ignored where a gap is known that
   * began at the same instant, but ends that one if it is open.
   */
  record GapFound(String source, Instant from, Instant to, GapCause cause, int tries, String detail)
      implements CatalogueEntry {}

  /** Of a segment that was begun nothing was ever stored: there is none. */
  record SegmentEmpty(String run, int number) implements CatalogueEntry {}

  /** The file of a segment is not where it was, and nowhere else. */
  record SegmentRemoved(String run, int number) implements CatalogueEntry {}

  /**
   * A finished segment was put into the trash.
   *
   * @param trash where its file lies now
   */
  record SegmentTrashed(String run, int number, Path trash, GapCause cause, Instant at)
      implements CatalogueEntry {}

  /** The file of a finished segment was deleted for good; its time stays known, with the cause. */
  record SegmentDeleted(String run, int number, GapCause cause, Instant at)
      implements CatalogueEntry {}

  /**
   * The file of a sealed segment was found: under another name, or where it had been missing, or
   * back from the trash.
   *
   * @param file where it lies
   */
  record SegmentFound(String run, int number, Path file) implements CatalogueEntry {}

  /**
   * A file that no recorder of ours wrote; told again when more of it is known, or it changed.
   *
   * @param run the identity of the run that it is, all by itself
   * @param source whose it is, as far as its place and name tell
   * @param start when its first sample was on air
   * @param startFrom how that is known
   * @param samples playable samples per channel
   * @param estimated whether their number is what the beginning of the file makes one expect
   * @param bytes its length
   * @param modified when it was last modified
   */
  record OtherFound(
      String run,
      String source,
      AudioFormat format,
      Path file,
      Instant start,
      StartOrigin startFrom,
      long samples,
      boolean estimated,
      long bytes,
      Instant modified)
      implements CatalogueEntry {

    /** The same, and no better length is to be had. */
    OtherFound asMeasured() {
      return new OtherFound(
          run, source, format, file, start, startFrom, samples, false, bytes, modified);
    }
  }
}
