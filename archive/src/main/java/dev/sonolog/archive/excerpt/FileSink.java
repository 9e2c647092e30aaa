package dev.sonolog.archive.excerpt;

import dev.sonolog.formats.SegmentSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Writes a file whose head is replaced when all of it is known. One thread. */
final class FileSink implements SegmentSink {
  private static final int BUFFER = 256 << 10;

  private final FileChannel file;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);

  FileSink(FileChannel file) {
    this.file = file;
  }

  @Override
  public void head(byte[] bytes) throws IOException {
    append(bytes, 0, bytes.length);
  }

  @Override
  public void append(byte[] bytes, int offset, int length) throws IOException {
    if (length > buffer.remaining()) {
      flush();
    }
    if (length > buffer.remaining()) {
      writeAll(ByteBuffer.wrap(bytes, offset, length));
    } else {
      buffer.put(bytes, offset, length);
    }
  }

  @Override
  public void updateHead(byte[] bytes) {
    // nobody reads the file before it is finished
  }

  @Override
  public void replaceHead(byte[] bytes) throws IOException {
    flush();
    ByteBuffer head = ByteBuffer.wrap(bytes);
    while (head.hasRemaining()) {
      file.write(head, head.position());
    }
  }

  void flush() throws IOException {
    writeAll(buffer.flip());
    buffer.clear();
  }

  private void writeAll(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }
}
