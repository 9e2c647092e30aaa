package dev.sonolog.recording;

import dev.sonolog.archive.GapCause;
import dev.sonolog.capture.CaptureFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Why an attempt to record a source ended.
 *
 * @param cause as the catalogue says it
 * @param detail for a person
 * @param hopeless whether trying soon again makes no sense
 * @param retryAfter how long the other side wants us to wait
 */
record Failure(GapCause cause, String detail, boolean hopeless, Optional<Duration> retryAfter) {
  /** A server may ask us to wait; not for longer than this. */
  private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(10);

  /** How often is looked for a device that is not there. */
  private static final Duration LOOKING = Duration.ofSeconds(1);

  /** What went wrong, where it was not this program. */
  static Failure of(IOException e) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    return switch (e) {
      case CaptureFailure failure ->
          new Failure(
              causeOf(failure.kind()),
              message,
              failure.kind() == CaptureFailure.Kind.UNSUPPORTED,
              failure.retryAfter());
      case StorageFailure _ -> of(GapCause.STORAGE, "the storage failed: " + message);
      default -> of(GapCause.CONNECTION_LOST, message);
    };
  }

  /** An end that says nothing about when to try again. */
  static Failure of(GapCause cause, String detail) {
    return new Failure(cause, detail, false, Optional.empty());
  }

  /** A mistake in this program. */
  static Failure defect(RuntimeException e) {
    return new Failure(GapCause.DEFECT, "a defect in this program: " + e, true, Optional.empty());
  }

  /** Whether it counts as a failed try; a device that is not there is only waited for. */
  boolean isTry() {
    return cause != GapCause.DEVICE_ABSENT;
  }

  /** How long to wait before the next attempt. */
  Duration pause(Backoff backoff) {
    if (!isTry()) {
      return LOOKING;
    }
    Duration usual = backoff.next();
    Duration pause = hopeless ? backoff.longest() : usual;
    Duration asked = retryAfter.orElse(Duration.ZERO);
    Duration granted = asked.compareTo(LONGEST_RETRY_AFTER) < 0 ? asked : LONGEST_RETRY_AFTER;
    return pause.compareTo(granted) < 0 ? granted : pause;
  }

  /** Whether the next connection may bring what follows: only the way to the station failed. */
  boolean leavesHope() {
    return switch (cause) {
      case CONNECTION_LOST, CLOSED_BY_STATION, STALLED -> true;
      case RECORDER_STOPPED,
          RECORDER_KILLED,
          RECONFIGURED,
          UNREACHABLE,
          REFUSED,
          UNSUPPORTED,
          AMBIGUOUS,
          FORMAT_CHANGED,
          OVERRUN,
          DEVICE_LOST,
          DEVICE_ABSENT,
          DEVICE_BUSY,
          STORAGE,
          DEFECT,
          REMOVED_OUTSIDE,
          DELETED,
          DELETED_BY_RETENTION,
          TOO_SHORT,
          BETWEEN_TAKES,
          UNKNOWN ->
          false;
    };
  }

  private static GapCause causeOf(CaptureFailure.Kind kind) {
    return switch (kind) {
      case UNREACHABLE -> GapCause.UNREACHABLE;
      case REFUSED -> GapCause.REFUSED;
      case UNSUPPORTED -> GapCause.UNSUPPORTED;
      case STALLED -> GapCause.STALLED;
      case LOST -> GapCause.CONNECTION_LOST;
      case CLOSED -> GapCause.CLOSED_BY_STATION;
      case ABSENT -> GapCause.DEVICE_ABSENT;
      case BUSY -> GapCause.DEVICE_BUSY;
      case PULLED -> GapCause.DEVICE_LOST;
    };
  }
}
