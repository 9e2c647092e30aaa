package dev.sonolog.archive.excerpt;

import dev.sonolog.formats.SegmentSink;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes a file to where nothing can be replaced: its first head is its last, and goes out at once.
 * What follows is gathered. One thread.
 */
final class StreamSink implements SegmentSink {
  private static final int BUFFER = 128 << 10;

  private final OutputStream out;
  private final byte[] buffer = new byte[BUFFER];
  private int gathered;

  StreamSink(OutputStream out) {
    this.out = out;
  }

  @Override
  public void head(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  @Override
  public void append(byte[] bytes, int offset, int length) throws IOException {
    if (length > BUFFER - gathered) {
      flush();
    }
    if (length > BUFFER) {
      out.write(bytes, offset, length);
    } else {
      System.arraycopy(bytes, offset, buffer, gathered, length);
      gathered += length;
    }
  }

  @Override
  public void updateHead(byte[] bytes) {
    // was right at once, as far as that goes
  }

  @Override
  public void replaceHead(byte[] bytes) {
    // was right at once, as far as that goes
  }

  /** Writes what was gathered. */
  void flush() throws IOException {
    out.write(buffer, 0, gathered);
    gathered = 0;
  }
}
