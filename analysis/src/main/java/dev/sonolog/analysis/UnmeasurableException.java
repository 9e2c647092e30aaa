package dev.sonolog.analysis;

import java.io.IOException;

/** A recording cannot be measured: it is broken, or nothing decodes it. */
public final class UnmeasurableException extends IOException {
  private static final long serialVersionUID = 1L;

  UnmeasurableException(String reason) {
    super(reason);
  }

  UnmeasurableException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
