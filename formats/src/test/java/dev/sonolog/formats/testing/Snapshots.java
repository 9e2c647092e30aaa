package dev.sonolog.formats.testing;

import dev.sonolog.formats.Snapshot;
import java.util.Arrays;

/** Snapshots as they are passed on. */
public final class Snapshots {
  private Snapshots() {}

  /** The head, and behind it the file's own bytes. */
  public static byte[] bytes(byte[] file, Snapshot snapshot) {
    byte[] passed = Arrays.copyOf(file, Math.toIntExact(snapshot.length()));
    System.arraycopy(snapshot.head(), 0, passed, 0, snapshot.head().length);
    return passed;
  }
}
