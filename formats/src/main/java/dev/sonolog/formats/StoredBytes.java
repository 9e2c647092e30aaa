package dev.sonolog.formats;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;

/** Bytes of a file, as repairs replace them. */
public final class StoredBytes {
  private StoredBytes() {}

  /**
   * Makes a file whole: what lies behind {@code end} goes, and then the head is put right.
   *
   * @param end in bytes from the start of the file
   * @param head replaces as many bytes at the start; empty where they stay
   */
  public static void seal(SeekableByteChannel file, long end, Optional<byte[]> head)
      throws IOException {
    file.truncate(end);
    if (head.isPresent()) {
      replace(file, 0, head.get());
    }
  }

  /** Writes all of {@code bytes} over what stands from {@code position} on. */
  public static void replace(SeekableByteChannel file, long position, byte[] bytes)
      throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes);
    file.position(position);
    while (left.hasRemaining()) {
      file.write(left);
    }
  }
}
