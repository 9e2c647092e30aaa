package dev.sonolog.archive.live;

import dev.sonolog.archive.ReadOnlyChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * A file that is being written, for a reader that does not know it. While a place in it is looked
 * for it ends where it ends; then it is followed, and at its end {@link NothingYetException} says
 * that more may come; when its writer is known to be done, it ends again. It stays the same file
 * while it gets its final name. One thread; a platform thread.
 */
final class GrowingFile extends ReadOnlyChannel {
  private final FileChannel file;
  private boolean followed;

  GrowingFile(FileChannel file) {
    super(file);
    this.file = file;
  }

  /** From now on there may be more behind its end. */
  void follow() {
    followed = true;
  }

  /** Its writer is done: it ends where it ends. */
  void finish() {
    followed = false;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    int count = file.read(target);
    if (count < 0 && followed) {
      throw new NothingYetException();
    }
    return count;
  }
}
