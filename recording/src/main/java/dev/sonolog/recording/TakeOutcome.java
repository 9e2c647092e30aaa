package dev.sonolog.recording;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What became of a wish to begin a take, or to end one. */
public sealed interface TakeOutcome {
  /**
   * Audio is being stored.
   *
   * @param at when the first sample was on air
   * @param file where it goes
   */
  record Begun(Instant at, Path file) implements TakeOutcome {}

  /**
   * The take is over and its files are sealed.
   *
   * @param from when its first sample was on air
   * @param recorded how much audio it holds
   * @param files in order of time
   */
  record Kept(Instant from, Duration recorded, List<Path> files) implements TakeOutcome {
    public Kept {
      files = List.copyOf(files);
    }
  }

  /**
   * The take was too short to be kept; what was recorded is in the trash.
   *
   * @param recorded how much audio it holds
   * @param shortest how much it should have held
   * @param files by the names that they had
   */
  record TooShort(Duration recorded, Duration shortest, List<Path> files) implements TakeOutcome {
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
}
