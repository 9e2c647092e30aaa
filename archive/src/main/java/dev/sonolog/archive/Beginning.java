package dev.sonolog.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/**
 * The first bytes of a file, as if it ended there. Cannot be written; closing it leaves the file
 * open. One thread.
 */
final class Beginning extends ReadOnlyChannel {
  private final SeekableByteChannel file;
  private final long most;

  /**
   * @param most where it ends, in bytes, if the file is longer
   */
  Beginning(SeekableByteChannel file, long most) {
    super(file);
    this.file = file;
    this.most = most;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    long left = most - file.position();
    if (left <= 0) {
      return -1;
    }
    int limit = target.limit();
    target.limit((int) Math.min(limit, target.position() + left));
    try {
      return file.read(target);
    } finally {
      target.limit(limit);
    }
  }

  @Override
  public long size() throws IOException {
    return Math.min(most, file.size());
  }

  @Override
  public void close() {
    // the file's owner closes it
  }
}
