package dev.sonolog.formats;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** Bytes of a file, as repairs replace them. */
public final class StoredBytes {
  private StoredBytes() {}

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
