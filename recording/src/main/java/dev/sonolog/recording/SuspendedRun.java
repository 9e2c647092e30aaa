package dev.sonolog.recording;

import dev.sonolog.archive.GapCause;
import dev.sonolog.formats.SegmentTags.GapNote;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * A run whose connection broke off, and which may go on when the next one brings what follows.
 *
 * @param run with all that came of it stored; its newest file is open, unless another recorder
 *     wrote it
 * @param cause why the connection ended
 * @param detail the same for a person
 * @param sinceNanos since when, on the monotonic clock
 */
record SuspendedRun(Run run, GapCause cause, String detail, long sinceNanos) {
  /**
   * A server's burst is rarely longer than a minute; twice that after the outage began, nothing can
   * be found any more.
   */
  static final Duration PATIENCE = Duration.ofMinutes(2);

  /** How long there is hope still; not positive when there is none. */
  Duration left(long nanos) {
    return PATIENCE.minusNanos(nanos - sinceNanos);
  }

  /** Ends it for the reason that it was suspended for. */
  Optional<GapNote> end() throws StorageFailure {
    return end(cause, detail);
  }

  /** Ends it because nobody can know whether something is missing. */
  Optional<GapNote> endAmbiguously() throws StorageFailure {
    run.retractGap();
    return end(GapCause.AMBIGUOUS, cause.word() + ", and repeated packets allow several places");
  }

  private Optional<GapNote> end(GapCause why, String forPeople) throws StorageFailure {
    run.end(why, forPeople);
    return gapAfter(why);
  }

  /** The gap that began when the run had ended, however it did. */
  Optional<GapNote> gapAfter(GapCause why) {
    return run.span().map(span -> new GapNote(span.end().atOffset(ZoneOffset.UTC), why.word(), 0));
  }
}
