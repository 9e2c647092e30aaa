package dev.sonolog.archive;

import java.io.IOException;
import java.time.Duration;

/**
 * The storage takes nothing any more: what it was given waits in memory, up to the limit. The audio
 * that follows cannot be kept until the storage answers again.
 */
public final class VolumeStalledException extends IOException {
  private static final long serialVersionUID = 1L;

  VolumeStalledException(String volume, long waiting, Duration patience) {
    super(
        "The storage of "
            + volume
            + " has not answered for "
            + patience.toSeconds()
            + " s ("
            + waiting
            + " bytes wait): check the disk or the network mount");
  }
}
