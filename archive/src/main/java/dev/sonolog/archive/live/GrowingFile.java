package dev.sonolog.archive.live;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/**
 * A file that is being written, for a reader that does not know it. While a place in it is looked
 * for it ends where it ends; then it is followed, and at its end {@link NothingYetException} says
 * that more may come; when its writer is known to be done, it ends again. It stays the same file
 * while it gets its final name. One thread; a platform thread.
 */
final class GrowingFile implements SeekableByteChannel {
  private final FileChannel file;
  private boolean followed;

  GrowingFile(FileChannel file) {
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

  @Override
  public long size() throws IOException {
    return file.size();
  }

  @Override
  public long position() throws IOException {
    return file.position();
  }

  @Override
  public SeekableByteChannel position(long position) throws IOException {
    file.position(position);
    return this;
  }

  @Override
  public int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new NonWritableChannelException();
  }

  @Override
  public boolean isOpen() {
    return file.isOpen();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
