package dev.sonolog.recording;

import dev.sonolog.archive.GapCause;
import dev.sonolog.formats.SegmentTags.GapNote;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * What is done with one connection: lives on the source's thread, and dies with the connection. Its
 * {@link Supervisor} survives it.
 */
interface Session {
  /**
   * Takes what comes until the source ends.
   *
   * @throws StorageFailure if the storage fails
   * @throws IOException if the source does
   */
  void record() throws IOException;

  /**
   * The connection ended.
   *
   * @param hopeful whether the next connection may bring what follows
   * @return the run that may go on then, if there is one; else what was recorded has ended
   */
  Optional<SuspendedRun> leave(GapCause cause, String detail, boolean hopeful)
      throws StorageFailure;

  /** A defect ended the connection: whatever can be kept is kept, and no more is expected. */
  void abandon(String detail) throws StorageFailure;

  /** How much audio the connection was good for, once it has ended. */
  Duration worth();

  /** The gap that began when the last run ended, if one did. */
  Optional<GapNote> gap();
}
