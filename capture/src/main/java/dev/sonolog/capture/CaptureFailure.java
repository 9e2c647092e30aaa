package dev.sonolog.capture;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * A source cannot be captured now. The kind says what the one who retries should do; the message
 * says it to a person.
 */
public final class CaptureFailure extends IOException {
  private static final long serialVersionUID = 1L;

  /** What a supervisor does about it. */
  public enum Kind {
    /** Nobody answered: name not found, connection refused, time-out, TLS failure. */
    UNREACHABLE,
    /**
     * A server answered, and refused: an HTTP status of 4xx or 5xx, too many redirects, an empty
     * playlist.
     */
    REFUSED,
    /** What came is nothing that can be recorded: a web page, an unknown codec, HLS. */
    UNSUPPORTED,
    /** The connection stood, but no audio came for the stall time-out. */
    STALLED,
    /** The connection broke off. */
    LOST,
    /** The station ended the stream in order. */
    CLOSED,
    /** A device is not there; it may appear at any time, and no try counts until it does. */
    ABSENT,
    /** Another program holds a device. */
    BUSY,
    /** A device went away while it was captured. */
    PULLED
  }

  private final Kind kind;
  private final transient Optional<Duration> retryAfter;

  public CaptureFailure(Kind kind, String message) {
    this(kind, message, Optional.empty(), null);
  }

  public CaptureFailure(Kind kind, String message, Throwable cause) {
    this(kind, message, Optional.empty(), cause);
  }

  /**
   * @param retryAfter how long the server asked to wait (RFC 9110, section 10.2.3)
   */
  public CaptureFailure(
      Kind kind,
      String message,
      Optional<Duration> retryAfter,
      @org.jspecify.annotations.Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  /** What kind of failure it is. */
  public Kind kind() {
    return kind;
  }

  /** How long the server asked to wait before the next try. */
  public Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
