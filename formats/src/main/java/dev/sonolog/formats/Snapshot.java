package dev.sonolog.formats;

/**
 * A file that is being written, as it could be passed on at one moment: ends with something whole,
 * and its head says how long that is. What lies behind {@code head} are the file's own bytes, which
 * no writer changes any more.
 *
 * @param length how many bytes of the file belong to it, from the start on
 * @param head instead of as many bytes at the start; shared, not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // shared by contract; never compared
public record Snapshot(long length, byte[] head) {
  public Snapshot {
    if (head.length > length) {
      throw new IllegalArgumentException(head.length + " bytes replace " + length);
    }
  }

  /** So many bytes of the file as they are. */
  public static Snapshot unchanged(long length) {
    return new Snapshot(length, new byte[0]);
  }
}
