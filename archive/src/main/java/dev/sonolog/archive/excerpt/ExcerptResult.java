package dev.sonolog.archive.excerpt;

import dev.sonolog.formats.AudioFormat;
import java.time.Instant;
import java.util.List;

/**
 * What was asked for, and what was done.
 *
 * @param plan what was asked for, and what is missing of it
 * @param gaps what was made of that
 * @param files what was written, in order
 */
public record ExcerptResult(ExcerptPlan plan, GapPolicy gaps, List<Written> files) {
  public ExcerptResult {
    files = List.copyOf(files);
  }

  /**
   * One file.
   *
   * @param name as the output calls it
   * @param from when its first sample was on air, or would have been: a little before what was
   *     asked for where packets cannot be divided
   * @param samples its playable samples per channel
   * @param settling how many of them, at the start, do not sound as they were sent, because a
   *     decoder must have heard what precedes them: they precede what was asked for, where it was
   *     recorded
   * @param ahead how many samples at its start precede what was asked for: those that let the
   *     decoder settle, and those of a first packet that could not be divided
   * @param behind how many at its end follow what was asked for, with a packet that could not be
   *     divided
   * @param silence how many of them were put in the place of what is missing
   * @param lost how many samples were recorded of what was asked for, and are not in the files any
   *     more, because these are damaged; 0 where they are whole
   */
  public record Written(
      String name,
      AudioFormat format,
      Instant from,
      long samples,
      long settling,
      long ahead,
      long behind,
      long silence,
      long lost) {
    /** When the sample behind its last one was on air, or would have been. */
    public Instant to() {
      return from.plus(format.rate().duration(samples));
    }

    /** When the first of the samples that were asked for was on air. */
    public Instant askedFrom() {
      return from.plus(format.rate().duration(ahead));
    }

    /** How many samples were asked for, and are in it. */
    public long asked() {
      return Math.max(0, samples - ahead - behind);
    }
  }
}
