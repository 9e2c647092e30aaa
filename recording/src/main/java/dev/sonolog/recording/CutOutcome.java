package dev.sonolog.recording;

import java.nio.file.Path;
import java.time.Instant;

/** What became of a cut that somebody asked for; known when the next audio has come. */
public sealed interface CutOutcome {
  /**
   * The source goes on in a new file.
   *
   * @param requestedAt the instant asked for
   * @param actualAt when the new file's first sample was on air
   * @param before the file that ended
   * @param after the file that began
   */
  record Done(Instant requestedAt, Instant actualAt, Path before, Path after)
      implements CutOutcome {}

  /**
   * There will be no cut.
   *
   * @param why for a person
   */
  record Refused(String why) implements CutOutcome {}
}
