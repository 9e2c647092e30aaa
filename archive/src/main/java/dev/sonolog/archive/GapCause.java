package dev.sonolog.archive;

import java.util.Optional;

/**
 * Why a stretch of a source's timeline is missing. The word is what the catalogue, files and people
 * read; it never changes its meaning.
 */
public enum GapCause {
  /** The recorder was stopped in order. */
  RECORDER_STOPPED("recorder stopped"),
  /** The recorder, or the computer, died without sealing its files. */
  RECORDER_KILLED("recorder killed"),
  /** The source was stopped or changed by a new configuration. */
  RECONFIGURED("reconfigured"),
  /** The connection broke off. */
  CONNECTION_LOST("connection lost"),
  /** The station ended the stream in order. */
  CLOSED_BY_STATION("closed by station"),
  /** The connection stood, but no audio came. */
  STALLED("stalled"),
  /** Nobody answered at the source's addresses. */
  UNREACHABLE("unreachable"),
  /** A server answered, and refused. */
  REFUSED("refused"),
  /** What came could not be recorded. */
  UNSUPPORTED("unsupported"),
  /** The station was lost and came back, and repeated packets do not tell how long it was away. */
  AMBIGUOUS("ambiguous"),
  /** The stream changed its format, and the samples between the two runs could not be kept. */
  FORMAT_CHANGED("format changed"),
  /** A sound card had audio that nobody took in time. */
  OVERRUN("overrun"),
  /** A sound card was pulled out, or its driver gave up, while it was recorded. */
  DEVICE_LOST("device lost"),
  /** A sound card was not there. */
  DEVICE_ABSENT("device absent"),
  /** Another program held a sound card. */
  DEVICE_BUSY("device busy"),
  /** The storage could not take the audio. */
  STORAGE("storage"),
  /** A mistake in the recorder itself broke the connection off. */
  DEFECT("defect in the recorder"),
  /** The files were there and were deleted or moved by somebody else. */
  REMOVED_OUTSIDE("removed outside"),
  /** A person deleted the recording. */
  DELETED("deleted"),
  /** The recording was older, larger or less needed than the rules of retention allow. */
  DELETED_BY_RETENTION("deleted by retention"),
  /** The recording was shorter than what its source keeps. */
  TOO_SHORT("too short"),
  /** Nobody wanted a recording: the source is recorded when a person asks for it. */
  BETWEEN_TAKES("between takes"),
  /** Nobody knows: the catalogue was rebuilt from files that do not say. */
  UNKNOWN("unknown");

  private final String word;

  GapCause(String word) {
    this.word = word;
  }

  /** The word for this cause. */
  public String word() {
    return word;
  }

  /** The cause of that word. */
  public static Optional<GapCause> of(String word) {
    for (GapCause cause : values()) {
      if (cause.word.equals(word)) {
        return Optional.of(cause);
      }
    }
    return Optional.empty();
  }
}
