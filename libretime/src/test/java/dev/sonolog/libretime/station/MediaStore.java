package dev.sonolog.libretime.station;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A station's library. A file has its MD5 as soon as it has arrived, and is pending until the test
 * says what came of its import, or, where that was said before, at once. Any thread.
 */
public final class MediaStore {
  /** Imported. */
  public static final int DONE = 0;

  /** Being looked at. */
  public static final int PENDING = 1;

  /** Not imported. */
  public static final int FAILED = 2;

  private final List<Stored> files = new ArrayList<>();
  private int arriving = DONE;

  /** A file of the library. */
  public record Stored(long id, String name, String md5, long size, int importStatus) {}

  synchronized Stored add(String name, byte[] content) {
    Stored file = new Stored(files.size() + 1L, name, md5(content), content.length, arriving);
    files.add(file);
    return file;
  }

  /** What comes from now on has this state. */
  public synchronized void importing(int status) {
    arriving = status;
  }

  /** Gives all files that are pending this state. */
  public synchronized void settle(int status) {
    files.replaceAll(
        it ->
            it.importStatus() == PENDING
                ? new Stored(it.id(), it.name(), it.md5(), it.size(), status)
                : it);
  }

  /** Takes a file out. */
  public synchronized void remove(long id) {
    files.removeIf(it -> it.id() == id);
  }

  /** All files. */
  public synchronized List<Stored> files() {
    return List.copyOf(files);
  }

  synchronized Optional<Stored> find(long id) {
    return files.stream().filter(it -> it.id() == id).findFirst();
  }

  static String md5(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
