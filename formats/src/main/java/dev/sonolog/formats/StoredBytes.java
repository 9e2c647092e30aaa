package dev.sonolog.formats;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;

/** Bytes of a file: read where they stand, and replaced as repairs do. */
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

  /**
   * The bytes from {@code position} on.
   *
   * @throws EOFException if the file ends before
   */
  public static byte[] read(SeekableByteChannel file, long position, int length)
      throws IOException {
    byte[] bytes = new byte[length];
    ByteBuffer left = ByteBuffer.wrap(bytes);
    file.position(position);
    while (left.hasRemaining()) {
      if (file.read(left) < 0) {
        throw new EOFException("The file ends at byte " + (position + left.position()));
      }
    }
    return bytes;
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
