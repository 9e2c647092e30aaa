package dev.sonolog.recording;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What became of a wish to begin a take, or to end one. */
public sealed interface TakeOutcome {
  /**
   * Audio is being stored.
   *
   * @param requestedAt when somebody asked for it
   * @param at when the first sample was on air: earlier than that where there is a pre-roll
   * @param file where it goes
   */
  record Begun(Instant requestedAt, Instant at, Path file) implements TakeOutcome {}

  /**
   * The take is over and its files are sealed.
   *
   * @param span what it reaches over
   * @param recorded how much audio it holds
   * @param files in order of time
   */
  record Kept(Span span, Duration recorded, List<Path> files) implements TakeOutcome {
    public Kept {
      files = List.copyOf(files);
    }
  }

  /**
   * The take was too short to be kept; what was recorded is in the trash.
   *
   * @param span what it reaches over
   * @param recorded how much audio it holds
   * @param shortest how much it should have held
   * @param files by the names that they had
   */
  record TooShort(Span span, Duration recorded, Duration shortest, List<Path> files)
      implements TakeOutcome {
    public TooShort {
      files = List.copyOf(files);
    }
  }

  /** The take is over, and no audio came while it lasted. */
  record Empty() implements TakeOutcome {}

  /**
   * Nothing was done.
   *
   * @param why for a person
   */
  record Refused(String why) implements TakeOutcome {}

  /**
   * A stretch of a source's timeline.
   *
   * @param from when its first sample was on air
   * @param to when its last sample was over
   * @param endRequestedAt the instant at which somebody wanted it to end; none for what ended by
   *     itself
   */
  record Span(Instant from, Instant to, Optional<Instant> endRequestedAt) {}
}
