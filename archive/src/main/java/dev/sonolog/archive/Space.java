package dev.sonolog.archive;

/**
 * The room on a volume, in bytes.
 *
 * @param free what this program may still write
 */
public record Space(long free, long total) {
  /** With less than this free, or a twentieth of the volume, what is in the trash goes early. */
  private static final long SHORT = 1_000_000_000;

  /** How much must be free for the trash to be kept, though nobody said anything. */
  long shortage() {
    return Math.min(SHORT, total / 20);
  }

  Space freed(long bytes) {
    return new Space(free + bytes, total);
  }
}
