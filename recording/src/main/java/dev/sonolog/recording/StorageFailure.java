package dev.sonolog.recording;

import java.io.IOException;

/** The storage, not the source, failed: another connection would not help. */
final class StorageFailure extends IOException {
  private static final long serialVersionUID = 1L;

  StorageFailure(IOException cause) {
    super(cause.getMessage(), cause);
  }
}
