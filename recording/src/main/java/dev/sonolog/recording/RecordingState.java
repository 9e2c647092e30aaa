package dev.sonolog.recording;

import java.time.Instant;
import java.util.Optional;

/** What a source is doing, for people and programs that ask. */
public sealed interface RecordingState {
  /** A connection is being made. */
  record Connecting() implements RecordingState {}

  /**
   * Audio goes into files.
   *
   * @param since when the first sample of the run was on air
   */
  record Recording(Instant since) implements RecordingState {}

  /**
   * The connection stands, but no audio comes; nothing is given up yet.
   *
   * @param since when the last audio came
   */
  record Stalled(Instant since) implements RecordingState {}

  /**
   * The source failed and is tried again.
   *
   * @param retryAt when
   * @param cause what went wrong, for a person
   */
  record Waiting(Instant retryAt, String cause) implements RecordingState {}

  /**
   * The source cannot be recorded as it is; somebody has to do something.
   *
   * @param cause what is wrong, for a person
   * @param retryAt when it is tried again all the same; never, when absent
   */
  record Faulted(String cause, Optional<Instant> retryAt) implements RecordingState {}

  /** Audio comes, and nobody wants a take of it; or the source is stopped. */
  record Idle() implements RecordingState {}
}
