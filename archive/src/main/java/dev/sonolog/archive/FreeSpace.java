package dev.sonolog.archive;

/** How much of a volume must stay free. */
public sealed interface FreeSpace {
  /** So many bytes. */
  record Bytes(long bytes) implements FreeSpace {
    public Bytes {
      if (bytes < 0) {
        throw new IllegalArgumentException(bytes + " bytes");
      }
    }
  }

  /**
   * A share of the volume.
   *
   * @param percent 0 to 100
   */
  record Percent(double percent) implements FreeSpace {
    public Percent {
      if (!(percent >= 0 && percent <= 100)) {
        throw new IllegalArgumentException(percent + " %");
      }
    }
  }

  /**
   * How much that is.
   *
   * @param total the size of the volume in bytes
   */
  default long of(long total) {
    return switch (this) {
      case Bytes(long bytes) -> bytes;
      case Percent(double percent) -> (long) (total * (percent / 100));
    };
  }
}
